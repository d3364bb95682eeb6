#!/usr/bin/env python3
"""The work of backups beside the webhook: what 500 claims cost until each has its CronJob, what they cost afterwards, and what reviews notice of it.

   backups.py COMMAND...        COMMAND serves, such as the published homelab-storage. KUBECONFIG names an empty cluster that may be filled, with
                                'server' and 'token' in it, and no controllers: they would start pods. It takes some ten minutes.
   backups.py --apply FILE      used by the former: applies the CronJobs of a file as somebody else would, three at a time
"""
import concurrent.futures, http.client, json, os, re, subprocess, sys, tempfile, time
from kube import ask, close, insecure

CLAIMS, NAMESPACES, ROUNDS, RATE, SECONDS = 500, 20, 3, 100, 20


def fill(number):
    ns, name = f"home-{number % NAMESPACES}", f"app-{number}"
    labels, claim = {"app": name}, {"claimName": name}
    ask("POST", "/api/v1/persistentvolumes", {"metadata": {"name": name}, "spec": {
        "storageClassName": "local-path", "accessModes": ["ReadWriteOnce"], "capacity": {"storage": "2Gi"}, "local": {"path": f"/var/lib/storage/{name}"},
        "persistentVolumeReclaimPolicy": "Retain", "nodeAffinity": {"required": {"nodeSelectorTerms": [{"matchExpressions": [
            {"key": "kubernetes.io/hostname", "operator": "In", "values": ["one"]}]}]}}}})
    ask("POST", f"/api/v1/namespaces/{ns}/persistentvolumeclaims", {
        "metadata": {"name": name, "annotations": {"homelab-storage.io/backup-schedule": "0 3 * * *", "homelab-storage.io/backup-target": "nfs://10.0.0.9/b"}},
        "spec": {"storageClassName": "local-path", "volumeName": name, "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "2Gi"}}}})
    ask("POST", f"/apis/apps/v1/namespaces/{ns}/deployments", {"metadata": {"name": name}, "spec": {
        "strategy": {"type": "Recreate"}, "selector": {"matchLabels": labels}, "template": {"metadata": {"labels": labels}, "spec": {
            "containers": [{"name": "app", "image": "sissbruecker/linkding:1.31.0", "volumeMounts": [{"name": "data", "mountPath": "/etc/linkding/data"}]}],
            "volumes": [{"name": "data", "persistentVolumeClaim": claim}]}}}})


def writes():
    """How often the API server was asked to write CronJobs and Jobs; what is only tried does not count."""
    close()
    rows = re.findall(r'^apiserver_request_total\{(.*?)\} (\S+)', ask("GET", "/metrics", text=True), re.M)
    return sum(int(float(count)) for labels, count in rows
               if 'dry_run=""' in labels and 'group="batch"' in labels and re.search(r'verb="(POST|PUT|PATCH|APPLY|DELETE)"', labels))


def cronjobs():
    return [c["metadata"] for c in ask("GET", "/apis/batch/v1/cronjobs")["items"]]


def count_cronjobs():
    """How many there are, by a page of one: reading all of them here would take the processor from the reviews that are timed."""
    page = ask("GET", "/apis/batch/v1/cronjobs?limit=1")
    return len(page["items"]) + page["metadata"].get("remainingItemCount", 0)


def probe_good():
    """What a kubelet would write into the pods of probes."""
    for job in ask("GET", "/apis/batch/v1/jobs?labelSelector=homelab-storage.io/role=probe")["items"]:
        ns, name = job["metadata"]["namespace"], job["metadata"]["name"]
        path = f"/api/v1/namespaces/{ns}/pods"
        pod = {"metadata": {"name": name, "labels": job["spec"]["template"]["metadata"]["labels"], "ownerReferences": [
            {"apiVersion": "batch/v1", "kind": "Job", "name": name, "uid": job["metadata"]["uid"]}]}, "spec": job["spec"]["template"]["spec"]}
        ask("POST", path, pod)
        ask("PATCH", f"{path}/{name}/status", {"status": {"phase": "Succeeded", "containerStatuses": [{
            "name": "backup", "image": "x", "imageID": "x", "ready": False, "restartCount": 0, "state": {"terminated": {
                "exitCode": 0, "finishedAt": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "message": json.dumps({"kind": "BackupResult", "exit": 0, "message": "good"})}}}]}}, "application/merge-patch+json")


def forget():
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda m: ask("DELETE", f"/apis/batch/v1/namespaces/{m['namespace']}/cronjobs/{m['name']}"), cronjobs()))
    ask("DELETE", "/apis/coordination.k8s.io/v1/namespaces/default/leases/homelab-storage") if any(
        l["metadata"]["name"] == "homelab-storage" for l in ask("GET", "/apis/coordination.k8s.io/v1/namespaces/default/leases")["items"]) else None


def apply(cronjob):
    ns, name = cronjob["metadata"]["namespace"], cronjob["metadata"]["name"]
    ask("PATCH", f"/apis/batch/v1/namespaces/{ns}/cronjobs/{name}?fieldManager=other&force=true", cronjob, "application/apply-patch+yaml")


def keep(file):
    """Keeps the CronJobs as whoever applied them wrote them."""
    meta = ("name", "namespace", "labels", "annotations", "ownerReferences")
    json.dump([{"apiVersion": "batch/v1", "kind": "CronJob", "metadata": {k: c["metadata"][k] for k in meta if k in c["metadata"]}, "spec": c["spec"]}
               for c in ask("GET", "/apis/batch/v1/cronjobs")["items"]], open(file, "w"))


class Server:
    def __init__(self, backups):
        more = ["--backup-image", "registry.home/homelab-storage:1"] if backups else []
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([*sys.argv[1:], "serve", "--inventory", "cluster", "--namespace", "default", "--port", "8643", "--metrics-port", "none",
                                         "--reports", "none", *more], stdout=self.log, stderr=self.log)
        while True:
            try:
                connection = http.client.HTTPSConnection("127.0.0.1:8643", context=insecure)
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                pass
            time.sleep(0.05)

    def reviews(self, seconds):
        """p50 and p99 in ms at a steady rate, each sent when it is due."""
        review = json.load(open(os.path.join(os.path.dirname(__file__), "Data", "three-volumes.json")))
        connection, took, begun = http.client.HTTPSConnection("127.0.0.1:8643", context=insecure), [], time.monotonic()
        for number in range(int(RATE * seconds)):
            due = begun + number / RATE
            time.sleep(max(0, due - time.monotonic()))
            review["request"]["uid"] = str(number)
            connection.request("POST", "/validate", json.dumps(review), {"Content-Type": "application/json"})
            connection.getresponse().read()
            took.append((time.monotonic() - due) * 1000)
        took.sort()
        return took[len(took) // 2], took[len(took) * 99 // 100]

    def resident(self):
        return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{self.process.pid}/status").read())[1]) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()


if sys.argv[1] == "--apply":
    with concurrent.futures.ThreadPoolExecutor(3) as pool:
        list(pool.map(apply, json.load(open(sys.argv[2]))))
    sys.exit()
if sys.argv[1] == "--watch":  # a process of its own: beside the reviews it would take the interpreter from them
    progress = {}
    while len(progress) < 2:
        count = count_cronjobs()
        if count > 0 and "first" not in progress:
            progress["first"] = time.monotonic()
        if count == CLAIMS:
            progress["last"] = time.monotonic()
        time.sleep(0.1)
    print(f"{progress['last'] - progress['first']:.1f}")
    sys.exit()
for number in range(NAMESPACES):
    ask("POST", "/api/v1/namespaces", {"metadata": {"name": f"home-{number}"}})
    ask("POST", f"/api/v1/namespaces/home-{number}/serviceaccounts", {"metadata": {"name": "default"}})  # a controller would make it
for name, provisioner in ("local-path", "rancher.io/local-path"), ("longhorn-sqlite", "driver.longhorn.io"), ("truenas-nfs", "nfs.csi.k8s.io"):
    ask("POST", "/apis/storage.k8s.io/v1/storageclasses", {"metadata": {"name": name}, "provisioner": provisioner, "reclaimPolicy": "Retain"})

# What the review mounts is there, as it mostly is: else each look for it would tell how long the API server takes.
ask("POST", "/api/v1/namespaces", {"metadata": {"name": "media"}})
for volume, name in ("config", "longhorn-sqlite"), ("cache", "local-path"), ("media", "truenas-nfs"):
    ask("POST", "/api/v1/namespaces/media/persistentvolumeclaims", {"metadata": {"name": f"jellyfin-{volume}"}, "spec": {
        "storageClassName": name, "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "2Gi"}}}})
with concurrent.futures.ThreadPoolExecutor(8) as pool:
    list(pool.map(fill, range(CLAIMS)))

first, before = Server(backups=True), writes()
while len(ask("GET", "/apis/batch/v1/jobs?labelSelector=homelab-storage.io/role=probe")["items"]) < NAMESPACES:
    time.sleep(0.5)
print(f"{CLAIMS} claims, targets not tried yet: {writes() - before} writes")
first.stop()
probe_good()
kept = tempfile.NamedTemporaryFile(suffix=".json")
for number in range(1, ROUNDS + 1):
    for who in ("nobody", "backups", "nobody, there", "others"):
        if who != "nobody, there":
            forget()
        server, before, isWritten = Server(who == "backups"), writes(), who in ("backups", "others")
        others = subprocess.Popen([sys.executable, __file__, "--apply", kept.name]) if who == "others" else None
        watching = subprocess.Popen([sys.executable, __file__, "--watch"], stdout=subprocess.PIPE, text=True) if isWritten else None
        p50, p99 = server.reviews(SECONDS)
        made = f", {CLAIMS} CronJobs in {watching.communicate()[0].strip()} s by {writes() - before} writes" if isWritten else ""
        print(f"round {number}, CronJobs by {who}: p50 {p50:.2f} ms, p99 {p99:.2f} ms, {server.resident():.0f} MB{made}", flush=True)
        if who == "backups":
            keep(kept.name)
        if who == "backups" and number == ROUNDS:
            before, begun = writes(), time.monotonic()
            p50, p99 = server.reviews(130)
            print(f"steady for {time.monotonic() - begun:.0f} s: {writes() - before} writes, p50 {p50:.2f} ms, p99 {p99:.2f} ms, {server.resident():.0f} MB")
        server.stop()
        if others is not None:
            others.wait()

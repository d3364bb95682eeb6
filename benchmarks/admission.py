#!/usr/bin/env python3
"""What a review costs through an API server: processor time of the API server and of the webhook for a thousand creates that are only tried (dryRun=All), each of
   a name of its own, with no webhook, with a bare endpoint that reads the same bodies and returns a constant answer, and with ours; and what of our
   webhook configurations costs the API server most, by leaving out one thing at a time.

   admission.py EXECUTABLE [ROUNDS] [REQUESTS]     EXECUTABLE serves, such as the published homelab-storage. KUBECONFIG names a cluster on this machine
                                                   that may be filled, with 'server' and 'token' in it. Rounds alternate, because machines drift.
"""
import base64, concurrent.futures, copy, http.client, json, os, re, ssl, statistics, subprocess, sys, time
from kube import ask, insecure

executable, rounds, requests = sys.argv[1], int((sys.argv[2:] or ["5"])[0]), int((sys.argv[3:] or ["1000"])[0])
folder = os.path.dirname(os.path.abspath(__file__))
BENCHMARKS = os.path.join(folder, "..", "artifacts", "bin", "Benchmarks", "release", "HomelabStorage.Benchmarks.dll")
KINDS, CLIENTS, NAMESPACE, NAME = ("MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"), 4, "bench", "homelab-storage"
REGISTRATION = "/apis/admissionregistration.k8s.io/v1/"
TICKS = os.sysconf("SC_CLK_TCK")


def configurations():
    """Both configurations as the executable prints them, which the API server turns into JSON and does not keep."""
    printed = subprocess.run([executable, "manifests", "webhooks"], check=True, capture_output=True, text=True).stdout
    return [ask("POST", path(kind) + "?dryRun=All", document, "application/yaml") for kind, document in zip(KINDS, printed.split("\n---\n"))]


def path(kind):
    return REGISTRATION + kind.lower() + "s"


def forget():
    """Takes ours out of the cluster, and leaves what others ask about."""
    for kind in KINDS:
        if any(i["metadata"]["name"] == NAME for i in ask("GET", path(kind))["items"]):
            ask("DELETE", f"{path(kind)}/{NAME}")


class Server:
    def __init__(self, command, port):
        self.port, self.process = port, subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        while True:
            try:
                connection = http.client.HTTPSConnection("127.0.0.1", port, context=insecure)
                connection.request("GET", "/readyz")
                if connection.getresponse().status == 200:
                    break
            except OSError:
                pass
            if self.process.poll() is not None:
                sys.exit(f"{command} ended with {self.process.returncode}")
            time.sleep(0.05)
        self.authority = base64.b64encode(ssl.get_server_certificate(("127.0.0.1", port)).encode()).decode()

    def seconds(self):
        fields = open(f"/proc/{self.process.pid}/stat").read().rsplit(") ", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


def register(variant, server, bare=False):
    """The API server is asked about the configurations as VARIANT leaves them; what it knew before is gone first."""
    forget()
    for kind, given in zip(KINDS, [] if server is None else shipped):
        changed = variant(copy.deepcopy(given))
        for webhook in changed["webhooks"]:
            said = "/bare" if bare else webhook["clientConfig"]["service"]["path"]
            webhook["clientConfig"] = {"url": f"https://127.0.0.1:{server.port}{said}", "caBundle": server.authority}
        if changed["webhooks"]:
            changed["metadata"] = {"name": changed["metadata"]["name"]}
            ask("POST", path(kind), changed)
    time.sleep(2)  # until the API server has seen it, too, and compiled the conditions


def api_server_seconds():
    return float(re.search(r"^process_cpu_seconds_total (\S+)", ask("GET", "/metrics", text=True), re.M)[1])


def create(number):
    made = {**made_from, "metadata": {**made_from["metadata"], "name": f"app-{time.monotonic_ns()}-{number}", "namespace": NAMESPACE}}
    begun = time.monotonic()
    ask("POST", f"{collection}?dryRun=All", made)
    return time.monotonic() - begun


def measure(server, count):
    with concurrent.futures.ThreadPoolExecutor(CLIENTS) as pool:
        before, ours = api_server_seconds(), server.seconds() if server else 0
        took = sorted(pool.map(create, range(count)))
        after, theirs = api_server_seconds(), server.seconds() if server else 0
    return [(after - before) * 1e6 / count, (theirs - ours) * 1e6 / count, took[len(took) // 2] * 1000, took[len(took) * 99 // 100] * 1000]


def as_shipped(configuration):
    return configuration


def no_conditions(configuration):
    for webhook in configuration["webhooks"]:
        webhook.pop("matchConditions", None)
    return configuration


def without_webhooks(*names):
    def changed(configuration):
        configuration["webhooks"] = [w for w in configuration["webhooks"] if w["name"].split(".")[0] not in names]
        return configuration
    return changed


def no_selector(configuration):
    for webhook in configuration["webhooks"]:
        webhook.pop("namespaceSelector", None)
    return configuration


def exact(configuration):
    for webhook in configuration["webhooks"]:
        webhook["matchPolicy"] = "Exact"
    return configuration


def table(what, variants):
    """Microseconds of processor time for a create, and milliseconds that it took: medians of all rounds, every variant once in each."""
    found = {name: [] for name, *_ in variants}
    for _ in range(rounds):
        for name, variant, server, *bare in variants:
            register(variant, server, *bare)
            measure(server, 100)
            found[name].append(measure(server, requests))
    print(f"\n{what}: µs of processor time for a create\n\n| | API server, rounds | median | webhook, rounds | median | p50 | p99 |\n|---|---|---:|---|---:|---:|---:|")
    for name, rows in found.items():
        api, ours, p50, p99 = zip(*rows)
        print(f"| {name} | {' '.join(f'{r:.0f}' for r in api)} | {statistics.median(api):.0f} | {' '.join(f'{r:.0f}' for r in ours)} | {statistics.median(ours):.0f} "
              f"| {statistics.median(p50):.1f} ms | {statistics.median(p99):.1f} ms |", flush=True)


ask("POST", "/api/v1/namespaces", {"metadata": {"name": NAMESPACE}})
ask("POST", f"/api/v1/namespaces/{NAMESPACE}/serviceaccounts", {"metadata": {"name": "default"}})
for name, provisioner in ("local-path", "rancher.io/local-path"), ("longhorn-sqlite", "driver.longhorn.io"), ("truenas-nfs", "nfs.csi.k8s.io"):
    ask("POST", "/apis/storage.k8s.io/v1/storageclasses", {"metadata": {"name": name}, "provisioner": provisioner, "reclaimPolicy": "Retain"})
deployment = json.load(open(os.path.join(folder, "Data", "three-volumes.json")))["request"]["object"]
deployment = {k: deployment[k] for k in ("apiVersion", "kind", "spec")} | {"metadata": {"labels": deployment["metadata"].get("labels", {})}}
for volume in deployment["spec"]["template"]["spec"]["volumes"]:
    ask("POST", f"/api/v1/namespaces/{NAMESPACE}/persistentvolumeclaims", {"metadata": {"name": volume["persistentVolumeClaim"]["claimName"]}, "spec": {
        "storageClassName": "longhorn-sqlite", "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "2Gi"}}}})
claim = {"apiVersion": "v1", "kind": "PersistentVolumeClaim", "metadata": {}, "spec": {
    "storageClassName": "longhorn-sqlite", "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "2Gi"}}}}
servers = []
try:
    servers.append(ours := Server([executable, "serve", "--inventory", "cluster", "--port", "8643", "--metrics-port", "none", "--reports", "none"], 8643))
    servers.append(bare := Server(["dotnet", BENCHMARKS, "serve"], 8543))
    forget()
    shipped = configurations()
    compared = [("no webhook", as_shipped, None), ("bare endpoint", as_shipped, bare, True), ("webhook, not published", as_shipped, bare), ("webhook", as_shipped, ours)]
    made_from, collection = deployment, f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments"
    table("A Deployment of three claims", compared)
    made_from, collection = claim, f"/api/v1/namespaces/{NAMESPACE}/persistentvolumeclaims"
    table("A PersistentVolumeClaim, which is mutated and validated", compared)
    made_from, collection = deployment, f"/apis/apps/v1/namespaces/{NAMESPACE}/deployments"
    table("A Deployment, with one thing left out", [
        ("no webhook", as_shipped, None),
        ("as shipped", as_shipped, ours),
        ("no matchConditions", no_conditions, ours),
        ("no namespaceSelector", no_selector, ours),
        ("matchPolicy Exact", exact, ours),
        ("no mutating webhooks", without_webhooks("mutate", "pods", "pin", "record"), ours),
        ("no webhook for volumes", without_webhooks("volumes"), ours)])
finally:
    for server in servers:
        server.process.terminate()

using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Other people's CronJobs: which of them copy the data to another place, and how.</summary>
public sealed class CronJobTests
{
    private const string OnlyNode = "{apiVersion: v1, kind: Node, metadata: {name: n1}}";

    private const string Job = "CronJob home/copy ";

    private const string Other = "CronJob home/dump dumps other, and whether that is this server is not known";

    private const string Written = "it copies to this volume, and nothing of it to another place";

    private const string Renamed = "it copies backups/.new of the volume, which is not where the data is";

    private const string Nothing = "nothing shows that it copies to another place";

    private const string Hidden = "is not all known, and so neither is whether it copies this volume or copies to it";

    [Theory]
    [InlineData("tar czf /b/x.tgz -C /data .", "scheduled (tar)")]
    [InlineData("tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("tar -cz /data | gzip > /b/x.tgz", "scheduled (tar)")]
    [InlineData("tar czf - /data | rclone rcat nas:x > /b/x", "scheduled (tar)")]
    [InlineData("cp -a /data/. /b/$(date +%F)/", "scheduled (cp)")]
    [InlineData("rsync -a --delete /data/ /b/", "scheduled (rsync)")]
    [InlineData("tar czf /b/x.tgz /data --exclude=*.sqlite3", "declared: it copies nothing to another place")]
    [InlineData("restic backup /data --exclude db.sqlite3", "declared: it copies nothing to another place")]
    [InlineData("tar czf /b/x.tgz --exclude=*.log /data", "scheduled (tar)")]
    [InlineData("tar czf /b/x.tgz --exclude=/data/icons/* /data", "scheduled (tar)")]
    [InlineData("run() { cp -a $1 $2; }; run /data /b", "scheduled (cp)")]
    [InlineData("rsync -avn /data/ /b/", "declared: it copies nothing to another place")]
    [InlineData("rsync --dry-run -a /data/ /b/", "declared: it copies nothing to another place")]
    [InlineData("rclone sync --dry-run /data nas:x", "declared: it copies nothing to another place")]
    [InlineData("aws s3 sync --dryrun /data s3://x", "declared: it copies nothing to another place")]
    [InlineData("rsync -a /data/ backup@nas:/pool", "scheduled (rsync)")]
    [InlineData("cd /data && zip -r /b/x.zip .", "scheduled (zip)")]
    [InlineData("sqlite3 /data/db.sqlite3 '.backup /b/db.sqlite3'", "scheduled")]
    [InlineData("sqlite3 /data/db.sqlite3 \"VACUUM INTO '/b/db.sqlite3'\"", "scheduled")]
    [InlineData("sqlite3 /data/db.sqlite3 .dump | gzip > /b/db.sql.gz", "scheduled")]
    [InlineData("sqlite3 /data/db.sqlite3 '.backup /tmp/x' && cp /tmp/x /b/", "scheduled")]
    [InlineData("sqlite3 /data/db.sqlite3 '.backup /data/x' && rclone copy /data nas:x", "scheduled")]
    [InlineData("SRC=/data; DST=/b; tar czf $DST/x.tgz ${SRC}", "scheduled (tar)")]
    [InlineData("kubectl scale deploy app --replicas=0 && tar czf /b/x.tgz /data", "scheduled")]
    [InlineData("kubectl scale --replicas 0 deployment.apps/app && tar czf /b/x.tgz /data", "scheduled")]
    [InlineData("kubectl -n x scale deploy -l tier=apps --replicas=0 && tar czf /b/x.tgz /data", "scheduled")]
    [InlineData("kubectl patch deploy app -p '{\"spec\": {\"replicas\": 0}}' && tar czf /b/x.tgz /data", "scheduled")]
    [InlineData("kubectl scale deploy grafana --replicas=0 && tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("kubectl -n app scale deploy grafana --replicas=0 && tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("kubectl --namespace=$NS scale deploy grafana --replicas=0 && tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("kubectl -n $NS scale deploy app --replicas=0 && tar czf /b/x.tgz /data", "scheduled")]
    [InlineData("kubectl scale deploy app --replicas=1 && tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("tar czf /b/x.tgz /data && kubectl scale deploy app --replicas=0", "scheduled (tar)")]
    [InlineData("kubectl rollout pause deploy app && tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("flux suspend kustomization app && tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("echo 'scale down' && tar czf /b/grayscale.tgz /data", "scheduled (tar)")]
    [InlineData("restic backup /data", "scheduled (restic)")]
    [InlineData("borg create ssh://nas/repo::{now} /data", "scheduled (borg)")]
    [InlineData("mc mirror /data nas/bucket", "scheduled (mc)")]
    [InlineData("mc cp --recursive /data/ nas/bucket/vault/", "scheduled (mc)")]
    [InlineData("mc mirror nas/bucket /data", "declared: it copies nothing to another place")]
    [InlineData("rclone sync /data :s3:bucket/x", "scheduled (rclone)")]
    [InlineData("tar czf - /data | ssh backup@nas 'cat > /pool/x.tgz'", "scheduled (tar)")]
    [InlineData("tar czf - /data | age -r age1xyz -o /b/x.age", "scheduled (tar)")]
    [InlineData("tar c /data | zstd -19 | dd of=/b/x.zst", "scheduled (tar)")]
    [InlineData("tar c /data | tee /b/x.tar > /dev/null", "scheduled (tar)")]
    [InlineData(
        "tar c /data | unheard-of --to somewhere",
        "declared? what CronJob home/copy copies goes to unheard-of, and where that puts it is not known (tar)")]
    [InlineData("rsync -a /data/ $DESTINATION", "declared? where CronJob home/copy copies to is said by a variable that is not known (rsync)")]
    [InlineData("borg create $REPO::{now} /data", "scheduled (borg)")]
    [InlineData("borg create --stats ::{now} /data", "scheduled (borg)")]
    [InlineData("export RESTIC_REPOSITORY=/data/repo\\nrestic backup /data", "declared: its copies are stored on the same volume (restic)")]
    [InlineData("export RESTIC_REPOSITORY=$(cat /run/repo)\\nrestic backup /data", "scheduled (restic)")]
    [InlineData("nice -n 19 ionice -c 3 tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("command -v tar /data /b/ && echo there", "declared: it copies nothing to another place")]
    [InlineData("command tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("timeout 3600 restic backup /data", "scheduled (restic)")]
    [InlineData("flock -n /tmp/lock rsync -a /data/ /b/", "scheduled (rsync)")]
    [InlineData("cp /data/config.json /b/", "declared: it copies config.json of the volume, which is not where the data is")]
    [InlineData("cp /data/*.sqlite3 /b/", "scheduled (cp)")]
    [InlineData("cp -r /data/backups /b/", "scheduled (cp)")]
    [InlineData("tar czf /b/x.tgz -C /data attachments", "declared: it copies attachments of the volume, which is not where the data is")]
    [InlineData("sqlite3 /data/db.sqlite3 '.backup /tmp/x'; cp /tmp/y /b/", "declared: what it copies goes where nothing lasts")]
    [InlineData("cd /data && tar czf /b/x.tgz *", "scheduled (tar)")]
    [InlineData("sqlite3 /data/db.sqlite3 '.backup /data/backup.db'", "declared: its copies are stored on the same volume")]
    [InlineData("tar czf /data/backup.tgz /data", "declared: its copies are stored on the same volume (tar)")]
    [InlineData("tar czf /dev/null /data", "declared: what it copies goes where nothing lasts (tar)")]
    [InlineData("tar czf /tmp/x.tgz /data", "declared: what it copies goes where nothing lasts (tar)")]
    [InlineData("tar xzf /b/x.tgz -C /data", "declared: it copies nothing to another place")]
    [InlineData("rclone sync nas:x /data", "declared: it copies nothing to another place")]
    [InlineData("cp -a /b/. /data/", "declared: it copies nothing to another place")]
    [InlineData("find /data -name '*.log' -delete", "declared: it copies nothing to another place")]
    [InlineData("sqlite3 /data/db.sqlite3 'VACUUM;'", "declared: it copies nothing to another place")]
    [InlineData("forgejo dump --file /b/x.zip --tempdir /data/tmp", "scheduled")]
    [InlineData("gitea dump -c /data/gitea/conf/app.ini -f /b/x.zip", "scheduled")]
    [InlineData("python manage.py cleanup", "declared: nothing shows that it copies to another place")]
    public void A_script_says_what_it_copies(string script, string expected) => Assert.Equal(Job + expected, By(Block, Data, App, CronJob(Shell(script))));

    [Theory]
    [InlineData("emptyDir: {}", "declared: what it copies goes where nothing lasts (tar)")]
    [InlineData("hostPath: {path: /srv/backups}", "declared: its copies are stored on the same node (tar)")]
    [InlineData("persistentVolumeClaim: {claimName: data}", "declared: its copies are stored on the same volume (tar)")]
    [InlineData("persistentVolumeClaim: {claimName: other}", "scheduled (tar)")]
    public void Where_it_goes_has_to_be_elsewhere(string volume, string expected) =>
        Assert.Equal(Job + expected, By(LocalPath, Data, App, CronJob(Shell("tar czf /b/x.tgz /data"), volume)));

    [Fact]
    public void Another_claim_of_the_same_node_is_no_other_place() => Assert.Equal(
        Job + "declared: its copies are stored on the same node (tar)",
        By(
            LocalPath,
            Data,
            Data.Replace("name: data", "name: other", StringComparison.Ordinal),
            App,
            CronJob(Shell("tar czf /b/x.tgz /data"), "persistentVolumeClaim: {claimName: other}")));

    [Theory]
    [InlineData("192.0.2.10", "declared: its copies are stored on the same server (192.0.2.10) (tar)")]
    [InlineData("192.0.2.11", "scheduled (tar)")]
    public void A_folder_of_the_same_appliance_is_no_other_place(string server, string expected) => Assert.Equal(
        Job + expected,
        By(
            $"{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: fast}}, provisioner: nfs.csi.k8s.io, parameters: "
                + $"{{server: {server}, share: /x}}}}",
            Data,
            App,
            CronJob(Shell("tar czf /b/x.tgz /data"))));

    [Theory]
    [InlineData("restic/restic:0.18.0", ", args: [backup, /data]", "scheduled (restic)")]
    [InlineData("restic/restic:0.18.0", ", args: [forget, --prune]", "declared: it copies nothing to another place")]
    [InlineData("restic/restic:0.18.0", ", command: [/scripts/run]", "declared? " + Hidden)]
    [InlineData("rclone/rclone", ", args: [sync, /data, 'nas:vault', --config, /c/rclone.conf]", "scheduled (rclone)")]
    [InlineData("offen/docker-volume-backup:v2", "", "scheduled (docker-volume-backup)")]
    [InlineData("litestream/litestream", ", args: [restore, /data/x]", "declared: it copies nothing to another place")]
    [InlineData("homelab-storage/homelab-storage", ", args: [backup, run, --data, /data, --target, 's3://bucket/x']", "scheduled")]
    public void An_image_may_be_the_program(string image, string arguments, string expected) =>
        Assert.Equal(Job + expected, Short(By(Block, Data, App, CronJob(arguments, other: string.Empty, image: image))));

    [Theory]
    [InlineData("RESTIC_REPOSITORY", "s3:https://s3.example.net/x", "scheduled (restic)")]
    [InlineData("RESTIC_REPOSITORY", "/data/repo", "declared: its copies are stored on the same volume (restic)")]
    [InlineData("RESTIC_REPOSITORY", "/b/repo", "scheduled (restic)")]
    public void A_variable_may_name_the_place(string name, string value, string expected) =>
        Assert.Equal(
            Job + expected,
            By(Block, Data, App, CronJob($", args: [backup, /data], env: [{{name: {name}, value: '{value}'}}]", image: "restic/restic")));

    [Theory]
    [InlineData("alpine:3", "backup", ", readOnly: true", "nfs: {server: 192.0.2.10, path: /b}", "scheduled")]
    [InlineData("alpine:3", "backup", "", "nfs: {server: 192.0.2.10, path: /b}", "scheduled")]
    [InlineData("alpine:3", "backup", "", "persistentVolumeClaim: {claimName: data}", "declared? " + Hidden)]
    [InlineData("alpine:3", "backup", "", "hostPath: {path: /srv/b}", "declared? " + Hidden)]
    [InlineData("my/tool", "nightly", ", readOnly: true", "nfs: {server: 192.0.2.10, path: /b}", "scheduled")]
    [InlineData("my/tool", "nightly", "", "nfs: {server: 192.0.2.10, path: /b}", "declared: nothing shows that it copies to another place")]
    [InlineData(
        "vaultwarden/server",
        "nightly",
        ", readOnly: true",
        "nfs: {server: 192.0.2.10, path: /b}",
        "declared: nothing shows that it copies to another place")]
    [InlineData("my/tool", "backup", ", readOnly: true", "", "scheduled")]
    [InlineData("my/tool", "backup", "", "", "declared? " + Hidden)]
    public void What_nobody_can_read_counts_when_it_is_meant_to(string image, string name, string source, string other, string expected) =>
        Assert.Equal($"CronJob home/{name} {expected}", Short(By(Block, Data, App, CronJob(string.Empty, other, image: image, name: name, source: source))));

    /// <summary>Two volumes and an unread script say nothing of the direction, unless one of them may only be read, or a command tells.</summary>
    [Theory]
    [InlineData("", "", "/scripts/backup.sh", "scheduled", "declared? " + Hidden)]
    [InlineData(", readOnly: true", "", "/scripts/backup.sh", "scheduled", "declared: " + Written)]
    [InlineData("", "", "mytool; tar czf /b/x.tgz $SRC", "scheduled", "declared: " + Written)]
    [InlineData("", "", "mytool; tar czf /b/x.tgz /data", "scheduled (tar)", "declared: " + Written)]
    [InlineData("", "", "cp -a /data /b/backups/.new; mv /b/backups/.new /b/backups/today", "scheduled (cp)", "declared: " + Renamed)]
    [InlineData("", "", "/scripts/run.sh", "declared: " + Nothing, "declared: " + Nothing)]
    public void Mounting_two_volumes_says_nothing_of_the_direction(string source, string other, string script, string ofData, string ofOther)
    {
        var share = Block.Replace("fast", "share", StringComparison.Ordinal).Replace("local.csi.openebs.io", "nfs.csi.k8s.io", StringComparison.Ordinal);
        var shared = Data.Replace("name: data", "name: other", StringComparison.Ordinal).Replace("fast", "share", StringComparison.Ordinal);
        var reader = App.Replace("name: app,", "name: reader,", StringComparison.Ordinal)
            .Replace("claimName: data", "claimName: other", StringComparison.Ordinal);
        var job = CronJob(Shell(script), $"persistentVolumeClaim: {{claimName: other{other}}}", source: source);
        var scene = Scene.Of(string.Join("\n---\n", Block, share, Data, shared, App, reader, job));
        Assert.Equal(Job + ofData, Short(Spell(scene.Mount("app", "/data").Coverage)));
        Assert.Equal(Job + ofOther, Short(Spell(scene.Mount("reader", "/data").Coverage)));
    }

    [Theory]
    [InlineData("suspend: true", "its jobs are made suspended")]
    [InlineData("parallelism: 0", "its jobs start no pod (parallelism: 0)")]
    [InlineData("completions: 0", "its jobs start no pod (completions: 0)")]
    public void Jobs_that_start_no_pod_copy_nothing(string spec, string why) => Assert.Equal(
        $"{Job}declared: {why} (tar)",
        By(
            Block,
            Data,
            App,
            CronJob(Shell("tar czf /b/x.tgz /data")).Replace("jobTemplate: {spec: {", $"jobTemplate: {{spec: {{{spec}, ", StringComparison.Ordinal)));

    /// <summary>By its mount, by the volume, by the claim: every run fails.</summary>
    [Theory]
    [InlineData("nfs: {server: 192.0.2.10, path: /b, readOnly: true}", "", "volume b")]
    [InlineData("persistentVolumeClaim: {claimName: other, readOnly: true}", "", "claim other")]
    [InlineData("nfs: {server: 192.0.2.10, path: /b}", ", readOnly: true", "volume b")]
    public void Where_it_may_only_read_it_copies_nothing_to(string volume, string mount, string spoken) => Assert.Equal(
        $"{Job}declared: it copies to {spoken}, which it may only read (tar)",
        By(
            Block,
            Data,
            Data.Replace("name: data", "name: other", StringComparison.Ordinal).Replace("fast", "unseen", StringComparison.Ordinal),
            App,
            CronJob(Shell("tar czf /b/x.tgz /data"), volume).Replace("mountPath: /b}", $"mountPath: /b{mount}}}", StringComparison.Ordinal)));

    [Fact]
    public void Nothing_is_in_doubt_about_a_suspended_job() => Assert.Equal(
        "CronJob home/backup declared: it is suspended",
        By(Block, Data, App, CronJob(string.Empty, name: "backup", spec: ", suspend: true")));

    [Theory]
    [InlineData("DST=/b; tar czf \"$DST/x-$(date +%F).tgz\" /data", "scheduled (tar)")]
    [InlineData("tar czf \"${DST:-/b}/x.tgz\" /data", "scheduled (tar)")]
    [InlineData("tar czf \"${DST:-${ROOT}}/x.tgz\" /data", "scheduled (tar)")]
    [InlineData("tar czf \"${OUT:-${NONE}/data}/x.tgz\" /data", "scheduled (tar)")]
    [InlineData("tar czf \"${SECRET:-${ROOT}}/x.tgz\" /data", "declared? where CronJob home/copy copies to is said by a variable that is not known (tar)")]
    [InlineData("cd /b; tar czf $(date +%F).tgz /data", "scheduled (tar)")]
    [InlineData("cd /b; tar czf $(find /x).tgz /data", "declared? where CronJob home/copy copies to is said by a variable that is not known (tar)")]
    [InlineData("cd /b; for f in /data/*.sqlite3; do cp $f ${f##*/}.bak; done", "scheduled (cp)")]
    [InlineData("cd /b; for f in /data/*.sqlite3; do cp $f $(basename $f); done", "scheduled (cp)")]
    [InlineData("T=$(mktemp -d); sqlite3 /data/db.sqlite3 \".backup $T/x\"; tar czf /b/x.tgz $T", "scheduled")]
    [InlineData("OUT=$(dirname /b/x/y); cp -a /data/. $OUT", "scheduled (cp)")]
    [InlineData("cp -a /data/. $(OUT)", "scheduled (cp)")]
    [InlineData("tar czf \\\n  /b/x.tgz \\\n  /data", "scheduled (tar)")]
    [InlineData("echo \\\n hello > \\\n /b/x", "declared: it copies nothing to another place")]
    [InlineData("tar czf \"/b/$(date \"+%F\").tgz\" /data", "scheduled (tar)")]
    public void Variables_are_put_in_where_they_are_known(string script, string expected) => Assert.Equal(
        Job + expected,
        By(Block, Data, App, CronJob(
            Shell(script)
                + ", env: [{name: ROOT, value: /b}, {name: OUT, value: $(ROOT)/out}, {name: SECRET, valueFrom: {secretKeyRef: {name: s, key: k}}}]")));

    /// <summary>A variable that holds itself twice, forty times over, has no end.</summary>
    [Fact]
    public void Variables_that_grow_are_left_open() => Assert.Equal(
        Job + "declared? where CronJob home/copy copies to is said by a variable that is not known (tar)",
        By(Block, Data, App, CronJob(Shell("A=/b/x; " + string.Concat(Enumerable.Repeat("A=$A$A; ", 40)) + "tar czf $A /data"))));

    [Theory]
    [InlineData("/b", "scheduled (tar)")]
    [InlineData("/data", "declared: its copies are stored on the same volume (tar)")]
    public void A_variable_may_come_from_a_ConfigMap_and_a_folder_from_the_container(string folder, string expected)
    {
        var map = $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: settings, namespace: home}}, data: {{DST: {folder}}}}}";
        Assert.Equal(Job + expected, By(Block, Data, App, map, CronJob(Shell("tar czf $DST/x.tgz /data") + ", envFrom: [{configMapRef: {name: settings}}]")));
        Assert.Equal(
            Job + expected,
            By(Block, Data, App, map, CronJob(
                Shell("tar czf $D/x.tgz /data") + ", env: [{name: D, valueFrom: {configMapKeyRef: {name: settings, key: DST}}}]")));
        Assert.Equal(Job + expected, By(Block, Data, App, CronJob(Shell("tar czf x.tgz /data") + $", workingDir: {folder}")));
    }

    [Theory]
    [InlineData("tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("rm -rf /data/tmp", "declared: it copies nothing to another place")]
    public void A_script_in_a_ConfigMap_is_read(string script, string expected)
    {
        Assert.Equal(Job + expected, By(Block, Data, App, Scripted, Scripts(script)));
        Assert.Equal(Job + "declared: nothing shows that it copies to another place", By(Block, Data, App, Scripted));
    }

    /// <summary>A job is read once for many inventories, but not with the script of another one.</summary>
    [Fact]
    public void A_job_that_has_not_changed_is_read_with_the_script_of_now()
    {
        Manifest[] objects = [.. Scene.Manifests(string.Join("\n---\n", Block, Data, App, Scripted))];
        string With(string script)
        {
            var resolver = new Resolver(Inventory.Of([.. objects, .. Scene.Manifests(Scripts(script))]), ShippedPolicy.Read(), FixedTime.Now);
            return Spell(((WorkloadFacts)resolver.Resolve(objects.OfType<Workload>().First(w => w.Name is "app"))!).Mounts[0].Coverage);
        }

        Assert.Equal(Job + "scheduled (tar)", With("tar czf /b/x.tgz /data"));
        Assert.Equal(Job + "declared: it copies nothing to another place", With("rm -rf /data/tmp"));
        Assert.Equal(Job + "scheduled (tar)", With("tar czf /b/x.tgz /data"));
    }

    [Theory]
    [InlineData("", "2026-11-23T18:00:00Z", "tar czf /b/x.tgz /data", "ran (tar)")]
    [InlineData("", "2026-11-23T07:00:00Z", "tar czf /b/x.tgz /data", "scheduled (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "tar czf /b/x.tgz /data || true", "scheduled (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "tar czf /b/x.tgz /data || exit 1", "ran (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "tar czf /b/x.tgz /data || echo failed", "scheduled (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "tar czf /b/x.tgz /data; find /b -mtime +7 -delete", "scheduled (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "tar czf /b/x.tgz /data && find /b -mtime +7 -delete", "ran (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "set -e; tar czf /b/x.tgz /data; find /b -mtime +7 -delete", "ran (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "set -e; tar czf /b/x.tgz /data && find /b -mtime +7 -delete; echo done", "scheduled (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "tar czf /b/x.tgz /data; rc=$?; echo $rc; exit $rc", "ran (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "if tar czf /b/x.tgz /data; then echo ok; fi", "scheduled (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "tar c /data | gzip > /b/x.tgz", "scheduled (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "set -eo pipefail; tar c /data | gzip > /b/x.tgz", "ran (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "set -euo pipefail\\ntar c /data | gzip > /b/x.tgz\\necho done", "ran (tar)")]
    [InlineData("", "2026-11-23T18:00:00Z", "for d in a b; do tar czf /b/x.tgz /data; done", "ran (tar)")]
    [InlineData(", suspend: true", "2026-11-23T18:00:00Z", "tar czf /b/x.tgz /data", "declared: it is suspended (tar)")]
    public void Its_last_success_counts_while_it_is_recent_and_honest(string spec, string last, string script, string expected) =>
        Assert.Equal(Job + expected, By(Block, Data, App, CronJob(Shell(script), spec: spec, status: $", status: {{lastSuccessfulTime: '{last}'}}")));

    [Theory]
    [InlineData("[bash, -euo, pipefail, -c, 'tar c /data | gzip > /b/x.tgz; echo done']", "ran (tar)")]
    [InlineData("[sh, -ec, 'tar czf /b/x.tgz /data; echo done']", "ran (tar)")]
    [InlineData("[sh, -c, 'tar czf /b/x.tgz /data; echo done']", "scheduled (tar)")]
    [InlineData("[restic, backup, /data]", "ran (restic)")]
    public void A_shell_may_be_told_to_fail(string command, string expected) => Assert.Equal(
        Job + expected,
        By(Block, Data, App, CronJob($", command: {command}", status: ", status: {lastSuccessfulTime: '2026-11-23T18:00:00Z'}")));

    [Theory]
    [InlineData("", "", "scheduled (tar)")]
    [InlineData("vault", "", "scheduled (tar)")]
    [InlineData("", "vault", "declared: it copies vault of the volume, which is not where the data is")]
    [InlineData("vault", "vault", "scheduled (tar)")]
    [InlineData("vault", "logs", "")]
    public void A_part_of_the_volume_is_covered_by_what_sees_it(string app, string job, string expected)
    {
        static string Part(string path) => path.Length > 0 ? $", subPath: {path}" : string.Empty;
        Assert.Equal(
            expected.Length == 0 ? expected : Job + expected,
            By(
                Block,
                Data,
                App.Replace("mountPath: /data", $"mountPath: /data{Part(app)}", StringComparison.Ordinal),
                CronJob(Shell("tar czf /b/x.tgz /data"), source: Part(job))));
    }

    [Theory]
    [InlineData("192.0.2.10", "rsync -a /data/ backup@192.0.2.10:/pool", "declared: its copies are stored on the same server (192.0.2.10) (rsync)")]
    [InlineData("192.0.2.11", "rsync -a /data/ backup@192.0.2.10:/pool", "scheduled (rsync)")]
    [InlineData(
        "192.0.2.10",
        "restic -r rest:http://192.0.2.10:8000/x backup /data",
        "declared: its copies are stored on the same server (192.0.2.10) (restic)")]
    [InlineData("192.0.2.10", "restic -r sftp:me@192.0.2.10:/x backup /data", "declared: its copies are stored on the same server (192.0.2.10) (restic)")]
    [InlineData(
        "192.0.2.10",
        "restic -r s3:https://192.0.2.10:9000/x backup /data",
        "declared: its copies are stored on the same server (192.0.2.10) (restic)")]
    [InlineData("192.0.2.10", "restic -r s3:https://s3.example.net/x backup /data", "scheduled (restic)")]
    public void An_address_on_the_same_appliance_is_no_other_place(string server, string script, string expected) => Assert.Equal(
        Job + expected,
        By(
            $"{{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{name: fast}}, provisioner: nfs.csi.k8s.io, parameters: "
                + $"{{server: {server}, share: /x}}}}",
            Data,
            App,
            CronJob(Shell(script), other: string.Empty)));

    [Theory]
    [InlineData("elsewhere", "data")]
    [InlineData("home", "other")]
    public void A_job_that_does_not_see_the_claim_is_none(string ns, string claim) => Assert.Empty(By(
        Block, Data, App, CronJob(Shell("tar czf /b/x.tgz /data"))
            .Replace("namespace: home", $"namespace: {ns}", StringComparison.Ordinal)
            .Replace("claimName: data", $"claimName: {claim}", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Deployment", "apps/v1")]
    [InlineData("Job", "batch/v1")]
    public void Whatever_else_mounts_it_is_none(string kind, string version) => Assert.Empty(By(
        Block, Data, App, $"{{apiVersion: {version}, kind: {kind}, metadata: {{name: copy, namespace: home}}, spec: {{template: {{spec: "
            + $"{{containers: [{{name: c, image: restic/restic, args: [backup, /data], volumeMounts: [{{name: d, mountPath: /data}}]}}], "
                + $"volumes: [{{name: d, persistentVolumeClaim: {{claimName: data}}}}]}}}}}}}}"));

    [Theory]
    [InlineData("/data/board", "scheduled (tar)")]
    [InlineData("/data", "scheduled (tar)")]
    [InlineData("/data/other", "declared: it copies other of the volume, which is not where the data is")]
    public void Of_a_folder_above_the_right_one_has_to_be_copied(string path, string expected) => Assert.Equal(
        Job + expected,
        By(
            App.Replace("persistentVolumeClaim: {claimName: data}", "hostPath: {path: /srv/state/board}", StringComparison.Ordinal),
            CronJob(Shell($"tar czf /b/x.tgz {path}"))
                .Replace("persistentVolumeClaim: {claimName: data}", "hostPath: {path: /srv/state}", StringComparison.Ordinal),
            OnlyNode));

    [Theory]
    [InlineData("pg_dump -h app > /b/x.sql", "scheduled")]
    [InlineData("pg_dump -h app -Fc -f /b/x.dump", "scheduled")]
    [InlineData("pg_dump -h app | gzip > /b/x.gz", "scheduled")]
    [InlineData("pg_dump -h app > /tmp/x.sql && rclone copy /tmp/x.sql nas:x", "scheduled")]
    [InlineData("pg_dump -h app > /dev/null", "declared: what it copies goes where nothing lasts")]
    [InlineData("pg_dump -h app > /tmp/x.sql", "declared: what it copies goes where nothing lasts")]
    public void A_dump_has_to_go_somewhere(string script, string expected)
    {
        var database = App
            .Replace("vaultwarden/server", "postgres:16", StringComparison.Ordinal)
            .Replace("/data", "/var/lib/postgresql/data", StringComparison.Ordinal);
        var job = CronJob(Shell(script)).Replace("claimName: data", "claimName: other", StringComparison.Ordinal);
        Assert.Equal(Job + expected, Spell(Scene.Of(string.Join("\n---\n", Block, Data, database, job)).Mount("app", "/var/lib/postgresql/data").Coverage));
    }

    [Theory]
    [InlineData("/srv/state/board", "scheduled (restic)")]
    [InlineData("/srv/state", "scheduled (restic)")]
    [InlineData("/srv/state/board/deeper", "")]
    [InlineData("/srv/stateful", "")]
    public void A_folder_of_the_node_is_covered_by_itself_and_by_those_above(string path, string expected)
    {
        var app = App.Replace("persistentVolumeClaim: {claimName: data}", "hostPath: {path: /srv/state/board}", StringComparison.Ordinal);
        var job = CronJob(
            ", args: [backup, /data]",
            other: string.Empty,
            image: "restic/restic").Replace("persistentVolumeClaim: {claimName: data}", $"hostPath: {{path: {path}}}", StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0 ? expected : Job + expected, By(app, job, OnlyNode));
    }

    [Fact]
    public void A_PersistentVolume_may_be_mounted_under_another_name()
    {
        static string Volume(
            string name,
            string claim) =>
                $"{{apiVersion: v1, kind: PersistentVolume, metadata: {{name: {name}}}, spec: {{nfs: {{server: 192.0.2.10, path: /pool/vault}}, "
                    + $"claimRef: {{name: {claim}, namespace: home}}}}}}";
        var other = Data.Replace("name: data", "name: other", StringComparison.Ordinal);
        Assert.Equal(
            Job + "scheduled (restic)",
            By(
                Data,
                other,
                Volume("one", "data"),
                Volume("two", "other"),
                App,
                CronJob(
                    ", args: [backup, /data]",
                    other: string.Empty,
                    image: "restic/restic").Replace("claimName: data", "claimName: other", StringComparison.Ordinal)));
    }

    [Fact]
    public void The_claims_of_a_series_are_covered_by_what_mounts_one_of_them()
    {
        var set = "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: app, namespace: home}, spec: {template: {spec: {containers: [{name: "
            + "c, image: vaultwarden/server, volumeMounts: [{name: data, mountPath: /data}]}]}}, volumeClaimTemplates: [{metadata: {name: data}, "
                + "spec: {storageClassName: fast}}]}}";
        Assert.Equal(
            Job + "scheduled (restic)",
            By(
                Block,
                set,
                CronJob(
                    ", args: [backup, /data]",
                    other: string.Empty,
                    image: "restic/restic").Replace("claimName: data", "claimName: data-app-0", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("home", "[sh, -c, 'pg_dump -Fc app | aws s3 cp - s3://bucket/x']", "CronJob home/dump scheduled")]
    [InlineData("home", "[pg_dump, -Fc]", "CronJob home/dump declared: what it copies goes where nothing lasts")]
    [InlineData("home", "[rsync, -a]", "")]
    [InlineData("elsewhere", "[sh, -c, 'pg_dump -Fc app | aws s3 cp - s3://bucket/x']", "")]
    [InlineData("elsewhere", "[sh, -c, 'pg_dump -h app-rw.home.svc.cluster.local app | aws s3 cp - s3://bucket/x']", "CronJob elsewhere/dump scheduled")]
    [InlineData("elsewhere", "[sh, -c, 'pg_dump -h app-0.app.home.svc.cluster.local app | aws s3 cp - s3://bucket/x']", "CronJob elsewhere/dump scheduled")]
    [InlineData("home", "[sh, -c, 'pg_dump -h app-0.app.home.svc app | aws s3 cp - s3://bucket/x']", "CronJob home/dump scheduled")]
    [InlineData("elsewhere", "[sh, -c, 'pg_dump -h home.app.away.svc app | aws s3 cp - s3://bucket/x']", "")]
    [InlineData("elsewhere", "[sh, -c, 'pg_dump -h app.home app | aws s3 cp - s3://bucket/x']", "CronJob elsewhere/dump scheduled")]
    [InlineData(
        "elsewhere",
        "[sh, -c, 'save() { pg_dump -h $1 x | aws s3 cp - s3://bucket/$1; }; save other.away.svc; save app.home.svc']",
        "CronJob elsewhere/dump scheduled")]
    [InlineData("elsewhere", "[sh, -c, 'pg_dump -h app.away.svc app | aws s3 cp - s3://bucket/x; pg_dump -h $HOST x | aws s3 cp - s3://bucket/y']", "")]
    [InlineData("elsewhere", "[sh, -c, 'pg_dump -h 10.home app | aws s3 cp - s3://bucket/x']", "")]
    [InlineData("home", "[sh, -c, 'pg_dump -h app-rw.home.svc app | aws s3 cp - s3://bucket/x']", "CronJob home/dump scheduled")]
    [InlineData("home", "[sh, -c, 'pg_dump --host=$HOST app | aws s3 cp - s3://bucket/x']", "CronJob home/dump scheduled")]
    [InlineData("home", "[sh, -c, 'pg_dump postgres://u:p@app:5432/x | aws s3 cp - s3://bucket/x']", "CronJob home/dump scheduled")]
    [InlineData("home", "[sh, -c, 'pg_dump -h other app | aws s3 cp - s3://bucket/x']", "CronJob home/dump declared? " + Other)]
    [InlineData("home", "[sh, -c, 'pg_dump postgres://u:p@other:5432/x | aws s3 cp - s3://bucket/x']", "CronJob home/dump declared? " + Other)]
    [InlineData("home", "[sh, -c, 'export PGHOST=other; pg_dump x | aws s3 cp - s3://bucket/x']", "CronJob home/dump declared? " + Other)]
    [InlineData("home", "[sh, -c, 'sqlite3 /x/db .backup /b/x; aws s3 cp /b/x s3://bucket/x']", "")]
    [InlineData("home", "[redis-cli, ping]", "")]
    public void A_database_server_may_be_dumped_over_the_network(string ns, string command, string expected)
    {
        var dump = $"{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: dump, namespace: {ns}}}, spec: {{schedule: '@daily', jobTemplate: "
            + $"{{spec: {{template: {{spec: {{containers: [{{name: c, image: x, command: {command}}}]}}}}}}}}}}}}";
        var database = App.Replace(
            "vaultwarden/server",
            "postgres:16",
            StringComparison.Ordinal).Replace("/data", "/var/lib/postgresql/data", StringComparison.Ordinal);
        Assert.Equal(expected, Spell(Scene.Of(string.Join("\n---\n", Block, Data, database, dump)).Mount("app", "/var/lib/postgresql/data").Coverage));
        Assert.Empty(By(Block, Data, App, dump));
    }

    /// <summary>What a program copies that nobody here has read is not known; but it may be the server that its variables name.</summary>
    [Theory]
    [InlineData("env: [{name: PGHOST, value: app-rw}]", true)]
    [InlineData("env: [{name: PGHOST, value: other}]", false)]
    [InlineData("env: [{name: PGHOST, valueFrom: {configMapKeyRef: {name: target, key: PGHOST}}}]", true)]
    [InlineData("envFrom: [{configMapRef: {name: target}}]", true)]
    [InlineData("command: [resticprofile, backup], envFrom: [{configMapRef: {name: target}}]", true)]
    [InlineData("command: [resticprofile, check], envFrom: [{configMapRef: {name: target}}]", false)]
    [InlineData("envFrom: [{configMapRef: {name: another}}]", false)]
    [InlineData("envFrom: [{secretRef: {name: target}}]", false)]
    public void An_unread_backup_may_be_of_the_server_that_it_is_told_of(string environment, bool isTold)
    {
        var backup = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: dump, namespace: home}, spec: {schedule: '@daily', jobTemplate: {spec: "
            + $"{{template: {{spec: {{containers: [{{name: c, image: x/backup, {environment}}}]}}}}}}}}}}}}";
        var database = App.Replace("vaultwarden/server", "postgres:16", StringComparison.Ordinal)
            .Replace("/data", "/var/lib/postgresql/data", StringComparison.Ordinal);
        const string Target = "{apiVersion: v1, kind: ConfigMap, metadata: {name: target, namespace: home}, data: {PGDATABASE: x, PGHOST: app-rw}}";
        Assert.Equal(
            isTold ? "CronJob home/dump declared? CronJob home/dump is told of this server, and what it runs is not all known" : string.Empty,
            Spell(Scene.Of(string.Join("\n---\n", Block, Data, database, Target, backup)).Mount("app", "/var/lib/postgresql/data").Coverage));
    }

    /// <summary>A program that goes by settings may be told there to dump; what else it does is a copy of the files.</summary>
    [Theory]
    [InlineData("resticprofile backup", "sqlite: {backup: {stdin-command: 'sqlite3 {{ .Env.FILE }} .dump'}}", "")]
    [InlineData("resticprofile backup", "sqlite: {backup: {source: [/data]}}", "resticprofile")]
    [InlineData("borgmatic", "sqlite_databases: [{name: x, path: /data/db.sqlite3}]", "")]
    [InlineData("borgmatic", "source_directories: [/data]", "borgmatic")]
    [InlineData("restic backup /data", "sqlite3", "restic")]
    public void Settings_may_have_it_dump(string command, string settings, string copiesLive)
    {
        var map = $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: settings, namespace: home}}, data: {{profiles.yaml: \"{settings}\"}}}}";
        var job = "{apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: home}, spec: {schedule: '@daily', jobTemplate: "
            + $"{{spec: {{template: {{spec: {{containers: [{{name: c, image: x, args: [sh, -c, '{command}'], "
            + "env: [{name: RESTIC_REPOSITORY, value: 's3:https://s3.example/b'}], "
            + "volumeMounts: [{name: data, mountPath: /data}, {name: settings, mountPath: /etc/settings}]}], volumes: [{name: data, persistentVolumeClaim: "
            + "{claimName: data}}, {name: settings, configMap: {name: settings}}]}}}}}}";
        var coverage = Scene.Of(string.Join("\n---\n", Block, Data, App, map, job)).Mount("app", "/data").Coverage;
        Assert.Equal(copiesLive, Assert.Single(coverage.Backups).CopiesLive);
    }

    /// <summary>A dump of a server that is in sight says nothing about another.</summary>
    [Theory]
    [InlineData("other", "declared? ", "nothing of that name is in sight")]
    [InlineData("other", "", "a workload is called so", "Deployment other x")]
    [InlineData("other.home.svc", "", "with its namespace", "Deployment other x")]
    [InlineData("other.away", "declared? ", "it is in another", "Deployment other x")]
    [InlineData("sql", "", "a Service of that name leads to another", "Deployment other x", "Service sql x")]
    [InlineData("app", "", "a Service of the app's name leads to another", "Deployment other x", "Service app x")]
    [InlineData("sql", "scheduled", "it leads to the app", "Deployment other x", "Service sql vault")]
    [InlineData("sql", "declared? ", "it leads to nothing that is in sight", "Service sql x")]
    [InlineData("pg-rw", "", "the operator of another makes the Service", "Cluster pg")]
    public void A_dump_of_another_server_in_sight_is_none_of_this_one(string host, string expected, string why, params string[] others)
    {
        var dump = $"{{apiVersion: batch/v1, kind: CronJob, metadata: {{name: dump, namespace: home}}, spec: {{schedule: '@daily', jobTemplate: {{spec: "
            + $"{{template: {{spec: {{containers: [{{name: c, image: x, command: [sh, -c, 'pg_dump -h {host} | aws s3 cp - s3://bucket/x']}}]}}}}}}}}}}}}";
        var database = App.Replace("vaultwarden/server", "postgres:16", StringComparison.Ordinal)
            .Replace("/data", "/var/lib/postgresql/data", StringComparison.Ordinal);
        var beside = others.Select(other => other.Split(' ') switch
        {
            ["Service", var name, var label] =>
                $"{{apiVersion: v1, kind: Service, metadata: {{name: {name}, namespace: home}}, spec: {{selector: {{app: {label}}}, "
                    + "ports: [{port: 5432}]}}",
            ["Cluster", var name] =>
                $"{{apiVersion: postgresql.cnpg.io/v1, kind: Cluster, metadata: {{name: {name}, namespace: home}}, spec: {{instances: 2}}}}",
            [_, var name, var label] => database.Replace("name: app,", $"name: {name},", StringComparison.Ordinal)
                .Replace("app: vault", $"app: {label}", StringComparison.Ordinal)
                .Replace("claimName: data", "claimName: more", StringComparison.Ordinal),
            _ => throw new InvalidOperationException(other),
        });
        var covered = Spell(Scene.Of(string.Join("\n---\n", [Block, Data, database, dump, .. beside])).Mount("app", "/var/lib/postgresql/data").Coverage);
        Assert.True(
            expected.Length == 0 ? covered.Length == 0 : covered.StartsWith($"CronJob home/dump {expected}", StringComparison.Ordinal),
            $"{why}: {covered}");
    }

    [Theory]
    [InlineData("apps/vault/claim.yaml", "apps/backups/job.yaml", "CronJob copy scheduled (cp)")]
    [InlineData("apps/vault/claim.yaml", "apps/vault/job.yaml", "CronJob copy scheduled (cp)")]
    [InlineData("apps/vault/claim.yaml", "other/backups/job.yaml", "CronJob copy scheduled (cp)")]
    public void A_job_of_another_folder_copies_the_claim_that_it_means(string claim, string job, string expected) =>
        Assert.Equal(expected, Spell(InFolders((claim, Data), (job, CronJob(Shell("cp -a /data/. /b/")))).Mount("app", "/data").Coverage));

    [Fact]
    public void A_job_with_a_claim_of_its_own_copy_is_no_neighbour() =>
        Assert.Equal(
            string.Empty,
            Spell(
                InFolders(("apps/vault/claim.yaml", Data), ("test/vault/claim.yaml", Data), ("test/vault/job.yaml", CronJob(Shell("cp -a /data/. /b/"))))
                    .Mount("app", "/data")
                    .Coverage));

    /// <summary>Without the job's name in what is doubted.</summary>
    private static string Short(string coverage) => coverage.Replace("what CronJob home/copy runs ", string.Empty, StringComparison.Ordinal)
        .Replace("what CronJob home/backup runs ", string.Empty, StringComparison.Ordinal);

    /// <summary>The vault and other objects in folders, none of which names its namespace.</summary>
    private static Scene InFolders(params (string File, string Text)[] files) => new(
        string.Empty,
        [
            ("apps/vault/app.yaml", Nameless(App)),
            ("apps/vault/class.yaml", LocalPath),
            .. files.Select(f => (f.File, Nameless(f.Text))),
        ]);

    private static string Nameless(string text) => text.Replace(", namespace: home", string.Empty, StringComparison.Ordinal);

    private static string Scripted => CronJob(", command: [sh, /scripts/run.sh]")
        .Replace("volumeMounts: [", "volumeMounts: [{name: s, mountPath: /scripts}, ", StringComparison.Ordinal)
        .Replace("volumes: [{name: d", "volumes: [{name: s, configMap: {name: scripts}}, {name: d", StringComparison.Ordinal);

    private static string Scripts(string script) =>
        $"{{apiVersion: v1, kind: ConfigMap, metadata: {{name: scripts, namespace: home}}, data: {{run.sh: \"set -e\\n{script}\\n\"}}}}";
}

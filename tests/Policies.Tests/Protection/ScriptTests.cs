using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Scripts of CronJobs, by what makes them copy a password vault's database, <c>/data/db.sqlite3</c>, or not.</summary>
public sealed class ScriptTests
{
    private const string Job = "CronJob home/copy ";

    private const string Chance =
        "declared? whether CronJob home/copy comes to copy it, or copies all of it, depends on what only a run of its script would tell";

    [Theory]
    // Redirections.
    [InlineData("cat /data/db.sqlite3 > /b/x")]
    [InlineData("cat /data/db.sqlite3 >> /b/x")]
    [InlineData("cat < /data/db.sqlite3 > /b/x")]
    [InlineData("cat /data/db.sqlite3 | gzip > /b/x.gz")]
    [InlineData("cat /data/db.sqlite3 | gzip -9 | openssl enc -aes-256-cbc -pass env:P > /b/x.enc")]
    [InlineData("cat /data/db.sqlite3 | ssh me@nas 'cat > /x'")]
    [InlineData("gzip -c /data/db.sqlite3 > /b/x.gz")]
    [InlineData("gzip -9c /data/db.sqlite3 > /b/x.gz")]
    [InlineData("gzip < /data/db.sqlite3 > /b/x.gz")]
    [InlineData("zstd -19 -c /data/db.sqlite3 > /b/x.zst")]
    [InlineData("zstd /data/db.sqlite3 -o /b/x.zst")]
    [InlineData("xz --stdout /data/db.sqlite3 >/b/x.xz 2>/tmp/errors")]
    [InlineData("openssl enc -aes-256-cbc -in /data/db.sqlite3 -out /b/x.enc")]
    [InlineData("gpg --batch -o /b/x.gpg -c /data/db.sqlite3")]
    [InlineData("(cd /data; cat db.sqlite3) > /b/x")]
    [InlineData("{ cat /data/db.sqlite3; } > /b/x")]
    [InlineData("cp -av /data /b > /tmp/log 2>&1")]
    [InlineData("rsync -a /data/ nas:/x | tee /tmp/log")]
    [InlineData("cp -av /data /b 2>&1 | tee /tmp/log | tail -1")]
    [InlineData("cp /data/db.sqlite3 /tmp/x.db; gzip /tmp/x.db; rclone copy /tmp/x.db.gz nas:x")]
    [InlineData("cp /data/db.sqlite3 /b/x.db && zstd --rm /b/x.db")]
    [InlineData("cp /data/*.sqlite3 /tmp/; xz /tmp/*.sqlite3; cp /tmp/db.sqlite3.xz /b/")]
    // Options that name one end or the other.
    [InlineData("dd if=/data/db.sqlite3 of=/b/x")]
    [InlineData("dd if=/data/db.sqlite3 bs=1M | gzip > /b/x.gz")]
    [InlineData("dd if=/data/db.sqlite3 | dd of=/b/x")]
    [InlineData("cp -t /b /data/db.sqlite3")]
    [InlineData("cp -at /b /data")]
    [InlineData("cp --target-directory=/b /data/db.sqlite3")]
    [InlineData("mv -t /b /data/db.sqlite3")]
    [InlineData("install -m 600 /data/db.sqlite3 /b/")]
    [InlineData("curl -F file=@/data/db.sqlite3 https://files.example.net/up")]
    // Both ends of a pipe.
    [InlineData("tar c /data | tar x -C /b")]
    [InlineData("tar cf - -C /data . | (cd /b && tar xf -)")]
    [InlineData("find /data | cpio -o > /b/x.cpio")]
    [InlineData("cd /data && find . | cpio -pdm /b")]
    [InlineData("tar c /data | restic backup --stdin")]
    // Names that are handed on.
    [InlineData("find /data -name '*.sqlite3' -exec cp {} /b \\\\;")]
    [InlineData("find /data -type f -exec cp -t /b {} +")]
    [InlineData("find /data -type f | xargs -I{} cp {} /b")]
    [InlineData("find /data -name '*.sqlite3' -print0 | xargs -0 cp -t /b")]
    [InlineData("ls /data/*.sqlite3 | xargs -I % cp % /b")]
    [InlineData("find /data -name '*.sqlite3' | while read -r f; do cp \"$f\" /b/; done")]
    [InlineData("for f in $(find /data -name '*.sqlite3'); do cp $f /b/; done")]
    [InlineData("for f in db.sqlite3 config.json; do cp /data/$f /b/; done")]
    [InlineData("for f in config.json db.sqlite3; do cp /data/$f /b/; done")]
    [InlineData("find /data -type f | tar -cz -T - -f /b/x.tgz")]
    [InlineData("FILES='/data/config.json /data/db.sqlite3'; cp $FILES /b/")]
    [InlineData("cp /data/{config.json,db.sqlite3} /b/")]
    [InlineData("cp /data/db.sqlite3{,-wal,-shm} /b/")]
    public void It_is_copied_to_another_place(string script) =>
        Assert.StartsWith(Job + "scheduled", By(Block, Data, App, CronJob(Shell(script))), StringComparison.Ordinal);

    [Theory]
    // What is said to a database.
    [InlineData("echo .backup /b/x.db | sqlite3 /data/db.sqlite3")]
    [InlineData("echo '.backup /b/x.db' | sqlite3 /data/db.sqlite3")]
    [InlineData("printf '.timeout 5000\\\\n.backup /b/x.db\\\\n' | sqlite3 /data/db.sqlite3")]
    [InlineData("{ echo .timeout 5000; echo .backup /b/x.db; } | sqlite3 /data/db.sqlite3")]
    [InlineData("echo .dump | sqlite3 /data/db.sqlite3 > /b/x.sql")]
    [InlineData("sqlite3 /data/db.sqlite3 <<EOF\\n.timeout 5000\\n.backup /b/x.db\\nEOF\\n")]
    [InlineData("sqlite3 /data/db.sqlite3 <<-'END'\\n\\t.backup '/b/x.db'\\n\\tEND\\n")]
    [InlineData("sqlite3 /data/db.sqlite3 <<EOF | gzip > /b/x.gz\\n.dump\\nEOF\\n")]
    [InlineData("sqlite3 /data/db.sqlite3 <<< '.backup /b/x.db'")]
    [InlineData("cat <<EOF | sqlite3 /data/db.sqlite3\\nVACUUM INTO '/b/x.db';\\nEOF\\n")]
    [InlineData("sqlite3 -cmd '.timeout 1000' /data/db.sqlite3 '.backup /b/x.db'")]
    [InlineData("for db in /data/*.sqlite3; do sqlite3 \"$db\" \".backup /b/$(basename $db)\"; done")]
    public void The_database_is_told_to(string script) => Assert.Equal(Job + "scheduled", By(Block, Data, App, CronJob(Shell(script))));

    [Theory]
    // Only some of the files.
    [InlineData("cp /data/*.json /b")]
    [InlineData("cp -r /data/*.json /data/icons /b")]
    [InlineData("cp /data /b")]
    [InlineData("cp /data/config.json /data/rsa_key.pem /b/")]
    [InlineData("find /data -name '*.json' -exec cp {} /b \\\\;")]
    [InlineData("find /data -name '*.json' | xargs -I{} cp {} /b")]
    [InlineData("find /data -name '*.pem' | while read f; do cp $f /b; done")]
    [InlineData("for f in /data/*.json; do cp $f /b; done")]
    [InlineData("for f in a b; do cp /data/$f.json /b; done")]
    [InlineData("rclone copy /data nas:x --include '*.json'")]
    [InlineData("rclone copy --include=*.{json,pem} /data nas:x")]
    [InlineData("rclone sync /data nas:x --exclude '*.sqlite3'")]
    [InlineData("rclone sync /data nas:x --filter '- db.*'")]
    [InlineData("rsync -a --exclude='*.sqlite3' /data/ /b/")]
    [InlineData("rsync -a --include='*.json' --exclude='*' /data/ /b/")]
    [InlineData("rsync -t /data/ /b/")]
    [InlineData("restic backup /data -e db.sqlite3")]
    [InlineData("restic backup -e/data/db.sqlite3 /data")]
    [InlineData("restic backup --exclude=/data /data")]
    [InlineData("restic backup --iexclude '*.sqlite3' /data")]
    [InlineData("borg create ::x /data -e '*.sqlite3'")]
    [InlineData("tar czf /b/x.tgz --exclude=db.sqlite3* /data")]
    [InlineData("zip -r /b/x.zip /data -x '*.sqlite3'")]
    [InlineData("zip -r /b/x.zip /data -i '*.json'")]
    [InlineData("aws s3 sync /data s3://x --exclude '*' --include '*.json'")]
    [InlineData("aws s3 cp /data s3://x")]
    [InlineData("cp -al /data /b")]
    [InlineData("cp -rs /data /b")]
    [InlineData("cp --attributes-only /data/db.sqlite3 /b")]
    [InlineData("gzip -d /data/db.sqlite3.gz")]
    // Another path.
    [InlineData("restic backup /etc")]
    [InlineData("restic backup --tag nightly --host x /etc /root")]
    [InlineData("kopia snapshot create /etc")]
    [InlineData("borg create ::x /etc")]
    [InlineData("tar czf /b/x.tgz /etc")]
    [InlineData("cat /etc/hosts > /b/x")]
    // Another database.
    [InlineData("sqlite3 /data/other.db '.backup /b/x.db'")]
    [InlineData("echo .backup /b/x.db | sqlite3 /data/icons.db")]
    [InlineData("sqlite3 /data/logs.db .dump | gzip > /b/x.gz")]
    [InlineData("sqlite3 /data/db.sqlite3 'select count(*) from users' > /b/x")]
    [InlineData("sqlite3 /data/db.sqlite3 <<EOF\\nselect 1;\\nEOF\\n")]
    // What never runs.
    [InlineData("if false; then cp -a /data /b; fi")]
    [InlineData("if true; then echo off; else cp -a /data /b; fi")]
    [InlineData("if [ 1 = 2 ]; then cp -a /data /b; fi")]
    [InlineData("ENABLED=no; if [ \"$ENABLED\" = yes ]; then cp -a /data /b; fi")]
    [InlineData("[ \"$ENABLED\" = true ] && cp -a /data /b")]
    [InlineData("[ \"$ENABLED\" = true ] || exit 0\\ncp -a /data /b")]
    [InlineData("if [[ $ENABLED == true && 1 == 1 ]]; then cp -a /data /b; fi")]
    [InlineData("false && cp -a /data /b")]
    [InlineData("true || cp -a /data /b")]
    [InlineData("while false; do cp -a /data /b; done")]
    [InlineData("until true; do cp -a /data /b; done")]
    [InlineData("for f in; do cp -a /data /b; done")]
    [InlineData("case backup in restore) cp -a /data /b;; esac")]
    [InlineData("exit 0; cp -a /data /b")]
    [InlineData("exec sleep 60; cp -a /etc /b")]
    [InlineData("backup() { cp -a /data /b; }; echo done")]
    [InlineData("function backup { cp -a /data /b; }\\necho backup")]
    [InlineData("# cp -a /data /b")]
    [InlineData("echo cp -a /data /b")]
    [InlineData("echo 'cp -a /data /b'")]
    [InlineData(": 'cp -a /data /b'")]
    // Text that is no program.
    [InlineData("cat <<EOF > /b/notes\\ncp -a /data /b\\nEOF\\n")]
    [InlineData("cat > /b/run.sh <<'EOF'\\ntar czf /b/x.tgz /data\\nEOF\\necho written")]
    [InlineData("cat <<A <<B > /b/x\\ncp -a /data /b\\nA\\ncp -a /data /b\\nB\\n")]
    [InlineData("echo <<EOF\\nrestic backup /data\\nEOF\\n")]
    // No more than a sum, or a part.
    [InlineData("tar c /data | sha256sum > /b/x")]
    [InlineData("cat /data/db.sqlite3 | head -c 100 > /b/x")]
    [InlineData("cat /data/db.sqlite3 | wc -c > /b/x")]
    [InlineData("ls -l /data > /b/x")]
    [InlineData("dd if=/b/x of=/data/db.sqlite3")]
    [InlineData("cp -t /data /b/db.sqlite3")]
    [InlineData("gzip /data/db.sqlite3")]
    public void It_is_not_copied(string script) => Assert.StartsWith(
        Job + "declared: ",
        By(Block, Data, App, CronJob(Shell(script) + ", env: [{name: ENABLED, value: 'false'}]")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("if [ \"$(date +%u)\" = 7 ]; then cp -a /data /b; fi")]
    [InlineData("[ $(date +%d) -eq 1 ] && cp -a /data /b")]
    [InlineData("case $(date +%a) in Sun) cp -a /data /b;; *) echo no;; esac")]
    [InlineData("case $MODE in backup) cp -a /data /b;; restore) cp -a /b /data;; esac")]
    [InlineData("if [ \"$MODE\" != backup ]; then exit 0; fi; cp -a /data /b")]
    [InlineData("[ -e /b/db.sqlite3 ] || cp /data/db.sqlite3 /b/")]
    [InlineData("restic snapshots || cp -a /data /b")]
    [InlineData("find /data -mtime -1 -type f -exec cp {} /b \\\\;")]
    [InlineData("find /data -newer /b/stamp -type f | xargs -I{} cp {} /b")]
    [InlineData("ls -t /data/* | head -1 | xargs -I{} cp {} /b")]
    [InlineData("$RUN && cp -a /data /b")]
    [InlineData("cp -n /data/db.sqlite3 /b/")]
    [InlineData("cp -an /data /b")]
    [InlineData("rsync -a --ignore-existing /data/ /b/")]
    [InlineData("rsync -a --max-size=1m /data/ /b/")]
    [InlineData("rclone copy /data nas:x --max-age 24h")]
    [InlineData("rclone copy --min-size 1G /data nas:x")]
    public void Only_a_run_would_tell(string script) => Assert.StartsWith(
        Job + Chance,
        By(Block, Data, App, CronJob(Shell(script) + ", env: [{name: MODE, valueFrom: {secretKeyRef: {name: s, key: k}}}]")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("if [ -f /data/db.sqlite3 ]; then cp -a /data /b; fi")]
    [InlineData("if [ ! -d /b/x ]; then mkdir /b/x; fi; cp -a /data /b/x")]
    [InlineData("[ -d /data ] || exit 0; cp -a /data /b")]
    [InlineData("if [ -z \"$MODE\" ]; then exit 1; fi; cp -a /data /b")]
    [InlineData("mountpoint -q /b || exit 1\\ncp -a /data /b")]
    [InlineData("until ping -c 1 nas; do sleep 5; done; cp -a /data /b")]
    [InlineData("while true; do cp -a /data /b; sleep 60; done")]
    [InlineData("[ \"$ENABLED\" = true ] || exit 0\\ncp -a /data /b")]
    [InlineData("if [ \"$ENABLED\" != true ]; then exit 0; fi\\ncp -a /data /b")]
    [InlineData("backup() { cp -a /data /b; }\\nbackup")]
    [InlineData("backup() { cp -a \"$@\" /b; }; log() { echo $1; }; log x; backup /data")]
    [InlineData("one() { two \"$1\"; }; two() { cp -a \"$1\" /b; }; one /data")]
    [InlineData("main() { trap 'rm -f /tmp/x' EXIT; cp -a /data /b; }; main \"$@\"")]
    [InlineData("sh -c 'cd /data && tar czf /b/x.tgz .'")]
    [InlineData("bash -s <<EOF\\ncp -a /data /b\\nEOF\\n")]
    [InlineData("eval \"cp -a /data /b\"")]
    [InlineData("if ! out=$(cp -av /data /b 2>&1); then echo \"$out\"; exit 1; fi")]
    [InlineData("(cd /tmp; true); cd /data; (cd /b); tar czf /b/x.tgz .")]
    [InlineData("cp -a /data /b & wait")]
    [InlineData("set -- /data /b; cp -a \"$1\" \"$2\"")]
    [InlineData("case $ENABLED in true|yes) cp -a /data /b ;; *) exit 0 ;; esac")]
    public void What_runs_whenever_things_are_as_they_should_be_counts(string script) => Assert.StartsWith(
        Job + "scheduled (",
        By(Block, Data, App, CronJob(Shell(script) + ", env: [{name: ENABLED, value: 'true'}, {name: MODE, valueFrom: {secretKeyRef: {name: s, key: k}}}]")),
        StringComparison.Ordinal);

    /// <summary>Nobody knows which files an unknown program keeps.</summary>
    [Theory]
    [InlineData("cp /data/*.json /b", "declared? CronJob home/copy copies *.json of the volume, and whether those are all the data is not known (cp)")]
    [InlineData("cp /data/a.db /b", "declared? CronJob home/copy copies a.db of the volume, and whether those are all the data is not known (cp)")]
    [InlineData("rclone copy /data nas:x --include '*.db'", Chance + " (rclone)")]
    [InlineData("restic backup /data -e '*.log'", "scheduled (restic)")]
    [InlineData("sqlite3 /data/a.db '.backup /b/a.db'", "scheduled")]
    [InlineData("cp -a /data/. /b", "scheduled (cp)")]
    [InlineData("cp -a /data/* /b", "scheduled (cp)")]
    public void Of_data_whose_files_are_not_known_a_part_is_in_doubt(string script, string expected) => Assert.Equal(
        Job + expected,
        By(Block, Data, App.Replace("vaultwarden/server", "registry.example.net/own/tool:1", StringComparison.Ordinal), CronJob(Shell(script))));

    /// <summary>What names are handed to is not read; a job that is called a backup is believed no less than one whose script was not found.</summary>
    [Theory]
    [InlineData("find /data -type f -exec sh -c 'cp $1 /x/' _ {} \\\\;")]
    [InlineData("find /data -type f | xargs my-tool")]
    public void What_hands_names_to_a_program_that_is_not_read_is_in_doubt(string script) => Assert.StartsWith(
        "CronJob home/backup declared? what CronJob home/backup runs is not all known",
        By(Block, Data, App, CronJob(Shell(script), other: string.Empty, name: "backup")),
        StringComparison.Ordinal);

    /// <summary>Whatever is written, an answer comes, and soon.</summary>
    [Theory]
    [InlineData("f() { f; f; }; f")]
    [InlineData("if; then ((; fi )) $( ` ${ <<")]
    [InlineData("case x in (a")]
    [InlineData("function f(")]
    [InlineData("for a in {1,2,3,4}{1,2,3,4}{1,2,3,4}{1,2,3,4}{1,2,3,4}; do for b in $a $a $a; do for c in $b $b; do x; done; done; done")]
    public void What_is_no_script_is_none(string script) =>
        Assert.StartsWith(Job + "declared", By(Block, Data, App, CronJob(Shell(script))), StringComparison.Ordinal);

    [Fact]
    public void What_is_nested_without_end_is_none()
    {
        foreach (var opening in new[] { "$(", "\"$(", "{ ", "( ", "if ", "${x:-", "f() ", "sh -c 'eval " })
        {
            Assert.StartsWith(
                Job + "declared",
                By(Block, Data, App, CronJob(Shell(string.Concat(Enumerable.Repeat(opening, 5000))))),
                StringComparison.Ordinal);
        }
    }

    /// <summary>What a script does when it ends may hide that it failed.</summary>
    [Theory]
    [InlineData("trap 'exit 0' EXIT; cp -a /data /b/", false)]
    [InlineData("set -e; trap 'rm -rf /tmp/x; exit 0' 0; cp -a /data /b/", false)]
    [InlineData("set -eu; trap 'echo failed; exit 0' ERR; cp -a /data /b/", false)]
    [InlineData("end() { rm -rf /tmp/x; exit 0; }; trap end EXIT; cp -a /data /b/", false)]
    [InlineData("trap end EXIT; end() { exit 0; }; cp -a /data /b/", false)]
    [InlineData("trap 'rm -rf /tmp/x' EXIT; cp -a /data /b/", true)]
    [InlineData("trap 'rc=$?; rm -rf /tmp/x; exit $rc' EXIT; cp -a /data /b/", true)]
    [InlineData("trap 'rm -rf /tmp/x; exit' EXIT; cp -a /data /b/", true)]
    [InlineData("trap 'exit 1' EXIT; cp -a /data /b/", true)]
    [InlineData("trap 'exit 0' TERM INT; cp -a /data /b/", true)]
    [InlineData("trap 'exit 0' EXIT; trap - EXIT; cp -a /data /b/", true)]
    [InlineData("end() { [ $? -eq 0 ] && exit 0; exit 1; }; trap end EXIT; cp -a /data /b/", true)]
    public void A_trap_may_hide_a_failure(string script, bool isHonest) => Assert.Equal(
        Job + (isHonest ? "ran (cp)" : "scheduled (cp)"),
        By(Block, Data, App, CronJob(Shell(script), status: ", status: {lastSuccessfulTime: '2026-11-23T18:00:00Z'}")));

    /// <summary>A copy that its own script removes is none; what is old, staged or replaced may go.</summary>
    [Theory]
    [InlineData("cp /data/db.sqlite3 /b/x && rm -rf /b/*", false)]
    [InlineData("cp /data/db.sqlite3 /b/x; rm /b/x", false)]
    [InlineData("cp /data/db.sqlite3 /b/today/x; rm -rf /b/today", false)]
    [InlineData("cp /data/db.sqlite3 /b/x; find /b -type f -delete", false)]
    [InlineData("cp /data/db.sqlite3 /b/x; cd /b && rm -f x", false)]
    [InlineData("tar czf /b/$(date +%F).tgz /data; rm -rf /b/*", false)]
    [InlineData("cp /data/db.sqlite3 /b/x; mkdir -p /b/old; mv /b/* /b/old/", true)]
    [InlineData("cp /data/db.sqlite3 /tmp/x; mv /tmp/x /b/x", true)]
    [InlineData("rm -rf /b/*; cp /data/db.sqlite3 /b/x", true)]
    [InlineData("cp /data/db.sqlite3 /b/x || rm -f /b/x", true)]
    [InlineData("cp /data/db.sqlite3 /b/x; rm -rf /b/old", true)]
    [InlineData("cp /data/db.sqlite3 /b/x; rm -f /b/*.old", true)]
    [InlineData("cp /data/db.sqlite3 /b/x; find /b -mtime +7 -delete", true)]
    [InlineData("cp /data/db.sqlite3 /b/x; find /b -type f -name '*.old' -delete", true)]
    [InlineData("cp /data/db.sqlite3 /b/x; ls -t /b | tail -n +8 | xargs rm -f", true)]
    [InlineData("tar czf /b/v-$(date +%F).tgz /data; rm -f /b/v-$(date -d '-7 days' +%F).tgz", true)]
    [InlineData("cp /data/db.sqlite3 /b/new; mv /b/new /b/x; rm -rf /b/new", true)]
    [InlineData("cp /data/db.sqlite3 /tmp/x; rclone copy /tmp/x nas:x; rm -rf /tmp/x", true)]
    [InlineData("cp /data/db.sqlite3 /b/stage/x; rclone copy /b/stage nas:x; rm -rf /b/stage", true)]
    [InlineData("if cp /data/db.sqlite3 /b/x; then echo good; else rm -f /b/x; exit 1; fi", true)]
    public void A_copy_that_its_script_removes_is_none(string script, bool isKept)
    {
        var spelled = By(Block, Data, App, CronJob(Shell(script)));
        Assert.StartsWith(Job + (isKept ? "scheduled" : "declared: it removes again what it copies"), spelled, StringComparison.Ordinal);
    }

    [Fact]
    public void A_copy_that_is_moved_to_where_nothing_lasts_is_none() => Assert.Equal(
        Job + "declared: what it copies goes where nothing lasts (cp)",
        By(Block, Data, App, CronJob(Shell("cp /data/db.sqlite3 /b/x; mv /b/x /tmp/"))));
}

using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

public sealed class DenialTests(Cluster cluster)
{
    private const string Moving = "to move data: homelab-storage migrate plan denial/linkding-data --to longhorn-sqlite --cluster";

    [Fact]
    public async Task A_refusal_reads_as_it_is_meant_to()
    {
        await using var webhook = await Installed.In(cluster, "denial");
        await webhook.Must(["apply", "-f", "-"], Claim("truenas-nfs"));
        var (code, _, error) = await webhook.Try(["apply", "-f", "-"], Installed.Manifest("linkding.yaml"));
        Assert.NotEqual(0, code);
        Assert.Equal(
            "Error from server (Forbidden): error when creating \"STDIN\": admission webhook \"validate.homelab-storage.io\" denied the request: "
                + "[sqlite-on-network-filesystem] linkding keeps SQLite at /etc/linkding/data, "
                + $"""
                but claim linkding-data is on NFS (class truenas-nfs): use longhorn-sqlite.
                  why:  SQLite's locks and WAL do not work across a network file system; a lost connection during a write corrupts the database.
                  fix:  PersistentVolumeClaim denial/linkding-data: spec.storageClassName: longhorn-sqlite; {Moving}
                  or:   local-path with a backup · or move to PostgreSQL: the same plan with --to postgresql
                  seen: image sissbruecker/linkding:1.41.0 (catalog: linkding) · class truenas-nfs → nfs.csi.k8s.io (StorageClass)
                  docs: https://github.com/homelab-storage/homelab-storage/blob/main/docs/rules/sqlite-on-network-filesystem.md
                  policy: sqlite × critical → longhorn-sqlite, then longhorn · SQLite's locks and WAL need all writers on one host · RPO 0s, RTO 5m
                """,
            error
                .Replace(
                    "Error from server (Forbidden): error when creating \"-\"",
                    "Error from server (Forbidden): error when creating \"STDIN\"",
                    StringComparison.Ordinal)
                .TrimEnd());
    }

    [Fact]
    public async Task Whichever_comes_last_is_refused_as_Flux_applies_it()
    {
        await using var webhook = await Installed.In(cluster, "denial-flux");
        Assert.True((await webhook.Flux.Reconcile(Installed.Manifest("linkding.yaml"))).IsReady);
        var (isReady, isApplied, error) = await webhook.Flux.Reconcile(Claim("truenas-nfs"));
        Assert.False(isReady || isApplied);
        Assert.Contains("(Forbidden)", error, StringComparison.Ordinal);
        Assert.Contains("use longhorn-sqlite", error, StringComparison.Ordinal);
        Assert.DoesNotContain("immutable", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_warning_is_seen_and_stops_nothing()
    {
        await using var webhook = await Installed.In(cluster, "warning");
        var (_, error) = await webhook.Must(["apply", "-f", "-"], Installed.Manifest("probe.yaml"));
        Assert.Contains(
            "Warning: [storage-class-not-found] claim probe names StorageClass 'no-such-class', which was not found",
            error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_violates_already_can_be_labelled_scaled_and_deleted()
    {
        await using var webhook = await Installed.In(cluster, "grandfather", failurePolicy: "Ignore");
        await webhook.Stop();
        await webhook.Must(["apply", "-f", "-"], Claim("truenas-nfs") + "---\n" + Installed.Manifest("linkding.yaml"));
        await webhook.Start();
        await webhook.Must(["label", "pvc/linkding-data", "deployment/linkding", "a=b"]);
        await webhook.Must(["scale", "deployment/linkding", "--replicas=0"]);
        await webhook.Must(["delete", "deployment/linkding", "pvc/linkding-data", "--wait=false"]);
    }

    [Fact]
    public async Task An_exemption_ends_with_what_it_was_given_for_and_with_its_day()
    {
        const string Given = "homelab-storage.io/exempt: sqlite-on-network-filesystem, homelab-storage.io/exempt-reason: moves in May, "
            + "homelab-storage.io/exempt-given: 'image=sissbruecker/linkding, class=truenas-nfs, data=sqlite'";
        await using var webhook = await Installed.In(cluster, "exempted");
        await webhook.Must(["apply", "-f", "-"], Claim("truenas-nfs"));
        Assert.NotEqual(0, (await webhook.Try(["apply", "-f", "-"], Annotated($"{Given}, homelab-storage.io/exempt-until: '2020-01-01'"))).Code);
        await webhook.Must(["apply", "-f", "-"], Annotated(Given));
        await webhook.Must(["apply", "-f", "-"], Annotated(Given).Replace(":1.41.0", ":1.42.0", StringComparison.Ordinal));
        var (code, _, error) = await webhook.Try(
            ["apply", "-f", "-"],
            Annotated(Given).Replace("sissbruecker/linkding:1.41.0", "ghcr.io/sissbruecker/linkding:1.42.0", StringComparison.Ordinal));
        Assert.NotEqual(0, code);
        Assert.Contains(
            "the exemption was given for image sissbruecker/linkding, and it is ghcr.io/sissbruecker/linkding now",
            error,
            StringComparison.Ordinal);
    }

    private static string Annotated(string annotations) => Installed.Manifest("linkding.yaml").Replace(
        "metadata: {name: linkding}",
        $"metadata: {{name: linkding, annotations: {{{annotations}}}}}",
        StringComparison.Ordinal);

    private static string Claim(string storageClass) => Installed.Manifest("claim.yaml").Replace("CLASS", storageClass, StringComparison.Ordinal);
}

using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Which of several CronJobs of one name in files of several clusters an app means.</summary>
public sealed class NearestJobTests
{
    private const string Volume =
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {storageClassName: fast, accessModes: [ReadWriteOnce], "
            + "capacity: {storage: 1Gi}, nfs: {server: nas.lan, path: /tank/data}, claimRef: {namespace: home, name: data}}}";

    private const string Suspended = "CronJob home/copy declared: it is suspended (tar)";

    private const string Runs = "CronJob home/copy scheduled (tar)";

    [Theory]
    [InlineData(Block)]
    [InlineData(Volume)]
    public void Each_copy_of_a_cluster_has_its_own(string storage)
    {
        (string, string)[] files = [.. Cluster("clusters/one", storage, ", suspend: true"), .. Cluster("clusters/two", storage, string.Empty)];
        Assert.Equal(Suspended, By("clusters/one/app.yaml", files));
        Assert.Equal(Runs, By("clusters/two/app.yaml", files));
    }

    [Theory]
    [InlineData(Block)]
    [InlineData(Volume)]
    public void One_that_has_none_is_seen_by_those_of_others(string storage)
    {
        (string, string)[] files = [.. Cluster("clusters/one", storage, string.Empty)[..2], .. Cluster("clusters/two", storage, string.Empty)];
        Assert.Equal(Runs, By("clusters/one/app.yaml", files));
    }

    /// <summary>Without namespaces a job of another app is nearer by its folder, and is none of this app's.</summary>
    [Fact]
    public void One_that_is_nearer_and_cannot_be_meant_hides_no_other()
    {
        static string Bare(string text) => text.Replace(", namespace: home", string.Empty, StringComparison.Ordinal);
        var job = Bare(CronJob(Shell("tar czf /b/x.tgz -C /data .")));
        (string, string)[] files =
        [
            ("apps/storage.yaml", $"{Block}\n---\n{Bare(Data)}"),
            ("apps/vault/main/app.yaml", Bare(App)),
            ("apps/copy.yaml", job),
            ("apps/vault/other/claim.yaml", Bare(Data)),
            ("apps/vault/other/copy.yaml", job),
        ];
        Assert.Equal("CronJob copy scheduled (tar)", By("apps/vault/main/app.yaml", files));
    }

    private static (string File, string Text)[] Cluster(string folder, string storage, string spec) =>
    [
        ($"{folder}/storage.yaml", $"{storage}\n---\n{Data}"),
        ($"{folder}/app.yaml", App),
        ($"{folder}/backups/copy.yaml", CronJob(Shell("tar czf /b/x.tgz -C /data ."), spec: spec)),
    ];

    private static string By(string app, (string File, string Text)[] files)
    {
        Manifest[] manifests =
        [
            .. files.SelectMany(f => ManifestReader.ReadAll(f.Text, f.File)).OfType<ManifestReading.Understood>().Select(reading => reading.Manifest),
        ];
        var workload = manifests.OfType<Workload>().Single(w => w.Source is ManifestSource.Text text && text.Map.File == app);
        var facts = (WorkloadFacts)new Resolver(Inventory.Of(manifests), ShippedPolicy.Read(), FixedTime.Now).Resolve(workload)!;
        return Spell(facts.Mounts.Single(m => m.Path == "/data").Coverage);
    }
}

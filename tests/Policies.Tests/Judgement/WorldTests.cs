using CsCheck;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Judgement;

/// <summary>
/// A question is an inventory with an object in it, or without one, judged. What is shared with the snapshot that was there before tells nobody
/// anything else.
/// </summary>
public sealed class WorldTests
{
    private static readonly StoragePolicy Shipped = ShippedPolicy.Read();

    /// <summary>The objects of each case: they refer to each other.</summary>
    private static readonly Manifest[][] Cases =
    [
        .. RuleCase.All().Select(c => new[] { c.Object, c.Cluster, c.Before }.Where(File.Exists)
            .SelectMany(f => ManifestReader.ReadAll(File.ReadAllText(f), f))
            .OfType<ManifestReading.Understood>()
            .Select(r => r.Manifest)
            .Where(m => m is not Kustomize)
            .ToArray()),
        [.. Others("{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: plan, namespace: books}, spec: {sourcePVC: data}}")],
        [.. Others("{apiVersion: v1, kind: ConfigMap, metadata: {name: settings, namespace: books}, data: {LD_DB_ENGINE: postgres}}")],
        [.. Others("{apiVersion: v1, kind: Namespace, metadata: {name: books, annotations: {homelab-storage.io/criticality: low}}}")],
        [.. Others("{apiVersion: batch/v1, kind: CronJob, metadata: {name: copy, namespace: books}, spec: {jobTemplate: {spec: {template: {spec: "
            + "{containers: [{name: c, image: 'restic/restic:0.18', volumeMounts: [{name: v, mountPath: /v}]}], volumes: [{name: v, "
                + "persistentVolumeClaim: {claimName: data}}]}}}}}}")],
        [.. Others("{apiVersion: v1, kind: PersistentVolume, metadata: {name: disk}, spec: {accessModes: [ReadWriteOnce], capacity: {storage: "
            + "50Gi}, hostPath: {path: /srv}, claimRef: {namespace: books, name: data}}}")],
        [.. Others("{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: other, annotations: "
            + "{storageclass.kubernetes.io/is-default-class: 'true'}}, provisioner: smb.csi.k8s.io}")],
        [
            .. Others("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: books, annotations: "
                + "{homelab-storage.io/data: cache}}, spec: {accessModes: [ReadWriteOnce]}}"),
            .. Others("{apiVersion: apps/v1, kind: Deployment, metadata: {name: linkding, namespace: books}, spec: {template: {spec: "
                + "{containers: [{name: c, image: 'sissbruecker/linkding:1', envFrom: [{configMapRef: {name: settings}}], volumeMounts: [{name: "
                    + "v, mountPath: /etc/linkding/data}]}], volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}}}}"),
        ],
    ];

    private static readonly Manifest[] Everything = [.. Cases.SelectMany(c => c)];

    /// <summary>What happens to an object must not keep the verdicts about all others from whoever asked.</summary>
    [Fact]
    public void An_object_that_breaks_the_judgement_costs_itself()
    {
        const string Pod = "spec: {template: {spec: {containers: [{name: c, image: sissbruecker/linkding, volumeMounts: [{name: v, mountPath: "
            + "/etc/linkding/data}]}], volumes: [{name: v, nfs: {server: nas, path: /x}}]}}}";
        var manifests = Scene.Manifests(
            $"---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: good, namespace: books}}, {Pod}}}\n"
                + $"---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: bad, namespace: books}}, {Pod}}}\n",
            "apps.yaml").Select(m => m is Workload { Name: "bad" } bad
                ? bad with { Pod = bad.Pod with { Metadata = bad.Pod.Metadata with { Annotations = new FailingDictionary() } } }
                : m);
        var report = Policies.Reports.Audit.Of([.. manifests.Select(m => new ManifestReading.Understood(m))], Shipped, FixedTime.Now);
        var judged = Assert.Single(report.Results);
        Assert.Equal(("good", VerdictKind.Deny), (judged.Verdict.Subject.Name, judged.Verdict.Kind));
        var left = Assert.Single(report.Unreadable);
        Assert.Equal(("bad", "apps.yaml", 4), (left.Reference.Name, left.File, left.Position.Line));
        Assert.EndsWith("a bug of homelab-storage: InvalidOperationException: the trap snapped", left.Reason, StringComparison.Ordinal);
    }

    /// <summary>Deployments may have a generateName, too; until one has its name, another one's is not its own.</summary>
    [Theory]
    [InlineData("generateName: web", true)]
    [InlineData("generateName: web-", true)]
    [InlineData("name: web", false)]
    [InlineData("name: other", true)]
    public void What_has_no_name_yet_is_none_that_has_one(string name, bool isAnother)
    {
        const string Spec = "spec: {template: {spec: {containers: [{name: c, image: example/x, volumeMounts: [{name: v, mountPath: /data}]}], "
            + "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}}}";
        var judge = Scene.Of(
            "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: block}, provisioner: driver.longhorn.io}\n"
                + "---\n{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: books}, "
                + "spec: {storageClassName: block, accessModes: [ReadWriteOnce]}}\n"
                + $"---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: web, namespace: books}}, {Spec}}}\n").Judge;
        var asked = Dressed(
            Scene.Manifests($"{{apiVersion: apps/v1, kind: Deployment, metadata: {{{name}, namespace: books}}, {Spec}}}").Single(),
            isWire: true);
        foreach (var verdict in new[] { judge.Of(asked), judge.With(asked).Of(judge.Inventory.Workloads.At("books", "web")[0]) })
        {
            Assert.Equal(isAnother, verdict.Findings.Any(d => d.Finding.Rule.Id is "single-writer-volume-shared"));
        }
    }

    [Fact]
    public void Judging_through_a_warm_snapshot_is_judging_with_a_cold_one() =>
        Gen.Select(Gen.Int[0, Cases.Length - 1].Array[1, 4], Gen.Bool, Gen.Int).Sample((cases, isWire, seed) =>
        {
            var random = new Random(seed);
            Manifest[] all =
            [
                .. cases
                    .Append(Cases.Length - 1)
                    .Append(Cases.Length - 2 - random.Next(6))
                    .Distinct()
                    .SelectMany(n => Cases[n])
                    .DistinctBy(m => m.Reference)
                    .Select(m => Dressed(m, isWire)),
            ];
            var inventory = Inventory.Of(all);
            var warm = new Judge(inventory, Shipped, FixedTime.Now);
            foreach (var manifest in all.Where(_ => random.Next(3) > 0))
            {
                warm.Of(manifest);
            }

            var asked = Dressed(Changed(all[random.Next(all.Length)], random), isWire || random.Next(2) == 0);
            Assert.Equal(Spell(new Judge(inventory.With(asked), Shipped, FixedTime.Now).Of(asked)), Spell(warm.Of(asked)));
            Same(inventory.With(asked), warm.With(asked));

            var second = Dressed(Changed(all[random.Next(all.Length)], random), isWire);
            Same(inventory.With(asked).With(second), warm.With(asked).With(second));
            var gone = all[random.Next(all.Length)];
            Same(inventory.Without(gone), warm.Without(gone));
            Same(inventory, warm);
        });

    [Fact]
    public void A_change_is_two_worlds_compared() =>
        Gen.Select(Gen.Int[0, Cases.Length - 1], Gen.Int).Sample((number, seed) =>
        {
            var random = new Random(seed);
            Manifest[] all = [.. Cases[number].DistinctBy(m => m.Reference).Select(m => Dressed(m, isWire: true))];
            var before = all[random.Next(all.Length)];
            var after = Dressed(Changed(before, random), isWire: true);
            var judge = new Judge(Inventory.Of(all), Shipped, FixedTime.Now);
            var (now, then) = (judge.With(after).Of(after).Findings.Count, judge.With(before).Of(before).Findings.Count);
            var verdict = judge.Of(after, before);
            Assert.Equal(before is Volume ? verdict.Findings.Count : now, verdict.Findings.Count);
            Assert.True(then == 0 || after != before || verdict.Findings.All(f => f.Action <= RuleAction.Audit));
        });

    /// <summary>Every object of an inventory, judged by somebody who knows nothing yet, and by somebody who knows what was.</summary>
    private static void Same(Inventory inventory, Judge warm)
    {
        var cold = new Judge(inventory, Shipped, FixedTime.Now);
        foreach (var member in inventory.Judged.Concat(inventory.Volumes.All))
        {
            Assert.Equal(Spell(cold.Of(member)), Spell(warm.Of(member)));
        }
    }

    /// <summary>Something else of the type under the name of an object, or the object with one thing changed that others look at.</summary>
    private static Manifest Changed(Manifest manifest, Random random)
    {
        var alike = Everything.Where(m => m.GetType() == manifest.GetType()).ToArray();
        var other = alike[random.Next(alike.Length)];
        return (random.Next(4), manifest) switch
        {
            (0, _) => other,
            (1, StorageClass storageClass) => storageClass with { IsDefault = !storageClass.IsDefault },
            (1, Claim claim) =>
                claim with
                {
                    Metadata = claim.Metadata with
                    {
                        Annotations = new Dictionary<string, string>(StringComparer.Ordinal)
                        {
                            ["homelab-storage.io/data"] = "media",
                            ["homelab-storage.io/criticality"] = "low",
                        },
                    },
                },
            (1, Workload workload) => workload with { Replicas = workload.Replicas + 1 },
            (2, Claim claim) => claim with { Spec = claim.Spec with { Class = ((Claim)other).Spec.Class } },
            _ => other with { Reference = manifest.Reference },
        };
    }

    private static Manifest Dressed(Manifest manifest, bool isWire) => isWire ? manifest with { Source = ManifestSource.Wire.Instance } : manifest;

    private static IEnumerable<Manifest> Others(string text) => Scene.Manifests(text, "others/all.yaml");

    private static string Spell(Verdict verdict) => string.Join('\n',
    [
        $"{verdict.Subject.Reference} {verdict.Kind}",
        .. verdict.Findings.Select(d => $"{d.Action} {d.Finding.Rule.Id} {d.Finding.Message} {d.Finding.Remedy} {d.Finding.Related}"),
        .. verdict.Open.Select(o => o.Message),
        .. verdict.Facts?.Mounts.Select(Spell) ?? [],
    ]);

    private static string Spell(MountFacts mount)
    {
        var backend = mount.Backend switch
        {
            Backend.Known known => known.Evidence,
            Backend.Unseen unseen => unseen.Reason,
            var other => other.GetType().Name,
        };
        var data = string.Join(',', mount.Data.Select(d => $"{d.Kind} {d.Criticality} {d.Evidence}"));
        var backups = string.Join(',', mount.Coverage.Backups.Select(b => $"{b.Source} {b.Grade} {b.WhyNot}"));
        return $"{mount.Workload.Reference} {mount.Path} {mount.Claim?.Class.Name} {mount.Claim?.Volume?.Name} {backend} {data} {backups}";
    }
}

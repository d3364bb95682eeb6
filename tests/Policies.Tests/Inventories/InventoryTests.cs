using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Inventories;

/// <summary>An inventory that follows a cluster is, after any changes, what it would be gathered again.</summary>
public sealed class InventoryTests
{
    /// <summary>One object for every index there is, and a neighbour that must stay where it is.</summary>
    public static TheoryData<string> Objects =>
    [
        "{apiVersion: apps/v1, kind: Deployment, metadata: {name: NAME, namespace: home}, spec: {template: {spec: {volumes: [{name: v, "
            + "persistentVolumeClaim: {claimName: CHANGE}}]}}}}",
        "{apiVersion: apps/v1, kind: StatefulSet, metadata: {name: NAME, namespace: home}, spec: {volumeClaimTemplates: [{metadata: {name: "
            + "CHANGE}, spec: {}}]}}",
        "{apiVersion: v1, kind: Pod, metadata: {name: NAME, namespace: home, ownerReferences: [{apiVersion: apps.kruise.io/v1alpha1, kind: "
            + "CloneSet, name: o, uid: CHANGE, controller: true}]}, spec: {volumes: [{name: e, ephemeral: {volumeClaimTemplate: {spec: {}}}}]}}",
        "{apiVersion: batch/v1, kind: CronJob, metadata: {name: NAME, namespace: home, labels: {x: CHANGE}}, spec: {}}",
        "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: NAME, namespace: home}, spec: {volumeName: CHANGE}}",
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: NAME}, spec: {nfs: {server: nas}, claimRef: {namespace: home, name: CHANGE}}}",
        "{apiVersion: v1, kind: PersistentVolume, metadata: {name: NAME}, spec: {nfs: {server: nas}, storageClassName: CHANGE}}",
        "{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: NAME, annotations: {storageclass.kubernetes.io/is-default-class: "
            + "'true', x: CHANGE}}, provisioner: x}",
        "{apiVersion: v1, kind: Namespace, metadata: {name: NAME, labels: {x: CHANGE}}}",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: NAME, namespace: home}, data: {x: CHANGE}}",
        "{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {name: NAME, namespace: home}, spec: {sourcePVC: CHANGE}}",
        "{apiVersion: k8up.io/v1, kind: Schedule, metadata: {name: NAME, namespace: home, labels: {x: CHANGE}}, spec: {backup: {}}}",
        "{apiVersion: kustomize.toolkit.fluxcd.io/v1, kind: Kustomization, metadata: {name: NAME, namespace: home}, spec: {path: ./CHANGE}}",
    ];

    [Theory]
    [MemberData(nameof(Objects))]
    public void What_came_is_where_it_would_be_gathered(string text)
    {
        var (one, other) = (Object(text, "one", "a"), Object(text, "two", "b"));
        Assert.Equal(Spell(Inventory.Of([one, other])), Spell(Inventory.Empty.With(one).With(other)));
        Assert.NotEqual(Spell(Inventory.Empty), Spell(Inventory.Empty.With(one)));
        Assert.Same(one, Assert.Single(Inventory.Of([one, other]).Find(one)));
    }

    /// <summary>The first changes lie on top of what is shared; more of them are put in among it.</summary>
    [Theory]
    [MemberData(nameof(Objects))]
    public void However_many_changes_there_were_it_is_the_same(string text)
    {
        var inventory = Inventory.Empty;
        for (var number = 0; number < 20; number++)
        {
            var name = $"n{number}";
            inventory = inventory.With(Object(text, name, "a"));
            Assert.Equal(Spell(Inventory.Of(Enumerable.Range(0, number + 1).Select(n => Object(text, $"n{n}", "a")))), Spell(inventory));
        }

        for (var number = 0; number < 20; number++)
        {
            inventory = inventory.Without(Object(text, $"n{number}", "b"));
        }

        Assert.Equal(Spell(Inventory.Empty), Spell(inventory));
        Assert.True(inventory.Claims.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void What_was_changed_stands_under_its_new_keys_only(string text)
    {
        var (before, after, other) = (Object(text, "one", "a"), Object(text, "one", "b"), Object(text, "two", "a"));
        Assert.Equal(Spell(Inventory.Of([after, other])), Spell(Inventory.Of([before, other]).With(after)));
    }

    [Theory]
    [MemberData(nameof(Objects))]
    public void What_is_gone_is_nowhere(string text)
    {
        var (before, after, other) = (Object(text, "one", "a"), Object(text, "one", "b"), Object(text, "two", "a"));
        Assert.Equal(Spell(Inventory.Of([other])), Spell(Inventory.Of([before, other]).Without(before)));
        Assert.Equal(Spell(Inventory.Of([other])), Spell(Inventory.Of([before, other]).Without(after)));
        Assert.Equal(Spell(Inventory.Of([other])), Spell(Inventory.Of([other]).Without(before)));
        Assert.Equal(Spell(Inventory.Of([other])), Spell(Inventory.Of([before, other]).After(before)));
    }

    [Fact]
    public void Workloads_of_one_name_and_two_kinds_do_not_touch_each_other()
    {
        var deployment = Object("{apiVersion: apps/v1, kind: Deployment, metadata: {name: NAME, namespace: home}, spec: {}}", "app", string.Empty);
        var cronJob = Object("{apiVersion: batch/v1, kind: CronJob, metadata: {name: NAME, namespace: home}, spec: {}}", "app", string.Empty);
        Assert.Equal(Spell(Inventory.Of([cronJob])), Spell(Inventory.Of([deployment, cronJob]).Without(deployment)));
        Assert.Equal(Spell(Inventory.Of([deployment, cronJob])), Spell(Inventory.Empty.With(deployment).With(cronJob)));
    }

    [Fact]
    public void In_files_an_object_is_the_manifest_itself()
    {
        var copies = Scene.Manifests("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: home}}\n---\n{apiVersion: v1, kind: "
            + "ConfigMap, metadata: {name: a, namespace: home}}")
            .ToArray();
        Assert.Equal(Spell(Inventory.Of([copies[1]])), Spell(Inventory.Of(copies).Without(copies[0])));
        Assert.Equal(Spell(Inventory.Of(copies)), Spell(Inventory.Of([copies[1]]).With(copies[0])));
        Assert.Equal(Spell(Inventory.Of(copies)), Spell(Inventory.Of(copies).With(copies[0])));
        Assert.Equal(Spell(Inventory.Of([copies[0]])), Spell(Inventory.Of([copies[0]]).Without(copies[1])));
    }

    [Fact]
    public void What_an_API_server_sends_replaces_every_copy_in_files_and_its_kind_is_of_a_group()
    {
        var copies = Scene.Manifests("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: home}}\n---\n{apiVersion: v1, kind: "
            + "ConfigMap, metadata: {name: a, namespace: home}}")
            .ToArray();
        var sent = copies[0] with { Source = ManifestSource.Wire.Instance };
        Assert.Same(sent, Assert.Single(Inventory.Of(copies).With(sent).ConfigMaps.All));
        Assert.Equal(
            2,
            Inventory.Of(copies)
                .With(sent with { Reference = sent.Reference with { Namespace = "other" } }).ConfigMaps
                .At("a")
                .Count(m => m.Namespace == "home"));

        var old = Object("{apiVersion: extensions/v1beta1, kind: Deployment, metadata: {name: NAME, namespace: home}, spec: {}}", "a", string.Empty);
        var now = Object("{apiVersion: apps/v1, kind: Deployment, metadata: {name: NAME, namespace: home}, spec: {}}", "a", string.Empty);
        Assert.Same(now, Assert.Single(Inventory.Of([old]).With(now).Workloads.All));
    }

    [Fact]
    public void What_has_no_name_yet_replaces_nothing()
    {
        Workload[] pods =
        [
            .. Enumerable.Range(0, 2)
                .Select(_ => (Workload)(Assert.Single(Scene.Manifests("{apiVersion: v1, kind: Pod, metadata: {generateName: app-, namespace: "
                    + "home}, spec: {}}")) with
                {
                    Source = ManifestSource.Wire.Instance,
                })),
        ];
        Assert.All(pods, pod => Assert.False(pod.HasName));
        var inventory = Inventory.Of([pods[0]]).With(pods[1]);
        Assert.Equal(2, inventory.Workloads.All.Count());
        Assert.Same(pods[1], Assert.Single(inventory.Without(pods[0]).Workloads.All));
    }

    [Fact]
    public void What_its_owner_answers_for_is_left_out()
    {
        var pod = Object(
            "{apiVersion: v1, kind: Pod, metadata: {name: NAME, namespace: home, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: "
                + "o, uid: u, controller: true}]}, spec: {}}",
            "pod",
            string.Empty);
        Assert.Equal(Spell(Inventory.Empty), Spell(Inventory.Empty.With(pod)));
        Assert.Equal(Spell(Inventory.Empty), Spell(Inventory.Of([pod])));
    }

    [Fact]
    public void An_owner_that_nobody_judges_is_remembered_after_its_last_workload()
    {
        var pod = Object(
            "{apiVersion: v1, kind: Pod, metadata: {name: NAME, namespace: home, ownerReferences: [{apiVersion: apps.kruise.io/v1alpha1, kind: "
                + "CloneSet, name: o, uid: u-1, controller: true}]}, spec: {}}",
            "pod",
            string.Empty);
        var gone = Inventory.Of([pod]).After(pod);
        Assert.True(gone.FormerOwners.Contains("u-1"));
        Assert.False(Inventory.Of([pod]).FormerOwners.Contains("u-1"));
        Assert.False(Inventory.Of([pod]).Without(pod).FormerOwners.Contains("u-1"));
        var claim = Object(
            "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: NAME, namespace: home, ownerReferences: [{apiVersion: x/v1, kind: Y, "
                + "name: o, uid: u-2, controller: true}]}, spec: {}}",
            "c",
            string.Empty);
        Assert.False(Inventory.Of([claim]).After(claim).FormerOwners.Contains("u-2"));
    }

    [Fact]
    public void Of_former_owners_the_oldest_is_forgotten_first()
    {
        var owners = Enumerable.Range(0, 4097).Aggregate(FormerOwners.None, (all, number) => all.With($"u-{number}"));
        Assert.False(owners.Contains("u-0"));
        Assert.True(owners.Contains("u-1"));
        Assert.True(owners.Contains("u-4096"));
        var again = owners.With("u-1");
        Assert.Same(owners, again);
        Assert.True(again.With("u-5000").Contains("u-2"));
        Assert.False(again.With("u-5000").Contains("u-1"));
    }

    [Fact]
    public void A_shelf_names_its_keys()
    {
        var shelf = Inventory.Of([
            Object("{apiVersion: v1, kind: Namespace, metadata: {name: NAME}}", "b", ""),
            Object("{apiVersion: v1, kind: Namespace, metadata: {name: NAME}}", "a", ""),
        ]).Namespaces;
        Assert.False(shelf.IsEmpty);
        Assert.True(Inventory.Empty.Namespaces.IsEmpty);
        Assert.Equal(["a", "b"], shelf.Keys);
        Assert.Equal(["a", "b"], shelf.All.Select(n => n.Name));
        Assert.Empty(shelf.At("c"));
        Assert.Null(shelf.Nearest("c", "x"));
    }

    [Fact]
    public void Only_a_pod_waits_for_the_claims_of_its_ephemeral_volumes()
    {
        const string Spec = "spec: {volumes: [{name: v, ephemeral: {volumeClaimTemplate: {spec: {}}}}]}";
        var pod = Object($"{{apiVersion: v1, kind: Pod, metadata: {{name: NAME, namespace: home}}, {Spec}}}", "pod", string.Empty);
        var deployment = Object(
            $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: NAME, namespace: home}}, spec: {{template: {{{Spec}}}}}}}",
            "app",
            string.Empty);
        var inventory = Inventory.Of([pod, deployment]);
        Assert.Equal(["pod-v"], inventory.Consumers.Keys);
        Assert.Equal(["home/pod-v"], inventory.ConsumersHere.Keys);
        Assert.Same(pod, Assert.Single(inventory.ConsumersOf("home", "pod-v")));
        Assert.Same(pod, Assert.Single(inventory.ConsumersOf(string.Empty, "pod-v")));
        Assert.Empty(inventory.ConsumersOf("elsewhere", "pod-v"));
    }

    private static Manifest Object(string text, string name, string change) =>
        Assert.Single(Scene.Manifests(
            text.Replace("NAME", name, StringComparison.Ordinal).Replace("CHANGE", change, StringComparison.Ordinal),
            $"home/{name}.yaml")) with
        {
            Source = ManifestSource.Wire.Instance,
        };

    private static string Spell(Inventory inventory) => InventorySpelling.Of(inventory, m => $"{m.Reference}{Changed(m)}");

    private static string Changed(Manifest manifest) => manifest switch
    {
        ConfigMap map => string.Concat(map.Entries.Select(e => $" {e.Key}={e.Value}")),
        _ => string.Concat(manifest.Metadata.Labels.Concat(manifest.Metadata.Annotations).Select(l => $" {l.Key}={l.Value}")),
    };
}

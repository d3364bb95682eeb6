using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Reports;

/// <summary>The webhook was installed on the second; why is what it refuses in the cluster?</summary>
public sealed class AdmissionReasonTests
{
    private const string Before = "2026-11-01T10:00:00Z";
    private const string After = "2026-11-03T10:00:00Z";
    private const string Later = "2026-11-04T10:00:00Z";

    private static readonly StoragePolicy Policy = ShippedPolicy.Read();

    [Theory]
    [InlineData(Before, Before, "it is older than the webhook")]
    [InlineData(After, Before, "the webhook did not answer when it was made or changed, or the policy was different")]
    [InlineData(After, Later, "PersistentVolume v came after it, on 2026-11-04 10:00Z; the webhook did not answer then, or the policy was different")]
    public void The_reason_is_what_the_objects_tell(string workload, string volume, string reason) => Assert.Equal(reason, Reason(Cluster(workload, volume)));

    [Fact]
    public void A_volume_of_a_provisioner_was_never_refused() =>
        Assert.Equal(
            "PersistentVolume v came after it, on 2026-11-04 10:00Z; nfs.csi.k8s.io made that, and what a provisioner makes is never refused",
            Reason(Cluster(After, Later, volumeMetadata: ", annotations: {pv.kubernetes.io/provisioned-by: nfs.csi.k8s.io}")));

    [Fact]
    public void A_namespace_may_be_left_out() =>
        Assert.Equal(
            "its namespace has the label homelab-storage.io/ignore, so the API server does not ask about it",
            Reason(Cluster(After, Before) + "\n---\n{apiVersion: v1, kind: Namespace, metadata: {name: books, labels: {homelab-storage.io/ignore: ''}}}"));

    [Fact]
    public void An_owner_may_not_be_judged() =>
        Assert.Equal(
            "its owner, CloneSet clones, is not judged itself, and of such an owner only the first pod is refused",
            Reason(Cluster(
                "2026-11-23T10:00:00Z",
                Before,
                claim: "2026-11-23T09:00:00Z",
                metadata: ", ownerReferences: [{apiVersion: apps.kruise.io/v1alpha1, kind: CloneSet, name: clones, uid: u, controller: true}]")));

    private static string Reason(string cluster)
    {
        ManifestReading[] readings = [.. ManifestReader.ReadAll(cluster, "cluster.yaml").Select(Scene.Live)];
        var report = HomelabStorage.Policies.Reports.Audit.Of(readings, Policy, FixedTime.Now) with
        {
            GuardedSince = new DateTimeOffset(2026, 11, 2, 0, 0, 0, TimeSpan.Zero),
        };
        var result = report.Results.Single(r => r.Verdict.Subject is Workload);
        var reason = report.Reason(result);
        Assert.Equal(reason is not "it is older than the webhook", report.IsGap(result));
        Assert.All(report.Results.Where(r => r.Verdict.Findings.Count == 0), r => Assert.Empty(report.Reason(r)));
        return reason;
    }

    private static string Cluster(string workload, string volume, string claim = Before, string metadata = "", string volumeMetadata = "") => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: linkding, namespace: books, creationTimestamp: "{{workload}}"{{metadata}} }
        spec:
          template:
            spec:
              containers: [{name: linkding, image: 'sissbruecker/linkding:1.45.0', volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: data} }]
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data, namespace: books, creationTimestamp: "{{claim}}"}
        spec: {accessModes: [ReadWriteOnce], storageClassName: "", resources: {requests: {storage: 1Gi} } }
        ---
        apiVersion: v1
        kind: PersistentVolume
        metadata: {name: v, creationTimestamp: "{{volume}}"{{volumeMetadata}} }
        spec: {capacity: {storage: 1Gi}, accessModes: [ReadWriteOnce], nfs: {server: 192.0.2.9, path: /x}, claimRef: {namespace: books, name: data} }
        """;
}

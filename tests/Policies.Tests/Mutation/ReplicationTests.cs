using System.Text.Json.Nodes;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Mutation;

/// <summary>Which databases of a pod are replicated, where to, and why others are not.</summary>
public sealed class ReplicationTests
{
    private const string Policy =
        """
        apiVersion: homelab-storage.io/v1alpha1
        kind: StoragePolicy
        metadata: {name: test}
        classes: [{name: nas, backend: csi-driver-nfs}, {name: block, backend: longhorn}]
        matrix: [{data: [sqlite], critical: [block], important: [block], low: [block], never: [nfs], why: x}]
        tiers:
          - {criticality: critical, rpo: 0s, rto: 5m, strategy: litestream}
          - {criticality: important, rpo: 6h, rto: 15m, schedule: '0 */6 * * *', keep: 14}
        protection: {emit: [cronjob], litestream: {image: 'litestream/litestream:0.5.2', replica: 's3://backups/home/?region=eu'}}
        apps:
          - {name: notes, images: [example.com/notes], engine: sqlite, criticality: critical, data: [{path: /db, kind: sqlite, files: [a.db, sub/b c.db]}]}
          - {name: nameless, images: [example.com/nameless], engine: sqlite, criticality: critical, data: [{path: /db, kind: sqlite}]}
          - {name: lesser, images: [example.com/lesser], engine: sqlite, criticality: important, data: [{path: /db, kind: sqlite, files: [a.db]}]}

        """;

    private const string Classes =
        """
        ---
        {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: nas}, provisioner: nfs.csi.k8s.io, parameters: {server: nas, share: /x},
         reclaimPolicy: Retain}
        ---
        {apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: block}, provisioner: driver.longhorn.io, parameters: {numberOfReplicas: '3'},
         reclaimPolicy: Retain}

        """;

    private const string Both = "/db/a.db is not replicated: {0} ; /db/sub/b c.db is not replicated: {0}";

    [Theory]
    [InlineData("notes", "name: v", "", "", "block", "/db/a.db and 1 more replicated to s3://backups/home/")]
    [InlineData("notes", "name: v, readOnly: true", "", "", "block", "")]
    [InlineData("lesser", "name: v", "", "", "block", "")]
    [InlineData("nameless", "name: v", "", "", "block", "/db is not replicated: name its database file under apps in the policy")]
    [InlineData("notes", "name: v, subPathExpr: $(POD_NAME)", "", "", "block", "only the kubelet knows its subPathExpr")]
    [InlineData("notes", "name: v", "", "", "nas", "it is on NFS")]
    [InlineData("notes", "name: v", "", "", "gone", "where its claim is stored is not known")]
    [InlineData("notes", "name: v", ", securityContext: {runAsNonRoot: true}", "", "block", "write securityContext.runAsUser")]
    [InlineData("notes", "name: v", "", "homelab-storage.io/backup: 'false'", "block", "")]
    [InlineData("nameless", "name: v", "", "", "nas", "/db is not replicated: it is on NFS")]
    public void What_stands_in_the_way_is_said(string app, string mount, string container, string annotation, string storageClass, string expected)
    {
        var mutation = OnCreate(app, mount, container, annotation, storageClass);
        var said = string.Join(" ; ", mutation.Warnings.Select(w => w["[litestream] ".Length..]));
        var replicated = expected.Contains("replicated to", StringComparison.Ordinal);
        Assert.Equal(expected.Length == 0 || expected[0] == '/' ? expected : Both.Replace("{0}", expected, StringComparison.Ordinal), said);
        Assert.Equal(replicated ? 4 : 0, Containers(mutation).Length);
    }

    [Theory]
    [InlineData("name: v", "s3://backups/home/books/data/a.db?region=eu s3://backups/home/books/data/sub/b%20c.db?region=eu")]
    [InlineData("name: v, subPath: notes/", "s3://backups/home/books/data/notes/a.db?region=eu s3://backups/home/books/data/notes/sub/b%20c.db?region=eu")]
    public void A_replica_is_addressed_by_namespace_claim_and_file(string mount, string addresses) => Assert.Equal(
        addresses,
        string.Join(
            ' ',
            Containers(OnCreate("notes", mount, "", "", "block"))
                .Select(c => c["args"]!.AsArray())
                .Where(a => (string)a[0]! is "replicate")
                .Select(a => (string)a[2]!)));

    [Theory]
    [InlineData("", "0  False add CHOWN DAC_OVERRIDE")]
    [InlineData(", securityContext: {runAsUser: 0}", "0  False add CHOWN DAC_OVERRIDE")]
    [InlineData(", securityContext: {runAsUser: 1000}", "1000  True")]
    [InlineData(", securityContext: {runAsUser: 1000, runAsGroup: 1001}", "1000 1001 True")]
    [InlineData(", env: [{name: PUID, value: '911'}, {name: PGID, value: '912'}]", "911 912 True")]
    [InlineData(", env: [{name: PUID, value: '911'}]", "911  True")]
    [InlineData(", env: [{name: PUID, value: '911'}], securityContext: {runAsUser: 0, runAsGroup: 5}", "911 5 True")]
    [InlineData(", env: [{name: PUID, value: '911'}], securityContext: {runAsUser: 1000}", "1000  True")]
    [InlineData(", env: [{name: PUID, value: '0'}]", "0  False")]
    [InlineData(", env: [{name: PUID, value: '-1'}]", "0  False add CHOWN DAC_OVERRIDE")]
    [InlineData(", env: [{name: PUID, value: bob}], securityContext: {runAsNonRoot: false}", "0  False add CHOWN DAC_OVERRIDE")]
    public void The_sidecar_is_the_user_whom_the_files_belong_to(string container, string expected)
    {
        var context = Containers(OnCreate("notes", "name: v", container, "", "block"))[0]["securityContext"]!;
        Assert.Equal(["ALL"], context["capabilities"]!["drop"]!.AsArray().Select(c => (string)c!));
        Assert.Equal(
            ("RuntimeDefault", true, false),
            ((string)context["seccompProfile"]!["type"]!, (bool)context["readOnlyRootFilesystem"]!, (bool)context["allowPrivilegeEscalation"]!));
        var added = context["capabilities"]!["add"] is { } add ? $" add {string.Join(' ', add.AsArray())}" : string.Empty;
        Assert.Equal(expected, $"{context["runAsUser"]} {context["runAsGroup"]} {(bool)context["runAsNonRoot"]!}{added}");
    }

    [Theory]
    [InlineData("name: litestream", false)]
    [InlineData("name: my-Litestream-2", false)]
    [InlineData("name: x, image: 'mirror/LiteStream:1'", false)]
    [InlineData("name: x, command: [/bin/litestream, replicate]", false)]
    [InlineData("name: x, args: [not-litestream]", true)]
    [InlineData("name: x", true)]
    public void Who_has_a_replicator_gets_no_second_one(string beside, bool isReplicated) =>
        Assert.Equal(isReplicated, OnCreate("notes", "name: v", "", "", "block", $", {{{beside}}}").Edits.Count > 0);

    private static JsonNode[] Containers(Policies.Mutation.Mutation mutation) =>
        [.. mutation.Edits.SelectMany(edit => edit.Value is JsonArray list ? list.Select(container => container!) : [edit.Value])];

    private static Policies.Mutation.Mutation OnCreate(string app, string mount, string container, string annotation, string storageClass, string beside = "")
    {
        var scene = Scene.Under(
            Policy,
            Classes
            + $"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: books, annotations: "
                + $"{{{(annotation.Length > 0 ? annotation : "x: y")}}}}}, spec: {{accessModes: [ReadWriteOnce], storageClassName: {storageClass}}}}}\n"
            + $"---\n{{apiVersion: v1, kind: Pod, metadata: {{name: app, namespace: books}}, spec: {{containers: [{{name: c, image: "
                + $"example.com/{app}{container}, volumeMounts: [{{mountPath: /db, {mount}}}]}}{beside}], "
            + "volumes: [{name: v, persistentVolumeClaim: {claimName: data}}]}}\n");
        return Mutator.OnCreate(scene.Find<Workload>("app"), scene.Judge, scene.Policy);
    }
}

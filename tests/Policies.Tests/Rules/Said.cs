using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;

namespace HomelabStorage.Policies.Tests.Rules;

/// <summary>What one rule says about an object, whole and in one line.</summary>
internal static class Said
{
    /// <summary>Classes of every sort, none of which has anything wrong with it.</summary>
    public const string Nas = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: truenas-nfs}, provisioner: "
        + "nfs.csi.k8s.io, parameters: {server: nas, share: /x}, reclaimPolicy: Retain}\n";

    public const string Disk = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: local-path}, provisioner: "
        + "rancher.io/local-path, reclaimPolicy: Retain}\n";

    public const string Block = "---\n{apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {name: longhorn-sqlite}, provisioner: "
        + "driver.longhorn.io, parameters: {numberOfReplicas: '3'}, reclaimPolicy: Retain}\n";

    /// <summary>Its findings, then what it cannot tell; empty when it has nothing to say.</summary>
    public static string By(string rule, Scene scene, Manifest asked)
    {
        var verdict = scene.Judge.Of(asked);
        return string.Join(
            " ; ",
            verdict.Findings.Where(d => Is(d.Finding.Rule.Id, rule))
                .Select(d =>
                    $"{Words.Actions.Spell(d.Action)} {Words.Certainties.Spell(d.Finding.Certainty)} {d.Finding.Pointer}: "
                        + $"{d.Finding.Message} | {Written(d.Finding.Remedy)}{string.Concat(d.Finding.Alternatives.Select(way => $" | or {way}"))}")
                .Concat(verdict.Open.Where(open => Is(open.Rule.Id, rule)).Select(open => $"open {open.Pointer}: {open.Message}")));
    }

    /// <summary>A Deployment of an app in namespace home that mounts claim <c>data</c>, or something else, at a path.</summary>
    public static string App(
        string image,
        string path,
        string source = "persistentVolumeClaim: {claimName: data}",
        string spec = "replicas: 1",
        string container = "name: app",
        string mount = "readOnly: false",
        string metadata = "name: app",
        string more = "") =>
        $"---\n{{apiVersion: apps/v1, kind: Deployment, metadata: {{{metadata}, namespace: home}}, spec: {{{spec}, template: {{spec: "
            + $"{{containers: [{{{container}, image: '{image}', volumeMounts: [{{name: v, mountPath: {path}, {mount}}}]}}{more}], volumes: "
                + $"[{{name: v, {source}}}]}}}}}}}}\n";

    /// <summary>Claim <c>data</c> of that namespace.</summary>
    public static string Claim(string spec, string annotations = "x: y", string more = "") =>
        $"---\n{{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{name: data, namespace: home, annotations: {{{annotations}}}{more}}}, "
            + $"spec: {{{spec}}}}}\n";

    /// <summary>What to write. How what is there already gets there is the same for every rule, and has tests of its own.</summary>
    private static string Written(string remedy) => remedy.Split("; to move data: ", 2)[0].Split("; first copy out ", 2)[0];

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}

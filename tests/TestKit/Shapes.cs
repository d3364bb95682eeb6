using System.Globalization;

namespace HomelabStorage.TestKit;

/// <summary>Every direction in which an object, or what is around it, can grow.</summary>
public static class Shapes
{
    private const int Most = Policies.Facts.ObjectSize.MostParts - 20;
    private const int Bytes = Shape.LargestObject - 4096;
    private const string Deployment = "{\"apiVersion\":\"apps/v1\",\"kind\":\"Deployment\"";
    private const string Linkding = "sissbruecker/linkding:1.45.0";

    /// <summary>A folder of a node, so deep that comparing two paths below it is work.</summary>
    private static readonly string LongPath = $"/srv/{Repeat("folder/", 140)}";

    public static IReadOnlyList<Shape> All { get; } =
    [
        Pods(
            "args × mounts",
            Most,
            n => Pod(
                [Container("pad", "registry.example/pad", Mounts(n / 2, i => $"/data/{i}"), args: Many(5 * (n / 2), i => $"\"/data/{i}/x.db\""))],
                [Nfs("v")])),
        Pods(
            "variables × mounts",
            Most,
            n => Pod(
                [Container(
                    "pad",
                    "registry.example/pad",
                    Mounts(n / 2, i => $"/data/{i}"),
                    env: Many(n / 2, i => Variable($"V{i}", $"sqlite:////data/{i}/app.db")))],
                [Nfs("v")])),
        Pods(
            "variables and words of no file",
            Most,
            n => Pod(
                [Container(
                    "pad",
                    "registry.example/pad",
                    Mounts(n / 4, i => $"/data/{i}"),
                    env: Many(n / 2, i => Variable($"V{i}", "x")),
                    args: Many(n, _ => "\"-v\""))],
                [Nfs("v")])),
        Pods(
            "volumes × mounts",
            Most,
            n => Pod([Container("pad", "registry.example/pad", Many(n / 2, i => Mount($"v{i}", $"/data/{i}")))], Many(n / 2, i => Nfs($"v{i}")))),
        Pods(
            "volumes × mounts of an app",
            Most,
            n => Pod([Container("linkding", Linkding, Many(n / 2, i => Mount($"v{i}", $"/data/{i}")))], Many(n / 2, i => ByClaim($"v{i}", "data")))),
        Pods(
            "containers × mounts × volumes",
            Most,
            n => Pod(
                Many(n / 4, i => Container($"c{i}", "registry.example/pad", [Mount($"v{i}", "/data"), Mount("v0", "/other")])),
                Many(n / 4, i => Nfs($"v{i}")))),
        Pods(
            "containers × variables",
            Most,
            n => Pod(
                Many(
                    n / 5,
                    i => Container(
                        $"c{i}",
                        Linkding,
                        [Mount("v", "/etc/linkding/data")],
                        env: [Variable("A", "1"), Variable("LD_X", "2"), Variable("PUID", "3")])),
                [ByClaim("v", "data")])),
        Pods(
            "helpers × siblings",
            Most,
            n => Pod(
                [Container("linkding", Linkding, [Mount("v", "/etc/linkding/data")])],
                [ByClaim("v", "data")],
                init: Many(n / 2, i => Container($"c{i}", "busybox", [Mount("v", $"/fix/{i}")])))),
        Pods(
            "replicators × mounts",
            Most,
            n => Pod(
                [
                    Container("pad", "registry.example/pad", Mounts(n / 3, i => $"/data/{i}")),
                    .. Many(n / 3, i => Container($"c{i}", "litestream/litestream:0.5", [Mount("v", "/db")])),
                ],
                [Nfs("v")])),
        Pods(
            "variables × signals",
            Most,
            n => Pod(
                [Container("linkding", Linkding, [Mount("v", "/etc/linkding/data")], env: Many(n, i => Variable($"LD_{i}", "x")))],
                [ByClaim("v", "data")])),
        Pods(
            "nested paths",
            Most,
            n => Pod(
                [Container("pad", "registry.example/pad", Nested(n / 2, "/")), Container("linkding", Linkding, Nested(n / 4, "/etc/linkding/data/"))],
                [ByClaim("v", "data")])),
        Pods(
            "findings that refuse",
            Most,
            n => Pod(Many(n / 2, i => Container($"c{i}", Linkding, [Mount("v", "/etc/linkding/data", $"part-{i}")])), [ByClaim("v", "data")])),
        Pods(
            "findings × exemptions",
            Most,
            n => Pod(Many(n / 2, i => Container($"c{i}", Linkding, [Mount("v", "/etc/linkding/data", $"part-{i}")])), [ByClaim("v", "data")]),
            n => [Pair("homelab-storage.io/exempt-reason", "so"), Pair("homelab-storage.io/exempt", Repeat("host-path-volume,", n))]),
        Pods(
            "node paths",
            Most,
            n => Pod(
                [Container("linkding", Linkding, Many(n / 2, i => Mount($"v{i}", $"/data/{i}")))],
                Many(n / 2, i => OfNode($"v{i}", LongPath + i)))),
        Pods(
            "mounts of one node path",
            Most,
            n => Pod([Container("linkding", Linkding, Many(n / 2, i => Mount("v", $"/data/{i}", $"part-{i}")))], [OfNode("v", LongPath)])),
        Pods(
            "containers × node paths",
            Most,
            n => Pod(
                Many(n / 4, i => Container($"c{i}", Linkding, [Mount($"v{i}", "/etc/linkding/data"), Mount("v0", "/other")])),
                Many(n / 4, i => OfNode($"v{i}", LongPath + i)))),
        Pods(
            "annotations",
            Most,
            _ => Pod([Container("linkding", Linkding, [Mount("v", "/etc/linkding/data")])], [ByClaim("v", "data")]),
            n => Many(n, i => Pair($"homelab-storage.io/data.v{i}", "sqlight"))),
        Pods(
            "bytes of an annotation",
            Bytes,
            _ => Pod([Container("linkding", Linkding, [Mount("v", "/etc/linkding/data")])], [ByClaim("v", "data")]),
            n => [Pair("homelab-storage.io/exempt-reason", "so"), Pair("homelab-storage.io/exempt", Repeat("host-path-volume,", n / 17))]),
        Pods(
            "bytes of a command line",
            Bytes,
            n => Pod([Container("pad", "registry.example/pad", [Mount("v", "/data")], args: [$"\"{Repeat("x/", n / 2)}\""])], [Nfs("v")])),
        Pods(
            "bytes of a variable",
            Bytes,
            n => Pod(
                [Container("linkding", Linkding, [Mount("v", "/etc/linkding/data")], env: [Variable("LD_DB_ENGINE", Repeat("/x", n / 2))])],
                [ByClaim("v", "data")])),
        Pods(
            "tolerations, which nobody reads",
            80_000,
            n => Pod(
                [Container("linkding", Linkding, [Mount("v", "/etc/linkding/data")])],
                [ByClaim("v", "data")],
                more: $",\"tolerations\":[{string.Join(',', Many(n, i => $$"""{"key":"k{{i}}","operator":"Exists"}"""))}]")),
        Pods(
            "bytes of a ConfigMap",
            1_000_000,
            _ => Pod(
                [Container("linkding", Linkding, [Mount("v", "/etc/linkding/data")], more: ",\"envFrom\":[{\"configMapRef\":{\"name\":\"settings\"}}]")],
                [ByClaim("v", "data")])) with
        {
            Cluster = n => [
                $$"""
                {
                  "apiVersion": "v1",
                  "kind": "ConfigMap",
                  "metadata": {"name": "settings", "namespace": "books"},
                  "data": {"LD_DB_ENGINE": "{{Repeat("x", n)}}"}
                }
                """,
            ],
        },
        new(
            "templates × volumes",
            Most,
            n => Workload(
                "StatefulSet",
                Pod([Container("linkding", Linkding, Many(n / 3, i => Mount($"v{i}", $"/data/{i}")))], Many(n / 3, i => Nfs($"w{i}"))),
                [],
                $",\"volumeClaimTemplates\":[{string.Join(',', Many(n / 3, i => Shape.Claim("books", $"v{i}", "truenas-nfs")))}]"),
            _ => []),
        new(
            "labels of a claim",
            Most,
            n => Shape.Claim("books", "other", "truenas-nfs").Replace(
                "\"namespace\"",
                $"\"labels\":{{{string.Join(',', Many(n, i => Pair($"l{i}", "x")))}}},\"namespace\"",
                StringComparison.Ordinal),
            _ => []),
        new(
            "parameters of a class",
            Most,
            n =>
                $$$"""
                {
                  "apiVersion": "storage.k8s.io/v1",
                  "kind": "StorageClass",
                  "metadata": {"name": "other"},
                  "provisioner": "nfs.csi.k8s.io",
                  "parameters": {{{{string.Join(',', Many(n, i => Pair($"serve{i}", "x")))}}}}
                }
                """,
            _ => []),
        new(
            "workloads of node paths",
            2000,
            _ => Workload("Deployment", Pod([Container("linkding", Linkding, [Mount("v", "/etc/linkding/data")])], [OfNode("v", LongPath)]), [], string.Empty),
            n => Many(
                n,
                i => Workload(
                    "Deployment",
                    Pod([Container("linkding", Linkding, [Mount("v", "/etc/linkding/data")])], [OfNode("v", LongPath + i)]),
                    [],
                    string.Empty,
                    "books",
                    $"app-{i}"))),
        new(
            "makers of a volume's claims",
            2000,
            _ => Volume("v", string.Empty),
            n => Many(n, i => Maker($"app-{i}", 1))),
        new(
            "volumes of a maker's claims",
            2000,
            n => Maker("app", n),
            n => Many(n, i => Volume($"v{i}", $"data-app-{i}"))),
        new(
            "claims of a class",
            2000,
            _ => Shape.Usual.First(),
            n => Many(n, i => Shape.Claim($"ns{i}", "config", "truenas-nfs")).Concat(Many(
                n,
                i => Workload(
                    "Deployment",
                    Pod([Container("linkding", Linkding, [Mount("v", "/etc/linkding/data")])], [ByClaim("v", "config")]),
                    [],
                    string.Empty,
                    $"ns{i}")))),
        new(
            "consumers of a claim",
            2000,
            _ => Shape.Claim("books", "data", "truenas-nfs"),
            n => Many(
                n,
                i => Workload(
                    "Deployment",
                    Pod([Container("linkding", Linkding, [Mount("v", "/etc/linkding/data", $"part-{i}")])], [ByClaim("v", "data")]),
                    [],
                    string.Empty,
                    "books",
                    $"app-{i}"))),
        new(
            "CronJobs of a claim",
            2000,
            _ => Shape.Claim("books", "data", "truenas-nfs"),
            n => Many(
                n,
                i => CronJob($"job-{i}", Pod([Container("c", "postgres:17", [Mount("v", "/var/lib/postgresql/data", $"part-{i}")])], [ByClaim("v", "data")])))),
    ];

    /// <summary>A Deployment whose pod grows.</summary>
    private static Shape Pods(string name, int largest, Func<int, string> spec, Func<int, string[]>? annotations = null) =>
        new(name, largest, n => Workload("Deployment", spec(n), annotations?.Invoke(n) ?? [], string.Empty), _ => []);

    /// <summary>The same pod without the Deployment around it: the kind that is changed as it is made. Any other object as it is.</summary>
    public static string AsPod(string json) => !json.StartsWith(Deployment, StringComparison.Ordinal) ? json : json
        .Replace(Deployment, "{\"apiVersion\":\"v1\",\"kind\":\"Pod\"", StringComparison.Ordinal)
        .Replace("\"spec\":{\"template\":{\"spec\":", "\"spec\":", StringComparison.Ordinal)[..^2];

    private static string Workload(string kind, string spec, string[] annotations, string more, string ns = "books", string name = "linkding") =>
        $$"""{"apiVersion":"apps/v1","kind":"{{kind}}","metadata":{"name":"{{name}}","namespace":"{{ns}}","annotations":{"""
            + string.Join(',', annotations)
            + "}},\"spec\":{\"template\":{\"spec\":"
            + spec
            + $"}}{more}}}}}";

    /// <summary>A StatefulSet that makes claims of a class without a provisioner.</summary>
    private static string Maker(string name, int replicas) => Workload(
        "StatefulSet",
        Pod([Container("linkding", Linkding, [Mount("data", "/etc/linkding/data")])], []),
        [],
        $",\"replicas\":{replicas.ToString(CultureInfo.InvariantCulture)},\"volumeClaimTemplates\":[{Shape.Claim("books", "data", "by-hand")}]",
        "books",
        name);

    /// <summary>A PersistentVolume of that class, kept for a claim or for nobody.</summary>
    private static string Volume(string name, string claim) =>
        $$"""{"apiVersion":"v1","kind":"PersistentVolume","metadata":{"name":"{{name}}"},"spec":{"accessModes":["ReadWriteMany"],"""
            + (claim.Length == 0 ? string.Empty : $$"""
                "claimRef":{"namespace":"books","name":"{{claim}}"},
                """)
            + "\"storageClassName\":\"by-hand\",\"capacity\":{\"storage\":\"50Gi\"},\"nfs\":{\"server\":\"192.0.2.9\",\"path\":\"/p\"}}}";

    private static string CronJob(string name, string spec) =>
        $$"""{"apiVersion":"batch/v1","kind":"CronJob","metadata":{"name":"{{name}}","namespace":"books"},"""
            + "\"spec\":{\"jobTemplate\":{\"spec\":{\"template\":{\"spec\":"
            + spec
            + "}}}}}";

    private static string Pod(string[] containers, string[] volumes, string[]? init = null, string more = "") =>
        $$"""{"initContainers":[{{string.Join(',', init ?? [])}}],"containers":[{{string.Join(',', containers)}}],"""
            + $"\"volumes\":[{string.Join(',', volumes)}]{more}}}";

    private static string Container(string name, string image, string[] mounts, string[]? env = null, string[]? args = null, string more = "") =>
        $$"""{"name":"{{name}}","image":"{{image}}","volumeMounts":[{{string.Join(',', mounts)}}],"""
            + $"\"env\":[{string.Join(',', env ?? [])}],\"args\":[{string.Join(',', args ?? [])}]{more}}}";

    private static string[] Nested(int count, string above) =>
        [.. Enumerable.Range(0, count).Select(i => Mount("v", above + i.ToString(CultureInfo.InvariantCulture) + Repeat("/a", i % 200)))];

    private static string[] Mounts(int count, Func<string, string> path) => Many(count, i => Mount("v", path(i)));

    private static string Mount(string volume, string path, string subPath = "") =>
        $$"""{"name":"{{volume}}","mountPath":"{{path}}","subPath":"{{subPath}}"}""";

    private static string Variable(string name, string value) => $$"""{"name":"{{name}}","value":"{{value}}"}""";

    private static string Nfs(string name) => $$$"""{"name":"{{{name}}}","nfs":{"server":"192.0.2.9","path":"/p"}}""";

    private static string OfNode(string name, string path) => $$$"""{"name":"{{{name}}}","hostPath":{"path":"{{{path}}}"}}""";

    private static string ByClaim(string name, string claim) => $$$"""{"name":"{{{name}}}","persistentVolumeClaim":{"claimName":"{{{claim}}}"}}""";

    private static string Pair(string name, string value) => $"\"{name}\":\"{value}\"";

    private static string Repeat(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string[] Many(int count, Func<string, string> make) =>
        [.. Enumerable.Range(0, count).Select(i => make(i.ToString(CultureInfo.InvariantCulture)))];
}

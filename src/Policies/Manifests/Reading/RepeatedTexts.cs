using System.Buffers;
using System.Collections.Frozen;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Texts that manifests of one cluster repeat by the hundred: of each there is one. They are recognised by their bytes, so that reading one makes none. What is
/// written with an escape is none of them, for none has one.
/// </summary>
public static class RepeatedTexts
{
    private const int Longest = 32;

    /// <summary>What the API and most people write, as counted in repositories of home clusters.</summary>
    private static readonly string[] Usual =
    [
        "v1", "v1beta1", "apps", "batch", "storage.k8s.io", "default", "kube-system", "flux-system", "argocd", "media", "monitoring",
        "Always", "Never", "OnFailure", "Recreate", "RollingUpdate", "Memory", "Filesystem", "Block", "Retain", "Delete",
        "ReadWriteOnce", "ReadWriteMany", "ReadOnlyMany", "ReadWriteOncePod", "Directory", "DirectoryOrCreate", "true", "false",
        "app", "name", "component", "app.kubernetes.io/name", "app.kubernetes.io/instance", "app.kubernetes.io/component", "app.kubernetes.io/version",
        "app.kubernetes.io/managed-by", "app.kubernetes.io/part-of", "helm.sh/chart", "Helm", "pod-template-hash",
        "config", "data", "media", "cache", "tmp", "temp", "downloads", "logs", "backups", "scripts", "shared", "secrets", "http", "metrics",
        "/config", "/data", "/media", "/cache", "/tmp", "/downloads", "/tv", "/movies", "/scripts", "/dev/shm", "/app/config", "/var/lib/postgresql/data",
        "TZ", "PUID", "PGID", "UMASK", "GOMEMLIMIT", "1000", "1001", "1", "002", "8080", "kubernetes.io/hostname", "password", "username",
    ];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Known = Usual
        .Concat(ManifestKinds.All.SelectMany(kind => new[] { kind.Name, kind.ApiVersion }))
        .Where(text => text.Length <= Longest)
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The text of a value that is one.</summary>
    public static string Of(JsonElement text) => Find(JsonMarshal.GetRawUtf8Value(text)[1..^1]) ?? text.GetString()!;

    /// <summary>The name of a field.</summary>
    public static string NameOf(JsonProperty field) => Find(JsonMarshal.GetRawUtf8PropertyName(field)) ?? field.Name;

    private static string? Find(ReadOnlySpan<byte> written)
    {
        Span<char> text = stackalloc char[Longest];
        return Ascii.ToUtf16(written, text, out var length) == OperationStatus.Done && Known.TryGetValue(text[..length], out var known) ? known : null;
    }
}

using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Reads the names of a Secret's keys from what makes the Secret: itself (plain, or encrypted by SOPS, which leaves names alone), a SealedSecret, an
/// ExternalSecret.
/// </summary>
internal static class SecretKeysReader
{
    public static SecretKeys OfSecret(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source) => new()
    {
        Reference = reference,
        Metadata = metadata,
        Source = source,
        Secret = reference.Name,
        Keys = [.. Names(root.Field("data"u8)), .. Names(root.Field("stringData"u8))],
    };

    public static SecretKeys OfSealedSecret(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        var template = spec.Field("template"u8);
        return new SecretKeys
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Secret = reference.Name,
            Keys = [.. Names(spec.Field("encryptedData"u8)), .. Names(template.Field("data"u8))],
            IsComplete = !IsPatch(metadata) && !IsPatch(MetadataReader.Read(template.Field("metadata"u8))),
        };
    }

    /// <summary>An ExternalSecret, whose template replaces what was fetched by its own keys, unless it says otherwise or has none.</summary>
    public static SecretKeys OfExternalSecret(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        var target = spec.Field("target"u8);
        var template = target.Field("template"u8);
        string[] written = [.. Names(template.Field("data"u8))];
        var isTakenFromElsewhere = template.Items("templateFrom"u8).Any();
        var isReplaced = written.Length > 0 && !isTakenFromElsewhere && template.Text("mergePolicy"u8) is not "Merge";
        return new SecretKeys
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Secret = target.Text("name"u8) is { Length: > 0 } name ? name : reference.Name,
            Keys = isReplaced ? written : [.. spec.Items("data"u8).Select(item => item.Text("secretKey"u8)), .. written],
            Written = Written(template),
            IsComplete = (isReplaced || !spec.Items("dataFrom"u8).Any()) && !isTakenFromElsewhere && target.Text("creationPolicy"u8) is not "Merge",
        };
    }

    /// <summary>
    /// What the template of an ExternalSecret writes out beside its placeholders: a kind of database, the beginning of an address. Other engines have
    /// other placeholders.
    /// </summary>
    private static Dictionary<string, string> Written(JsonElement template)
    {
        var written = new Dictionary<string, string>(StringComparer.Ordinal);
        if (template.Text("engineVersion"u8) is not (null or "" or "v2"))
        {
            return written;
        }

        foreach (var (key, text) in template.Map("data"u8))
        {
            var placeholder = text.IndexOf("{{", StringComparison.Ordinal);
            var known = placeholder < 0 ? text.Trim() : text[..placeholder].TrimStart();
            if (placeholder < 0 || known.Contains("://", StringComparison.Ordinal))
            {
                written[key] = known;
            }
        }

        return written;
    }

    /// <summary>A SealedSecret that only adds to a Secret somebody else makes.</summary>
    private static bool IsPatch(Metadata metadata) => metadata.Annotations.GetValueOrDefault("sealedsecrets.bitnami.com/patch") is "true";

    private static IEnumerable<string> Names(JsonElement map) => map.ValueKind == JsonValueKind.Object ? map.EnumerateObject().Select(field => field.Name) : [];
}

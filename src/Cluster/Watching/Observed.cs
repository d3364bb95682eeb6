using System.Security.Cryptography;
using System.Text.Json;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Watching;

/// <summary>An object as the judgement sees it, and a digest of all that the judgement can see.</summary>
/// <param name="Manifest">What is kept of it: the few fields that rules ask for.</param>
/// <param name="Digest">The same for as long as nothing that matters has changed; a new status or resourceVersion does not matter.</param>
public sealed record Observed(Manifest Manifest, UInt128 Digest)
{
    /// <summary>Longer annotations are other tools' notes to themselves, such as the last applied configuration.</summary>
    private const int LongestAnnotation = 512;

    /// <summary>Longer scripts are read by nobody.</summary>
    private const int LongestScript = 64 * 1024;

    /// <summary>Reads an object of a list or of a watch; null for one the judgement cannot use.</summary>
    public static Observed? Of(JsonElement root, WatchedResource resource) => Of(root, resource, out _);

    /// <summary>Reads an object of a list or of a watch; null for one the judgement cannot use, and why not when it should be able to.</summary>
    public static Observed? Of(JsonElement root, WatchedResource resource, out ManifestReading.Unreadable? unreadable)
    {
        var reading = ManifestReader.Read(root, resource.Kind.ApiVersion, resource.Kind.Name);
        unreadable = reading as ManifestReading.Unreadable;
        if (reading is not ManifestReading.Understood { Manifest: var manifest })
        {
            return null;
        }

        if (!manifest.HasName)
        {
            unreadable = new ManifestReading.Unreadable(
                manifest.Reference with { Name = ManifestReader.WithoutName },
                "/metadata/name",
                "its metadata do not say its name");
            return null;
        }

        try
        {
            return new Observed(Kept(manifest), DigestOf(root, manifest));
        }
        catch (InvalidOperationException broken)
        {
            // The name of a field that nobody reads may be no text.
            unreadable = new ManifestReading.Unreadable(manifest.Reference, string.Empty, $"it cannot be read: {broken.Message}");
            return null;
        }
    }

    private static Manifest Kept(Manifest manifest)
    {
        var kept = manifest.Metadata.Annotations.Any(a => !IsKept(a))
            ? manifest with
            {
                Metadata = manifest.Metadata with { Annotations = manifest.Metadata.Annotations.Where(IsKept).ToDictionary(StringComparer.Ordinal) },
            }
            : manifest;
        return kept is ConfigMap configMap ? Variables(configMap) : kept;
    }

    private static bool IsKept(KeyValuePair<string, string> annotation) =>
        annotation.Value.Length <= LongestAnnotation || annotation.Key.StartsWith(Annotation.Prefix, StringComparison.Ordinal);

    /// <summary>
    /// Of a ConfigMap only what can become a container's variable, and the scripts and settings that say what is copied where: dashboards are none of
    /// our business.
    /// </summary>
    private static ConfigMap Variables(ConfigMap configMap) =>
        configMap with
        {
            Entries = configMap.Entries
                .Where(e => (e.Value.Length <= LongestAnnotation && e.Key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-')) || IsOfBackups(e))
                .ToDictionary(StringComparer.Ordinal),
        };

    /// <summary>What stands for all objects of a kind of a maker of backups that may not be listed; nothing for other kinds.</summary>
    public static IReadOnlyList<Observed> Unseen(WatchedResource resource) =>
        resource.Kind.Operated is { } kind ? [new Observed(BackupObject.Unseen(kind), default)] : [];

    /// <summary>A script, or the settings of a replicator.</summary>
    private static bool IsOfBackups(KeyValuePair<string, string> entry) =>
        entry.Value.Length <= LongestScript
        && (entry.Key.EndsWith(".sh", StringComparison.Ordinal)
            || entry.Value.StartsWith("#!", StringComparison.Ordinal)
            || ShippedOperators.All.Any(o => o.Mark("configuration") is { Length: > 0 } file && file.EndsWith($"/{entry.Key}", StringComparison.Ordinal)));

    /// <summary>Everything but what the API server counts; of the status only what is read of it.</summary>
    private static UInt128 DigestOf(JsonElement root, Manifest manifest)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var field in root.EnumerateObject().Where(f => !f.NameEquals("status"u8)))
        {
            if (field.NameEquals("metadata"u8) && field.Value.ValueKind == JsonValueKind.Object)
            {
                foreach (var inner in field.Value
                    .EnumerateObject()
                    .Where(f => !f.NameEquals("resourceVersion"u8) && !f.NameEquals("managedFields"u8) && !f.NameEquals("generation"u8)))
                {
                    Add(hash, inner);
                }
            }
            else
            {
                Add(hash, field);
            }
        }

        foreach (var told in manifest.Past.Values.OrderBy(v => v.Key, StringComparer.Ordinal).SelectMany(v => v.Value.Prepend(v.Key)))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(told));
        }

        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt128LittleEndian(digest);
    }

    private static void Add(IncrementalHash hash, JsonProperty field)
    {
        hash.AppendData(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8PropertyName(field));
        hash.AppendData(System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(field.Value));
    }
}

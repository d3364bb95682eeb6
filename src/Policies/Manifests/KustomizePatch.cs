using System.Text.Json;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests;

/// <summary>A patch of a kustomization, by what it is for.</summary>
/// <param name="Kind">The kind it is for; empty for any.</param>
/// <param name="Name">The name it is for, an expression; empty for any.</param>
/// <param name="File">The file it is written in.</param>
public sealed record KustomizePatch(string Kind, string Name, string File)
{
    /// <summary>The patches of a list whose entries say what they are for; the others say it in files of their own.</summary>
    public static IEnumerable<KustomizePatch> Of(JsonElement list, string file) => list.ValueKind != JsonValueKind.Array ? [] : list.EnumerateArray()
        .Where(p => p.ValueKind == JsonValueKind.Object && p.TryGetProperty("target", out var target) && target.ValueKind == JsonValueKind.Object)
        .Select(p => p.GetProperty("target"))
        .Select(target => new KustomizePatch(Text(target, "kind"), Text(target, "name"), file));

    /// <summary>Whether it is for an object.</summary>
    public bool IsFor(ObjectReference reference) =>
        (Kind.Length == 0 || string.Equals(Kind, reference.Kind, StringComparison.Ordinal))
            && (Name.Length == 0
                || string.Equals(Name, reference.Name, StringComparison.Ordinal)
                || Pattern.Read($"^(?:{Name})$")?.IsMatch(reference.Name) == true);

    private static string Text(JsonElement map, string name) =>
        map.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : string.Empty;
}

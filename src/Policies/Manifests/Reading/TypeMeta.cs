using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>The two fields that every object has and that say what it is: apiVersion and kind.</summary>
internal static class TypeMeta
{
    /// <summary>What an object is called whose own kind cannot be read.</summary>
    private const string Something = "object";

    private const string List = "List";

    /// <summary>What is wrong with them; null when both are text.</summary>
    public static Misfit? Check(JsonElement root) =>
        Check(root.Field("apiVersion"u8), "/apiVersion", "text such as apps/v1") ?? Check(root.Field("kind"u8), "/kind", "text such as Deployment");

    /// <summary>
    /// What is wrong with an object of a kind that every cluster has, where its apiVersion names no group, since no other group is the core one, or where
    /// its kind is spelled with other capitals. Null when nothing is.
    /// </summary>
    public static Misfit? CheckName(ObjectReference reference)
    {
        if (ManifestKinds.Of(reference) is not null)
        {
            return null;
        }

        var isCore = !reference.ApiVersion.Contains('/', StringComparison.Ordinal);
        if (isCore && IsLike(List, reference))
        {
            return string.Equals(List, reference.Kind, StringComparison.Ordinal) ? null : new Misfit("/kind", $"\"{reference.Kind}\"", List);
        }

        return ManifestKinds.All.FirstOrDefault(k => k is { IsJudged: true, IsExtra: false } && IsLike(k.Name, reference)) is not { } meant ? null
            : ManifestKinds.Of(reference.ApiVersion, meant.Name) is not null ? new Misfit("/kind", $"\"{reference.Kind}\"", meant.Name)
            : isCore ? new Misfit("/apiVersion", $"\"{reference.ApiVersion}\"", meant.ApiVersion)
            : null;
    }

    private static bool IsLike(string kind, ObjectReference reference) => string.Equals(kind, reference.Kind, StringComparison.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a document in which they are wrong was meant to be an object: it has both keys, or one of them and a name where objects have it, or one of
    /// them and the items of a list. What has none of them is another tool's.
    /// </summary>
    public static bool IsMeant(JsonElement root) => (Has(root, "apiVersion"u8), Has(root, "kind"u8)) switch
    {
        (true, true) => true,
        (false, false) => false,
        _ => Has(root.Field("metadata"u8), "name"u8)
            || Has(root.Field("metadata"u8), "generateName"u8)
            || (root.Text("kind"u8).EndsWith(List, StringComparison.Ordinal) && Has(root, "items"u8)),
    };

    /// <summary>Whether a document lists objects without being a List, which no tool that applies objects takes.</summary>
    public static bool IsBareList(JsonElement root) => root.ValueKind == JsonValueKind.Array
        && root.EnumerateArray().Any(item => Check(item) is null && (Has(item, "metadata"u8) || Has(item, "items"u8)));

    /// <summary>Whether neither of them is there, as in the items of a list of one kind.</summary>
    public static bool IsLeftToList(JsonElement item) => IsAbsent(item.Field("apiVersion"u8)) && IsAbsent(item.Field("kind"u8));

    /// <summary>The kind of the items of a list that says it for them; null for a list of anything, and for an object that is not a list.</summary>
    public static (string ApiVersion, string Kind)? OfItems(JsonElement list) =>
        list.Text("kind"u8) is [.. { Length: > 0 } kind, 'L', 'i', 's', 't'] ? (list.Text("apiVersion"u8), kind) : null;

    /// <summary>The name of what cannot be read, as far as it goes.</summary>
    public static ObjectReference Named(ObjectReference reference) => reference with
    {
        Kind = reference.Kind.Length > 0 ? reference.Kind : Something,
        Name = reference.Name.Length > 0 ? reference.Name : ManifestReader.WithoutName,
    };

    private static Misfit? Check(JsonElement field, string pointer, string wanted) =>
        field.ValueKind == JsonValueKind.String && !field.ValueEquals(string.Empty) ? null : new Misfit(pointer, FieldType.Spell(field), wanted);

    private static bool Has(JsonElement map, ReadOnlySpan<byte> name) => map.Field(name).ValueKind != JsonValueKind.Undefined;

    private static bool IsAbsent(JsonElement field) => field.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null;
}

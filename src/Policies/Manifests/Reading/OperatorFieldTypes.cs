using static HomelabStorage.Policies.Manifests.Reading.FieldType;
using static HomelabStorage.Policies.Manifests.Reading.FieldTypes;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>The types of what is read of the objects of operators, by the paths that their files in the catalog name.</summary>
internal static class OperatorFieldTypes
{
    private static readonly TextOrMap Either = new();

    /// <summary>Words, but for what may be a mapping and what is a list. What selects may be one selector or several.</summary>
    public static Fields Of(OperatorKind kind) => new([
        ("metadata", ObjectMetadata),
        .. Below([
            .. kind.Fields
                .Where(f => f.Name is not "selectors")
                .SelectMany(f => f.Paths.Select(path => (Path: path, Leaf: MayBeMapping(f) ? (FieldType)Either : Word)))
                .Where(p => !p.Path.StartsWith("/metadata/", StringComparison.Ordinal))
                .Select(p => new Place(p.Path.Split('/')[1..], p.Leaf)),
        ]).Known,
    ]);

    private static bool MayBeMapping(OperatorField field) => field.Name is "method" or "target" or "retention" or "placed";

    private static Fields Below(Place[] places) => new([
        .. places.GroupBy(p => p.Path[0], StringComparer.Ordinal).Select(g => (g.Key, Type([.. g.Select(p => p with { Path = p.Path[1..] })]))),
    ]);

    /// <summary>What is read as a whole and in parts, too, has parts.</summary>
    private static FieldType Type(Place[] places) => Array.FindAll(places, p => p.Path.Length > 0) switch
    {
        [] => places[0].Leaf,
        [{ Path: ["*"] }, ..] => WordList,
        [{ Path: ["*", ..] }, ..] items => new ListOf(Below([.. items.Select(p => p with { Path = p.Path[1..] })])),
        var parts => Below(parts),
    };

    private sealed record Place(string[] Path, FieldType Leaf);
}

using System.Text.Json;

namespace HomelabStorage.Policies.Sections;

/// <summary>The keys a section asks for.</summary>
public sealed record SectionShape(IReadOnlyList<ShapeKey> Keys)
{
    /// <summary>The shape of what a function reads.</summary>
    public static SectionShape Of<T>(Func<SectionReader, T> read)
    {
        var keys = new List<ShapeKey>();
        read(new SectionReader(default(JsonElement), string.Empty, []) { Shape = keys });
        return new SectionShape(keys);
    }
}

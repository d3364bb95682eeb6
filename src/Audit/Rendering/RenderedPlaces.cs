using System.Text.Json;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>Where objects of a rendering were written that cannot be read or judged, so that nobody looks for them in a text that lies nowhere.</summary>
/// <param name="text">What was rendered.</param>
/// <param name="file">The name it goes by.</param>
/// <param name="root">The root it was rendered of.</param>
/// <param name="limit">The longest file that is read.</param>
internal sealed class RenderedPlaces(string text, string file, Root root, int limit)
{
    private readonly Lazy<YamlDocument.Readable[]> _documents = new(() => [.. YamlReader.Read(text, file).OfType<YamlDocument.Readable>()]);

    /// <summary>A reading with the place its object was written at; as it is where that is not known.</summary>
    public ManifestReading Of(ManifestReading reading) => reading switch
    {
        ManifestReading.Unreadable unreadable when Written(unreadable.Position) is { } map =>
            unreadable with { File = map.File, Position = map.Find(unreadable.Pointer) },
        ManifestReading.NotJudged aside when Written(aside.Position) is { } map => aside with { File = map.File, Position = new Position(map.ObjectLine, 1) },
        _ => reading,
    };

    private SourceMap? Written(Position position)
    {
        var rendered = Array.FindLast(_documents.Value, d => d.Source.FirstLine <= position.Line);
        return rendered is not null && Word(rendered.Root, "metadata", "annotations", WrittenFiles.Origin) is { } origin
            && WrittenFiles.PathOf(origin) is { Length: > 0 } path
            && FilePath.Join(root.Folder, path) is var source
            && File.Exists(source)
            && BoundedText.OfFile(source, limit) is BoundedText.Whole whole
                ? Named(whole.Text, source, rendered.Root)
                : null;
    }

    /// <summary>The object of a file that became a rendered one: of its kind and name, or the only one of its kind.</summary>
    private static SourceMap? Named(string written, string source, JsonElement rendered)
    {
        YamlDocument.Readable[] same =
        [
            .. YamlReader.Read(written, source)
                .OfType<YamlDocument.Readable>()
                .Where(d => string.Equals(Word(d.Root, "kind"), Word(rendered, "kind"), StringComparison.Ordinal)),
        ];
        var name = Word(rendered, "metadata", "name") ?? string.Empty;
        return (Array.Find(same, d => string.Equals(Word(d.Root, "metadata", "name"), name, StringComparison.Ordinal))
            ?? Array.Find(same, d => Word(d.Root, "metadata", "name") is { } own && name.Contains(own, StringComparison.Ordinal))
            ?? (same is [var only] ? only : null))?.Source;
    }

    private static string? Word(JsonElement root, params ReadOnlySpan<string> path)
    {
        foreach (var step in path)
        {
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(step, out root))
            {
                return null;
            }
        }

        return root.ValueKind == JsonValueKind.String ? root.GetString() : null;
    }
}

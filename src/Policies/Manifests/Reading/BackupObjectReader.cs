using System.Text.Json;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads an object of a backup operator as its file in the catalog says.</summary>
internal static class BackupObjectReader
{
    public static BackupObject Read(JsonElement root, OperatorKind kind, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        Dictionary<string, IReadOnlyList<string>>? written = null;
        Dictionary<string, IReadOnlyList<string>>? told = null;
        IReadOnlyList<LabelSelector> selectors = [];
        foreach (var field in kind.Fields)
        {
            if (field.Name is "selectors")
            {
                selectors = [.. field.Paths.SelectMany(path => Every(root, path.Split('/').AsSpan(1))).SelectMany(Selectors)];
            }
            else if (field.Paths.Select(path => Texts(root, path)).FirstOrDefault(texts => texts.Count > 0) is { } found)
            {
                (kind.IsOfThePast(field) ? ref told : ref written) ??= new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
                (kind.IsOfThePast(field) ? told : written)![field.Name] = found;
            }
        }

        return new BackupObject
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Kind = kind,
            Written = written is null ? FieldTexts.None : new FieldTexts(written),
            Past = told is null ? FieldTexts.None : new FieldTexts(told),
            Selectors = selectors,
            Schedule = written is not null && written.TryGetValue("schedule", out var when) ? kind.When(when[0]) : null,
        };
    }

    private static JsonElement At(JsonElement root, string path)
    {
        var at = root;
        foreach (var part in path.Split('/').Skip(1))
        {
            at = at.ValueKind == JsonValueKind.Object && at.TryGetProperty(Unescape(part), out var below) ? below : default;
        }

        return at;
    }

    private static IReadOnlyList<string> Texts(JsonElement root, string path)
    {
        if (!path.Contains('*', StringComparison.Ordinal))
        {
            return Text(At(root, path), path) is { Length: > 0 } text ? [text] : [];
        }

        return [.. Every(root, path.Split('/').AsSpan(1)).Select(item => item.AsText()).Where(text => text.Length > 0)];
    }

    /// <summary>Everything that a path leads to: <c>*</c> is every item of a list.</summary>
    private static List<JsonElement> Every(JsonElement at, ReadOnlySpan<string> parts)
    {
        for (var i = 0; i < parts.Length; i++)
        {
            if (parts[i] is "*")
            {
                var found = new List<JsonElement>();
                foreach (var item in at.ValueKind == JsonValueKind.Array ? at.EnumerateArray() : default)
                {
                    found.AddRange(Every(item, parts[(i + 1)..]));
                }

                return found;
            }

            at = at.ValueKind == JsonValueKind.Object && at.TryGetProperty(Unescape(parts[i]), out var below) ? below : default;
        }

        return at.ValueKind == JsonValueKind.Undefined ? [] : [at];
    }

    /// <summary>A mapping reads as the key it stands under; what is in it, where that is a list of numbers and words, behind it.</summary>
    private static string Text(JsonElement element, string path)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return element.AsText();
        }

        var entries = element
            .EnumerateObject()
            .Where(p => p.Value.ValueKind is JsonValueKind.Number or JsonValueKind.String)
            .Select(p => $"{p.Name} {p.Value.AsText()}");
        return path.EndsWith("/retain", StringComparison.Ordinal) || path.EndsWith("/retention", StringComparison.Ordinal)
            ? string.Join(", ", entries)
            : Unescape(path[(path.LastIndexOf('/') + 1)..]);
    }

    private static IEnumerable<LabelSelector> Selectors(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => [ClaimReader.Selector(element)!],
        JsonValueKind.Array => element.EnumerateArray().Select(ClaimReader.Selector).OfType<LabelSelector>(),
        _ => [],
    };

    private static string Unescape(string part) => part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}

namespace HomelabStorage.Policies.Yaml;

/// <summary>Values to set in one object of a file: all of them, or none.</summary>
/// <param name="Map">The object.</param>
/// <param name="Places">JSON Pointers in the object, and the values that are to stand there.</param>
public sealed record YamlEdit(SourceMap Map, IReadOnlyList<(string Pointer, string Value)> Places)
{
    /// <summary>A value as it is written.</summary>
    public static string Spell(string value) => YamlSpelling.Plain(value);

    /// <summary>
    /// The changes of a file's text that make some edits, and the edits that cannot be made for certain. Every document is read a few times, however
    /// many edits it has.
    /// </summary>
    public static (IReadOnlyList<YamlChange> Changes, IReadOnlyList<YamlEdit> Refused) Make(string fileText, IEnumerable<YamlEdit> edits)
    {
        var wanted = edits.ToLookup(e => e.Map.FirstLine);
        var changes = new List<YamlChange>();
        var refused = new List<YamlEdit>();
        foreach (var (text, firstLine, start) in YamlDocuments.Split(fileText))
        {
            var document = new SourceText(text);
            YamlEdit[] same = [.. wanted[firstLine].Where(e => e.Map.HasText(document))];
            refused.AddRange(wanted[firstLine].Except(same));
            if (same.Length > 0)
            {
                var (made, left) = YamlEditor.Set(
                    text,
                    [.. same.Select(e => e with { Places = [.. e.Places.Select(p => (e.Map.Whole(p.Pointer), p.Value))] })]);
                changes.AddRange(made.Select(c => c with { Start = c.Start + start }));
                var leftMaps = left.Select(e => e.Map).ToHashSet(ReferenceEqualityComparer.Instance);
                refused.AddRange(same.Where(e => leftMaps.Contains(e.Map)));
            }
        }

        return (changes, refused);
    }
}

namespace HomelabStorage.Policies.Yaml;

/// <summary>Cuts a text at its document markers.</summary>
internal static class YamlDocuments
{
    public static IEnumerable<(string Text, int FirstLine, int Start)> Split(string text)
    {
        var line = 1;
        var start = 0;
        var firstLine = 1;
        var position = text.StartsWith('\uFEFF') ? 1 : 0;
        start = position;
        while (position < text.Length)
        {
            var end = text.IndexOf('\n', position);
            var next = end < 0 ? text.Length : end + 1;
            if (IsMarker(text.AsSpan(position, next - position)))
            {
                if (position > start)
                {
                    yield return (text[start..position], firstLine, start);
                }

                start = position;
                firstLine = line;
            }

            position = next;
            line++;
        }

        if (start < text.Length)
        {
            yield return (start == 0 ? text : text[start..], firstLine, start);
        }
    }

    private static bool IsMarker(ReadOnlySpan<char> line) =>
        line.StartsWith("---", StringComparison.Ordinal) && (line.Length == 3 || char.IsWhiteSpace(line[3]));
}

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Tells a Kubernetes object that is not YAML from other broken YAML, such as another tool's configuration: by its keys apiVersion and kind.</summary>
internal static class BrokenObject
{
    /// <summary>Whether a text that is not YAML was meant to be an object: one of the two where it begins, or both somewhere.</summary>
    public static bool IsIn(string text) =>
        HasKey(text, "apiVersion", "\"'") || HasKey(text, "kind", "\"'") || (HasKey(text, "apiVersion", " \t\"'-?") && HasKey(text, "kind", " \t\"'-?"));

    /// <summary>Whether a word begins a line or an entry between braces, but for some characters before it. What follows it may be what is broken.</summary>
    private static bool HasKey(string text, string key, string passed)
    {
        for (var at = text.IndexOf(key, StringComparison.Ordinal); at >= 0; at = text.IndexOf(key, at + 1, StringComparison.Ordinal))
        {
            var end = at + key.Length;
            var before = text.AsSpan(0, at).TrimEnd(passed);
            if ((before.IsEmpty || before[^1] is '\n' or '\r' or '{' or ',' or '\uFEFF')
                && (end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_' or '.' or '/')))
            {
                return true;
            }
        }

        return false;
    }
}

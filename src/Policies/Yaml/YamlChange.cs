namespace HomelabStorage.Policies.Yaml;

/// <summary>Some characters of a text and what is to stand in their place.</summary>
/// <param name="Start">Where they begin.</param>
/// <param name="Length">How many they are; none where something is put in.</param>
/// <param name="Text">What is to stand there.</param>
public sealed record YamlChange(int Start, int Length, string Text)
{
    /// <summary>The text with all changes made; they are in order and do not overlap.</summary>
    public static string Apply(string text, IEnumerable<YamlChange> changes)
    {
        var result = new System.Text.StringBuilder(text.Length + 256);
        var at = 0;
        foreach (var change in changes)
        {
            result.Append(text, at, change.Start - at).Append(change.Text);
            at = change.Start + change.Length;
        }

        return result.Append(text, at, text.Length - at).ToString();
    }
}

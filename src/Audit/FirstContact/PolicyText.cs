using System.Text.Encodings.Web;
using HomelabStorage.Audit.Output;

namespace HomelabStorage.Audit.FirstContact;

/// <summary>Text of a policy file that is written for a household.</summary>
internal static class PolicyText
{
    /// <summary>A text of strangers as a value: plain where it can be nothing else, and otherwise between quotes, as JSON and YAML both read it.</summary>
    public static string Quoted(string text) =>
        text.Length > 0 && text.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '.') && text.Contains('-', StringComparison.Ordinal)
            && char.IsAsciiLetter(text[0])
            ? text
            : $"\"{SafeText.Line(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text))}\"";

    /// <summary>A text of strangers in a comment.</summary>
    public static string Remark(string text) => SafeText.Line(text);

    /// <summary>A policy with the value of a key at its top in the place of another, up to the comment or key after it.</summary>
    public static string With(string policy, string key, string value)
    {
        var (start, end) = Place(policy, key);
        return $"{policy[..start]}{value}\n{policy[end..]}";
    }

    /// <summary>A policy with a key at its top as a comment, for an example.</summary>
    public static string Without(string policy, string key)
    {
        var (start, end) = Place(policy, key);
        var lines = policy[start..end].TrimEnd('\n').Split('\n').Select(line => $"# {line}".TrimEnd());
        return With(policy, key, string.Join('\n', lines) + "\n");
    }

    private static (int Start, int End) Place(string policy, string key)
    {
        var start = policy.IndexOf($"\n{key}:", StringComparison.Ordinal) + 1;
        var end = start;
        do
        {
            end = policy.IndexOf('\n', end) + 1;
        }
        while (end > 0 && end < policy.Length && policy[end] is ' ' or '\n');

        return (start, end > 0 ? end : policy.Length);
    }
}

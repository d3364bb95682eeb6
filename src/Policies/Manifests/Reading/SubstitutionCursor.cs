using System.Text;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>A place in a text with Flux's variables, and the pieces that are read from it.</summary>
internal sealed class SubstitutionCursor(string text)
{
    /// <summary>The place.</summary>
    public int At { get; set; }

    /// <summary>The letter there; 0 at the end.</summary>
    public char Now => At < text.Length ? text[At] : '\0';

    /// <summary>The letter behind it; 0 at the end.</summary>
    public char Next => At + 1 < text.Length ? text[At + 1] : '\0';

    /// <summary>Whether a variable begins here.</summary>
    public bool IsVariable => string.CompareOrdinal(text, At, "${", 0, 2) == 0;

    /// <summary>A name; empty where none stands.</summary>
    public string Name()
    {
        var start = At;
        while (char.IsLetterOrDigit(Now) || Now == '_')
        {
            At++;
        }

        return text[start..At];
    }

    /// <summary>One letter, and one more of some.</summary>
    public string Function(string first, string second)
    {
        var start = At;
        At += first.Contains(Now, StringComparison.Ordinal) ? 1 : 0;
        At += Now != '\0' && second.Contains(Now, StringComparison.Ordinal) ? 1 : 0;
        return text[start..At];
    }

    /// <summary>Text up to a variable, or up to a letter that ends it; null where there is none.</summary>
    public string? Plain(string ends, bool isEscaped)
    {
        var plain = new StringBuilder();
        var start = At;
        while (At < text.Length && !IsVariable)
        {
            var isEscape = isEscaped && At + 1 < text.Length && (text[At], text[At + 1]) is ('\\', '/' or '\\') or ('$', '$');
            if (!isEscape && ends.Contains(Now, StringComparison.Ordinal))
            {
                break;
            }

            At += isEscape ? 1 : 0;
            plain.Append(text[At++]);
        }

        return At == start ? null : plain.ToString();
    }

    /// <summary>Goes on behind every such letter that stands here; how many there were.</summary>
    public int SkipAll(char letter)
    {
        var start = At;
        while (Now == letter)
        {
            At++;
        }

        return At - start;
    }
}

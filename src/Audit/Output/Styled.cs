using System.Runtime.InteropServices;

namespace HomelabStorage.Audit.Output;

/// <summary>A text with a style, for terminals that have styles.</summary>
/// <param name="Text">The text.</param>
/// <param name="Code">The number that switches the style on (SGR); 0 for a link.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Styled(string Text, int Code)
{
    /// <summary>The address behind the text; empty where there is none.</summary>
    public string Link { get; init; } = string.Empty;

    public static Styled Linked(string text, string address) => new(text, 0) { Link = address };

    public static Styled Bold(string text) => new(text, 1);

    public static Styled Red(string text) => new(text, 31);

    public static Styled Green(string text) => new(text, 32);

    public static Styled Yellow(string text) => new(text, 33);

    public static Styled Blue(string text) => new(text, 34);

    public static Styled Grey(string text) => new(text, 90);

    /// <inheritdoc/>
    public override string ToString() => Text;
}

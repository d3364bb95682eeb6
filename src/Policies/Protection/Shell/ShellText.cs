using System.Buffers;

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>What stands in words for text that only a run of the script would tell.</summary>
internal static class ShellText
{
    /// <summary>Any text.</summary>
    public const string Open = "…";

    /// <summary>Text that begins no path: a date, the name of a file without its folder.</summary>
    public const string OpenName = "‥";

    private static readonly SearchValues<char> Unknown = SearchValues.Create(Open + OpenName);

    /// <summary>Whether a run would tell more.</summary>
    public static bool IsOpen(string word) => word.AsSpan().ContainsAny(Unknown);
}

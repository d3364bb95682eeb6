using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>The id of a backup, as its files are named: <c>20261125T220800Z-4f2a</c>.</summary>
public static class BackupId
{
    /// <summary>Whether a text is one.</summary>
    public static bool Is(string text) => text.Length == 21
        && DateTime.TryParseExact(text[..16], "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)
        && text[16] == '-'
        && text[17..].All(char.IsAsciiHexDigitLower);
}

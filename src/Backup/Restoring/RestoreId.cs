namespace HomelabStorage.Backup.Restoring;

/// <summary>The id of a restore: eight letters, under which it keeps what was there before.</summary>
internal static class RestoreId
{
    public const string Accepted = "eight letters of 0-9 and a-f, such as 4f2a91bc";

    /// <summary>Whether a text is one. It becomes a part of a folder's name.</summary>
    public static bool Is(string text) => text.Length == 8 && text.All(char.IsAsciiHexDigitLower);
}

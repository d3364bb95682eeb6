using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Whose files are, and whom a program that reads them runs as.</summary>
/// <param name="User">The user's number; 0 for root.</param>
/// <param name="Group">The group's number; null for what the image says.</param>
public sealed record FileOwner(long User, long? Group)
{
    /// <summary>How the annotation is written.</summary>
    public const string Accepted = "UID:GID, such as 1000:1000";

    /// <summary>Reads the annotation; null when the text is not a user.</summary>
    public static FileOwner? Read(string text)
    {
        var parts = text.Split(':');
        return parts.Length <= 2
            && Number(parts[0]) is { } user
            && (parts.Length == 1 || Number(parts[1]) is not null)
            ? new FileOwner(user, parts.Length == 1 ? null : Number(parts[1]))
            : null;
    }

    private static long? Number(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= int.MaxValue ? number : null;
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace HomelabStorage.Backup.Archives;

/// <summary>The names of one backup: FOLDER/TIME-xxxx with an ending a part. The random letters keep two runs of one second apart.</summary>
internal sealed partial record ArchiveName(string Folder, string Id)
{
    private const string Moment = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>Folder and id.</summary>
    public string Whole => $"{Folder}/{Id}";

    /// <summary>The data.</summary>
    public string Archive => Whole + ".tar.gz";

    /// <summary>The manifest, written last: without it there is no backup.</summary>
    public string Manifest => Whole + ".json";

    /// <summary>What the last verification found.</summary>
    public string Verified => Whole + ".verified.json";

    /// <summary>That a person accepted it although it is suspicious.</summary>
    public string Accepted => Whole + ".accepted.json";

    /// <summary>The manifest first, so that no manifest is ever without its archive.</summary>
    public IReadOnlyList<string> InOrderOfDeletion => [Manifest, Verified, Accepted, Archive];

    /// <summary>When the run began, by the clock of the machine it ran on.</summary>
    public DateTimeOffset Time => DateTimeOffset.ParseExact(Id[..16], Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>A name that nobody has used.</summary>
    public static ArchiveName New(string folder, DateTimeOffset now) =>
        new(folder, $"{now.UtcDateTime.ToString(Moment, CultureInfo.InvariantCulture)}-{RandomNumberGenerator.GetHexString(4, lowercase: true)}");

    /// <summary>The backup an object is a part of; null for an object that is none of ours.</summary>
    public static ArchiveName? Of(string objectName) =>
        Part().Match(objectName) is { Success: true } match ? Checked(new ArchiveName(match.Groups["folder"].Value, match.Groups["id"].Value)) : null;

    /// <summary>Reads a backup's name as people paste it: with or without ending.</summary>
    public static ArchiveName? Read(string text) => Of(text) ?? Of(text + ".json");

    private static ArchiveName? Checked(ArchiveName name) =>
        DateTimeOffset.TryParseExact(name.Id[..16], Moment, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _) ? name : null;

    [GeneratedRegex(
        @"^(?<folder>[^/]+/[^/]+/[^/]+)/(?<id>\d{8}T\d{6}Z-[0-9a-f]{4})\.(tar\.gz|json|verified\.json|accepted\.json)\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Part();
}

using System.Globalization;
using HomelabStorage.Backup.Databases;
using HomelabStorage.Backup.Posix;

namespace HomelabStorage.Backup.Tests;

/// <summary>A tree as text, to compare two: mode, owner, time, size, content, links, extended attributes.</summary>
internal static class Trees
{
    public static IReadOnlyList<string> Describe(string root, bool withOwner = true, Func<string, bool>? isWanted = null) =>
        [.. Directory.EnumerateFileSystemEntries(root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(p => Path.GetRelativePath(root, p))
            .Where(p => isWanted?.Invoke(p) ?? true)
            .Prepend(".")
            .Order(StringComparer.Ordinal)
            .Select(p => Line(root, p, withOwner))];

    private static string Line(string root, string path, bool withOwner)
    {
        var whole = Path.Combine(root, path);
        var status = FileStatus.Find(whole)!.Value;
        var content = status.Kind switch
        {
            // A copy by the backup API has the same pages and another change counter.
            FileKind.File when DatabaseHeader.Read(File.ReadAllBytes(whole)) is not null => "a database",
            FileKind.File => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(whole)))[..16],
            FileKind.Link => new FileInfo(whole).LinkTarget,
            _ => string.Empty,
        };
        var owner = withOwner ? $"{status.User}:{status.Group}" : string.Empty;
        var (size, links) = status.Kind == FileKind.File ? (status.Size, status.Links) : (0, status.Kind == FileKind.Link ? status.Links : 0);
        var attributes = string.Join(',', ExtendedAttributes.Of(whole).OrderBy(a => a.Key, StringComparer.Ordinal));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{path} {status.Kind} {Convert.ToString(status.Mode, 8)} {owner} {status.Modified.Seconds}.{status.Modified.Nanoseconds:000000000} "
                + $"{size} {links} {(status.IsSparse ? "sparse" : "full")} {content} {attributes}");
    }
}

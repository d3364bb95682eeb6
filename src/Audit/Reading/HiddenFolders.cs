using HomelabStorage.Audit.Rendering;

namespace HomelabStorage.Audit.Reading;

/// <summary>Folders that are not looked into because their names begin with a dot, and in which manifests may be all the same.</summary>
internal static class HiddenFolders
{
    /// <summary>How the folders of Git begin, and of those who host it: YAML of theirs is no manifest.</summary>
    private const string OfGit = ".git";

    private static readonly EnumerationOptions Below = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = true,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    private static readonly EnumerationOptions Here = new() { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint };

    /// <summary>Those directly in some folders that hold YAML.</summary>
    public static IEnumerable<string> Of(IEnumerable<string> folders) => folders
        .Where(Directory.Exists)
        .SelectMany(folder => Directory.EnumerateDirectories(folder, ".*", Here))
        .Where(folder => !Path.GetFileName(folder).StartsWith(OfGit, StringComparison.Ordinal) && HoldsYaml(folder))
        .Select(FilePath.Spell)
        .Order(StringComparer.Ordinal);

    private static bool HoldsYaml(string folder) => Directory.EnumerateFiles(folder, "*.y*ml", Below).Any();
}

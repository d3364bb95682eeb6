using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Restoring;

/// <summary>What earlier restores of a volume moved aside.</summary>
internal static class KeptCopies
{
    /// <summary>The ids of the restores, the last one first.</summary>
    public static IReadOnlyList<string> In(string folder) =>
    [
        .. Directory.EnumerateDirectories(folder, Leftovers.Before + "*")
            .OrderByDescending(path => File.GetLastWriteTimeUtc(path))
            .Select(path => Path.GetFileName(path)[Leftovers.Before.Length..])
            .Where(RestoreId.Is),
    ];

    /// <summary>That there is none of an id.</summary>
    public static string Missing(string folder, string id) => $"{folder} has no copy that restore {id} moved aside; "
        + (In(folder) is { Count: > 0 } kept ? $"there are {string.Join(", ", kept)}" : "there is none of any restore");
}

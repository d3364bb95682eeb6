namespace HomelabStorage.Backup.Restoring;

/// <summary>The name of an archive's entry as a path below the destination.</summary>
internal static class EntryPath
{
    /// <summary>The path with "." for the root; null for a name that would leave the destination or that no backup of ours has.</summary>
    public static string? Read(string name)
    {
        var path = name.EndsWith('/') ? name[..^1] : name;
        if (path is ".")
        {
            return path;
        }

        return path.Length > 0 && !path.Contains('\0', StringComparison.Ordinal) && !path.Split('/').Any(part => part is "" or "." or "..") ? path : null;
    }
}

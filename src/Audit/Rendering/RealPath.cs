namespace HomelabStorage.Audit.Rendering;

/// <summary>Where a path leads once every link on it is followed.</summary>
internal static class RealPath
{
    public static string Of(string path)
    {
        var real = "/";
        foreach (var part in Path.GetFullPath(path.Length == 0 ? "." : path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            real = Within(real, part);
        }

        return real;
    }

    /// <summary>The same of an entry of a folder that is no link, nor below one.</summary>
    public static string Within(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        return entry.LinkTarget is not null && End(entry) is { } target ? Of(target.FullName) : path;
    }

    /// <summary>Where a link ends; null where it leads back to itself.</summary>
    private static FileSystemInfo? End(FileSystemInfo link)
    {
        try
        {
            return link.ResolveLinkTarget(returnFinalTarget: true);
        }
        catch (IOException)
        {
            return null;
        }
    }
}

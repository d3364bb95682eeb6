namespace HomelabStorage.Audit.Rendering;

/// <summary>Where a path leads once every link on it is followed.</summary>
internal static class RealPath
{
    public static string Of(string path)
    {
        var real = "/";
        foreach (var part in Path.GetFullPath(path.Length == 0 ? "." : path).Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var next = Path.Combine(real, part);
            FileSystemInfo entry = Directory.Exists(next) ? new DirectoryInfo(next) : new FileInfo(next);
            real = entry.LinkTarget is not null && entry.ResolveLinkTarget(returnFinalTarget: true) is { } target ? Of(target.FullName) : next;
        }

        return real;
    }
}

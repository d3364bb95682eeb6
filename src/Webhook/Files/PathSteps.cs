namespace HomelabStorage.Webhook.Files;

/// <summary>
/// The places that decide what a path leads to: every link on the way, such as the <c>..data</c> of a mounted Secret, and the file at its end.
/// </summary>
internal static class PathSteps
{
    /// <summary>As many links as Linux follows.</summary>
    private const int MostLinks = 40;

    /// <summary>Each place as the folder it is in and its name there.</summary>
    public static IEnumerable<(string Folder, string Name)> Of(string path)
    {
        var rest = new Stack<string>();
        var folder = Begin(Path.GetFullPath(path), rest);
        var links = 0;
        while (rest.TryPop(out var name))
        {
            var place = Path.Combine(folder, name);
            var target = new FileInfo(place).LinkTarget;
            if (target is not null || rest.Count == 0)
            {
                yield return (folder, name);
            }

            folder = target is null || ++links > MostLinks ? place : Begin(Path.GetFullPath(target, folder), rest);
        }
    }

    /// <summary>Puts the names of a path on top of those that are left, and says where they begin.</summary>
    private static string Begin(string path, Stack<string> rest)
    {
        var root = Path.GetPathRoot(path)!;
        foreach (var name in path[root.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            rest.Push(name);
        }

        return root;
    }
}

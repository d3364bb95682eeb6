namespace HomelabStorage.Policies.Manifests;

/// <summary>
/// Paths in a container, in a volume and on a node. They are compared only once they are resolved: <c>/data/.</c> and <c>/x/../data</c> are the same
/// folder.
/// </summary>
public static class MountPath
{
    /// <summary>The absolute path without <c>.</c>, <c>..</c> and empty parts: one leading and no trailing slash.</summary>
    public static string Normalise(string path)
    {
        var trimmed = path.Trim();
        return trimmed.StartsWith('/') && IsResolved(trimmed.AsSpan(1)) ? trimmed : "/" + Resolve(trimmed);
    }

    /// <summary>The path within a volume without <c>.</c>, <c>..</c> and empty parts; empty for all of the volume.</summary>
    public static string Within(string path) => IsResolved(path) ? path : Resolve(path);

    /// <summary>Whether <paramref name="path"/> is <paramref name="parent"/> or lies below it.</summary>
    public static bool Contains(string parent, string path) =>
        parent.Length <= 1
        || (path.StartsWith(parent, StringComparison.Ordinal) && (path.Length == parent.Length || path[parent.Length] == '/'));

    /// <summary>Whether one of two paths within a volume is the other or lies below it.</summary>
    public static bool Overlap(string one, string other) =>
        one.Length == 0 || other.Length == 0 || IsOrBelow(one, other) || IsOrBelow(other, one);

    /// <summary>How many characters of whole folder names two paths share at their beginning.</summary>
    public static int Shared(string one, string other)
    {
        var common = one.AsSpan().CommonPrefixLength(other);
        var wholeOne = common == one.Length || one[common] == '/';
        var wholeOther = common == other.Length || other[common] == '/';
        return wholeOne && wholeOther ? common : one.AsSpan(0, common).LastIndexOf('/') + 1;
    }

    private static bool IsOrBelow(string parent, string path) =>
        path.StartsWith(parent, StringComparison.Ordinal) && (path.Length == parent.Length || path[parent.Length] == '/');

    /// <summary>Whether nothing is to be done, which is so for almost every path there is.</summary>
    private static bool IsResolved(ReadOnlySpan<char> path)
    {
        while (path.Length > 0)
        {
            var slash = path.IndexOf('/');
            if ((slash < 0 ? path : path[..slash]) is "" or "." or ".." || slash == path.Length - 1)
            {
                return false;
            }

            path = slash < 0 ? [] : path[(slash + 1)..];
        }

        return true;
    }

    /// <summary>Nothing leads out of the root.</summary>
    private static string Resolve(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Split('/'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case "..":
                    if (parts.Count > 0)
                    {
                        parts.RemoveAt(parts.Count - 1);
                    }

                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }

        return string.Join('/', parts);
    }
}

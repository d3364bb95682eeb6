namespace HomelabStorage.Policies.Manifests;

/// <summary>Absolute paths in a container.</summary>
public static class MountPath
{
    /// <summary>The path with one leading and no trailing slash.</summary>
    public static string Normalise(string path)
    {
        var trimmed = path.Trim().Replace("//", "/", StringComparison.Ordinal).TrimEnd('/');
        return trimmed.StartsWith('/') ? trimmed : "/" + trimmed;
    }

    /// <summary>Whether <paramref name="path"/> is <paramref name="parent"/> or lies below it.</summary>
    public static bool Contains(string parent, string path) =>
        parent.Length <= 1
        || (path.StartsWith(parent, StringComparison.Ordinal) && (path.Length == parent.Length || path[parent.Length] == '/'));
}

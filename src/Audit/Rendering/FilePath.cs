namespace HomelabStorage.Audit.Rendering;

/// <summary>How paths are spelled in reports.</summary>
internal static class FilePath
{
    /// <summary>A path from a folder, spelled as the folder is.</summary>
    public static string Join(string folder, string path) => Spell(folder.Length == 0 ? path : $"{folder}/{path}");

    /// <summary>A path without needless steps.</summary>
    public static string Spell(string path)
    {
        var parts = new List<string>();
        foreach (var part in path.Replace('\\', '/').Split('/'))
        {
            if (part is ".." && parts.Count > 0 && parts[^1] is not (".." or ""))
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else if (part is not "." && (part.Length > 0 || parts.Count == 0))
            {
                parts.Add(part);
            }
        }

        return parts is [""] ? "/" : string.Join('/', parts is ["", _, ..] && !path.StartsWith('/') ? parts.Skip(1) : parts);
    }
}

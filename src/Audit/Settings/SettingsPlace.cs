using HomelabStorage.Audit.Rendering;

namespace HomelabStorage.Audit.Settings;

/// <summary>Where settings are: beside what is audited, or above it up to the top of its repository.</summary>
internal static class SettingsPlace
{
    /// <summary>The name of the file.</summary>
    public const string Name = ".homelab-storage.yaml";

    /// <summary>The nearest file of settings of each of these; none where there is none.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> named) => [.. named.Select(Nearest).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The top of the repository a folder is in; the folder itself where it is in none.</summary>
    public static string Top(string folder)
    {
        for (var at = folder; at is { Length: > 0 }; at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, ".git")))
            {
                return at;
            }
        }

        return folder;
    }

    /// <summary>A path as whoever stands in the current folder spells it.</summary>
    public static string Spell(string path) =>
        Path.GetRelativePath(RealPath.Of("."), Path.GetFullPath(path)) is var near && near.StartsWith("..", StringComparison.Ordinal)
            ? Path.GetFullPath(path)
            : near;

    private static string? Nearest(string named)
    {
        var real = RealPath.Of(named);
        var folder = Directory.Exists(real) ? real : Path.GetDirectoryName(real)!;
        var top = Top(folder);
        for (var at = folder; at is { Length: > 0 }; at = Path.GetDirectoryName(at))
        {
            if (Path.Exists(Path.Combine(at, Name)))
            {
                return Path.Combine(at, Name);
            }

            if (string.Equals(at, top, StringComparison.Ordinal))
            {
                break;
            }
        }

        return null;
    }
}

namespace HomelabStorage.Audit.Settings;

/// <summary>A key of a file of settings.</summary>
/// <param name="Key">The flag without its dashes.</param>
/// <param name="Kind">What its values are.</param>
/// <param name="Values">What was written; none where it was not.</param>
internal sealed record Setting(string Key, SettingKind Kind, IReadOnlyList<string> Values)
{
    /// <summary>The flag.</summary>
    public string Option => $"--{Key}";

    /// <summary>The values as a command line has them.</summary>
    public IEnumerable<string> Arguments => Values.SelectMany(value => new[] { Option, value });

    /// <summary>What is wrong with the files it names, each with its place in the list; paths begin at the folder of the settings.</summary>
    public IEnumerable<(int Index, string Complaint)> Complaints(string folder, string top) => Values
        .Select((value, index) => (index, Complaint: Complaint(PathIn(value), folder, top)))
        .Where(c => c.Complaint.Length > 0);

    /// <summary>The same with paths as whoever runs it spells them.</summary>
    public Setting From(string folder) => this with
    {
        Values =
        [
            .. Values.Select(value => PathIn(value) is { Length: > 0 } path ? value[..^path.Length] + SettingsPlace.Spell(Path.Combine(folder, path)) : value),
        ],
    };

    /// <summary>The file that a value names; empty where it names none.</summary>
    private string PathIn(string value) => Kind switch
    {
        SettingKind.File => value,
        SettingKind.Formats when value.IndexOf('=', StringComparison.Ordinal) is >= 0 and var at => value[(at + 1)..],
        _ => string.Empty,
    };

    /// <summary>Nothing is read or written for a repository outside of it, nor among what git keeps there.</summary>
    private static string Complaint(string path, string folder, string top)
    {
        if (path.Length == 0)
        {
            return string.Empty;
        }

        var within = Path.GetRelativePath(top, Path.GetFullPath(Path.Combine(folder, path)));
        return Path.IsPathRooted(path) || within is ".." || within.StartsWith("../", StringComparison.Ordinal)
            ? $"'{path}' leads out of the repository; settings name files in it, from their own folder"
            : within.Split('/').Contains(".git", StringComparer.Ordinal) ? $"'{path}' is git's own"
            : string.Empty;
    }
}

using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>What an app keeps at one path.</summary>
public sealed record AppData
{
    /// <summary>The absolute path in the container; empty when only <see cref="Variable"/> says it.</summary>
    public required string Path { get; init; }

    /// <summary>What is stored there.</summary>
    public required DataKind Kind { get; init; }

    /// <summary>Database files below the path.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>Those of the files that are SQLite databases, as absolute paths, where nothing moves the path.</summary>
    public IReadOnlyList<string> Databases { get; init; } = [];

    /// <summary>The product that writes there, where it is not the app itself; empty otherwise.</summary>
    public string Product { get; init; } = string.Empty;

    /// <summary>What is stored there once a switch has moved the database elsewhere.</summary>
    public DataKind Otherwise { get; init; } = DataKind.Config;

    /// <summary>What else is stored there.</summary>
    public IReadOnlyList<DataKind> Also { get; init; } = [];

    /// <summary>The environment variable that moves the path; empty for none.</summary>
    public string Variable { get; init; } = string.Empty;

    /// <summary>How bad a loss of this path would be, where it differs from the app.</summary>
    public Criticality? Criticality { get; init; }

    /// <summary>A condition that a pod does not show; empty when the entry always holds.</summary>
    public string Condition { get; init; } = string.Empty;

    /// <summary>What a copy of it is worth that is taken while the app runs.</summary>
    public Copying Copying { get; init; }

    /// <summary>
    /// The images that use the path, as <c>repository:tag</c> with stars; a pattern after <c>!</c> takes images out again. Empty for all of the
    /// app's.
    /// </summary>
    public IReadOnlyList<string> Images { get; init; } = [];

    /// <summary>The versions that use it; null for all.</summary>
    public VersionRange? Versions { get; init; }

    /// <summary>
    /// Whether the image declares a VOLUME there: where nothing is mounted at this very path, the runtime lays an empty one of its own over it.
    /// </summary>
    public bool IsVolume { get; init; }

    /// <summary>The key of the settings file that moves it; empty for none.</summary>
    public string Key { get; init; } = string.Empty;

    /// <summary>The option of the command line that moves it, such as <c>--data-dir</c>; empty for none.</summary>
    public string Option { get; init; } = string.Empty;

    /// <summary>Whether only older releases of the image use the path.</summary>
    public bool IsLegacy { get; init; }

    /// <summary>Whether a folder below the path, wherever that is, holds the database files, or is the folder that their stars stand for.</summary>
    public bool HasFilesAt(string path, string folder) =>
        Files.Any(file => MountPath.Contains(folder, $"{path}/{file}")
            || (file.Contains('*', StringComparison.Ordinal) && new Wildcard($"{path}/{file}").Matches(folder)));

    /// <summary>Whether an image, in the version its tag tells, may use the path.</summary>
    public bool IsOf(ImageReference image)
    {
        if (Versions is { } versions && !versions.MayHold(image.Tag))
        {
            return false;
        }

        if (Images.Count == 0)
        {
            return true;
        }

        var name = $"{image.Repository}:{image.Tag}";
        var isIn = Images[0].StartsWith('!');
        foreach (var pattern in Images)
        {
            isIn = pattern.StartsWith('!') ? isIn && !new Wildcard(pattern[1..]).Matches(name) : isIn || new Wildcard(pattern).Matches(name);
        }

        return isIn;
    }
}

using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>What an app keeps at one path.</summary>
public sealed record AppData
{
    /// <summary>The absolute path in the container; empty when only <see cref="Variable"/> says it.</summary>
    public required string Path { get; init; }

    /// <summary>What lies there.</summary>
    public required DataKind Kind { get; init; }

    /// <summary>Database files below the path.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>The product that writes there, where it is not the app itself; empty otherwise.</summary>
    public string Product { get; init; } = string.Empty;

    /// <summary>What lies there once a switch has moved the database elsewhere.</summary>
    public DataKind Otherwise { get; init; } = DataKind.Config;

    /// <summary>What else lies there.</summary>
    public IReadOnlyList<DataKind> Also { get; init; } = [];

    /// <summary>The environment variable that moves the path; empty for none.</summary>
    public string Variable { get; init; } = string.Empty;

    /// <summary>How bad a loss of this path would be, where it differs from the app.</summary>
    public Criticality? Criticality { get; init; }

    /// <summary>A condition that a pod does not show; empty when the entry always holds.</summary>
    public string Condition { get; init; } = string.Empty;

    /// <summary>What a copy of it is worth that is taken while the app runs.</summary>
    public Copying Copying { get; init; }

    /// <summary>Whether only older releases of the image use the path.</summary>
    public bool IsLegacy { get; init; }
}

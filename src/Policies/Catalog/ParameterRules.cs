namespace HomelabStorage.Policies.Catalog;

/// <summary>What StorageClass.parameters may hold for one backend.</summary>
public sealed record ParameterRules
{
    /// <summary>Every parameter the provisioner reads.</summary>
    public required IReadOnlyList<string> Known { get; init; }

    /// <summary>Those without which it makes no volume.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Whether upper and lower case are the same to it.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>Whether it makes no volume when it meets another one; otherwise it passes over it.</summary>
    public bool RefusesOthers { get; init; }
}

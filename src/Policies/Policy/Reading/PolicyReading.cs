using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Reading;

/// <summary>What became of a policy file.</summary>
public abstract record PolicyReading
{
    private PolicyReading()
    {
    }

    /// <summary>What it risks, in the order of the file; none of it makes a policy invalid.</summary>
    public IReadOnlyList<PolicyError> Warnings { get; init; } = [];

    /// <summary>A policy.</summary>
    public sealed record Valid(StoragePolicy Policy) : PolicyReading;

    /// <summary>Everything that is wrong with it, in the order of the file.</summary>
    public sealed record Invalid(IReadOnlyList<PolicyError> Errors) : PolicyReading;
}

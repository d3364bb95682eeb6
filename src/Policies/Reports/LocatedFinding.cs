using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Reports;

/// <summary>A finding and the place of what it is about.</summary>
/// <param name="Decision">The finding, and what the policy does with it.</param>
/// <param name="File">The file the field is written in: that of the object, or of a patch that set it.</param>
/// <param name="Region">Where in the file.</param>
public sealed record LocatedFinding(Decision Decision, string File, Region Region)
{
    /// <summary>Where it begins.</summary>
    public Position Position => Region.Start;

    /// <summary>Whether it is known from before, so that nobody is to be told again.</summary>
    public bool IsKnown { get; init; }
}

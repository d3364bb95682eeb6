using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Reports;

/// <summary>The verdict about one object, with where the object is written.</summary>
public sealed record AuditResult(Verdict Verdict, string File, Position Position, IReadOnlyList<LocatedFinding> Findings)
{
    /// <summary>The cluster it is in, where the files are of several; empty otherwise.</summary>
    public string Cluster { get; init; } = string.Empty;
}

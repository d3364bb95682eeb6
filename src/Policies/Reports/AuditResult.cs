using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Reports;

/// <summary>The verdict about one object, with where the object is written.</summary>
public sealed record AuditResult(Verdict Verdict, string File, Position Position, IReadOnlyList<LocatedFinding> Findings);

using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Reports;

/// <summary>A finding and the place of what it is about.</summary>
public sealed record LocatedFinding(Decision Decision, Position Position);

using HomelabStorage.Policies.Judgement;

namespace HomelabStorage.Policies.Reports;

/// <summary>How verdicts are spelled in reports.</summary>
public static class VerdictWords
{
    /// <summary>The spelling of a verdict.</summary>
    public static string Spell(VerdictKind kind) => kind switch
    {
        VerdictKind.Deny => "deny",
        VerdictKind.Warn => "warn",
        VerdictKind.Unknown => "unknown",
        _ => "allow",
    };
}

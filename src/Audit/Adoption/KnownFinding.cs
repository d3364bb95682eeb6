using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Adoption;

/// <summary>A finding that is known, and how often its like is.</summary>
/// <param name="Identity">Which finding.</param>
/// <param name="Action">The strongest action it was known with; it is known with a milder one too.</param>
/// <param name="Count">How many there are that nothing tells apart.</param>
internal sealed record KnownFinding(FindingIdentity Identity, RuleAction Action, int Count)
{
    /// <summary>How messages name it.</summary>
    public string Spoken => $"{Words.Actions.Spell(Action)} {Identity.Rule} of {Identity.Subject}"
        + (Identity.About.Length > 0 ? $" ({Identity.About})" : string.Empty);
}

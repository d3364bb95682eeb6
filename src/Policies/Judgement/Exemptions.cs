using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Policies.Judgement;

/// <summary>
/// What the user has decided to live with: by annotation on the object or its namespace, or in the policy file. Read once for all findings about an
/// object.
/// </summary>
internal sealed class Exemptions(SubjectFacts facts, StoragePolicy policy)
{
    private readonly AnnotatedExemption? _own = AnnotatedExemption.Of(facts.Manifest.Metadata.Annotations);
    private readonly AnnotatedExemption? _ofNamespace = AnnotatedExemption.Of(facts.Surroundings.Namespace.Annotations);

    /// <summary>The finding with the reason why it is acceptable; null when nobody says so.</summary>
    public Exempted? Of(RuleOutcome.Finding finding)
    {
        if (Holds(_own, finding))
        {
            return new Exempted(finding, _own!.Exemption.Reason);
        }

        if (Holds(_ofNamespace, finding))
        {
            return new Exempted(finding, _ofNamespace!.Exemption.Reason);
        }

        for (var i = 0; i < policy.Exemptions.Count; i++)
        {
            if (Covers(policy.Exemptions[i], finding.Rule.Id, facts.Manifest.Reference) && !EndedExemption.Is(policy.Exemptions[i], finding, Today))
            {
                return new Exempted(finding, policy.Exemptions[i].Reason);
            }
        }

        return null;
    }

    /// <summary>A finding that nobody bears; with a word about the exemption that did, where there was one.</summary>
    public RuleOutcome.Finding Unborne(RuleOutcome.Finding finding)
    {
        if (_own?.Covers(finding) == true)
        {
            return EndedExemption.Annotated(_own, facts.Manifest.Spoken, finding, Today);
        }

        if (_ofNamespace?.Covers(finding) == true)
        {
            return EndedExemption.Annotated(_ofNamespace, $"Namespace {facts.Surroundings.Namespace.Name}", finding, Today);
        }

        // An entry without names is for whatever has these facts; nothing of it ends where others are, but with its day it does.
        var listed = policy.Exemptions.FirstOrDefault(e => Covers(e, finding.Rule.Id, facts.Manifest.Reference)
            && (e.Names.Count > 0 || e.Given.IsEmpty || e.Given.Otherwise(finding.Grounds).Length == 0));
        return listed is null ? finding : EndedExemption.Listed(listed, policy, finding, Today);
    }

    private DateOnly Today => facts.Surroundings.Today;

    private bool Holds(AnnotatedExemption? annotated, RuleOutcome.Finding finding) =>
        annotated?.Covers(finding) == true && !EndedExemption.Is(annotated.Exemption, finding, Today);

    private static bool Covers(Exemption exemption, string rule, ObjectReference reference) =>
        exemption.Rules.Any(r => r is "*" || string.Equals(r, rule, StringComparison.Ordinal))
        && (exemption.Kinds.Count == 0 || exemption.Kinds.Contains(reference.Kind, StringComparer.OrdinalIgnoreCase))
        && (exemption.Namespaces.Count == 0 || exemption.Namespaces.Any(n => n.Matches(reference.Namespace)))
        && (exemption.Names.Count == 0 || exemption.Names.Any(n => n.Matches(reference.Name)));
}

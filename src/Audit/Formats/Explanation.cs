using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>Why a verdict is what it is: the chain of each mount, how sure each link is, the matrix, and every rule's answer.</summary>
internal static class Explanation
{
    public static void Write(Verdict verdict, StoragePolicy policy, Terminal terminal)
    {
        var page = terminal.Styled();
        page.Line($"{Styled.Bold(verdict.Subject.Spoken)}{Place(verdict)}: {VerdictWords.Spell(verdict.Kind)}");
        Facts(verdict, policy, page);
        if (verdict.Facts is not { } facts)
        {
            return;
        }

        page.Line($"  rules:");
        foreach (var rule in RuleCatalog.All)
        {
            page.Line($"    {rule.Info.Id}: {Answer(rule.Info, verdict, facts, policy)}");
        }

        page.Line();
    }

    /// <summary>The same without the answers of rules and the verdict.</summary>
    public static void Known(Verdict verdict, StoragePolicy policy, Page page)
    {
        page.Line($"{Styled.Bold(verdict.Subject.Spoken)}{Place(verdict)}");
        Facts(verdict, policy, page);
    }

    private static string Place(Verdict verdict) =>
        verdict.Subject.Source is ManifestSource.Text { Map: var map } ? $" ({map.File}:{map.ObjectLine})" : string.Empty;

    private static void Facts(Verdict verdict, StoragePolicy policy, Page page)
    {
        if (verdict.Facts is not { } facts)
        {
            page.Line($"  its namespace is left alone (policy: namespaces, leaveAlone)");
            return;
        }

        foreach (var mount in facts.Mounts)
        {
            Write(mount, policy, page);
        }

        if (facts is StorageClassFacts storageClass)
        {
            page.Line($"  backend: {MountExplanation.Spoken(storageClass.Backend)}");
        }
    }

    private static void Write(MountFacts mount, StoragePolicy policy, Page page)
    {
        page.Line();
        page.Line($"  {Styled.Bold(mount.Path)}{MountExplanation.Manner(mount)}");
        foreach (var (label, text) in MountExplanation.Lines(mount, policy))
        {
            page.Line($"    {(label.Length > 0 ? $"{label}:" : string.Empty),-8} {text}");
        }
    }

    private static string Answer(RuleInfo rule, Verdict verdict, SubjectFacts facts, StoragePolicy policy)
    {
        var action = facts.Surroundings.Namespace.Action(rule.Id, policy);
        if (action == RuleAction.Off)
        {
            return "off";
        }

        if (verdict.Findings.FirstOrDefault(d => d.Finding.Rule == rule) is { } decision)
        {
            var taken = Words.Actions.Spell(decision.Action);
            var why = decision.Action == action
                ? string.Empty
                : $" (the policy says {Words.Actions.Spell(action)}; {Words.Certainties.Spell(decision.Finding.Certainty)} facts bear {taken} here)";
            return $"{taken}{why}: {decision.Finding.Message}";
        }

        return verdict.Exempted.FirstOrDefault(e => e.Finding.Rule == rule) is { } exempted ? $"exempted ({exempted.Reason}): {exempted.Finding.Message}"
            : verdict.Open.FirstOrDefault(o => o.Rule == rule) is { } question ? $"cannot tell: {question.Message}"
            : "content";
    }
}

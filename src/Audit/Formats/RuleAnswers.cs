using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>What rules say of an object: each that has something to say, and how many have not.</summary>
internal static class RuleAnswers
{
    public static void Write(Verdict verdict, SubjectFacts facts, StoragePolicy policy, Page page)
    {
        page.Line($"  rules:");
        (RuleInfo Rule, string[] Said)[] answers = [.. RuleCatalog.All.Select(rule => (rule.Info, Answers(rule.Info, verdict, facts, policy).ToArray()))];
        foreach (var (rule, said) in answers)
        {
            foreach (var answer in said)
            {
                page.Line($"    {rule.Id}: {answer}");
            }
        }

        page.Line($"    passes: {Rest(answers.Count(a => a.Said.Length == 0), answers.Length)}");
    }

    private static string Rest(int count, int all) => count == all ? $"all {count} rules" : $"the other {count} of {all} rules";

    /// <summary>What a rule has to say; nothing where it has nothing to object to.</summary>
    private static IEnumerable<string> Answers(RuleInfo rule, Verdict verdict, SubjectFacts facts, StoragePolicy policy)
    {
        var action = facts.Surroundings.Namespace.Action(rule.Id, policy);
        if (action == RuleAction.Off)
        {
            return ["off"];
        }

        return
        [
            .. verdict.Findings.Where(d => d.Finding.Rule == rule).Select(d => Spell(d, action)),
            .. verdict.Exempted.Where(e => e.Finding.Rule == rule).Select(e => $"exempted ({e.Reason}): {e.Finding.Message}"),
            .. verdict.Open.Where(o => o.Rule == rule).Select(o => $"cannot tell: {o.Message}"),
        ];
    }

    private static string Spell(Decision decision, RuleAction action)
    {
        var taken = Words.Actions.Spell(decision.Action);
        var why = decision.Action == action
            ? string.Empty
            : $" (the policy says {Words.Actions.Spell(action)}; {Words.Certainties.Spell(decision.Finding.Certainty)} facts bear {taken} here)";
        return $"{taken}{why}: {decision.Finding.Message}";
    }
}

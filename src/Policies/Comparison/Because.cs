using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Comparison;

/// <summary>What in two policies makes them answer otherwise about one object.</summary>
internal sealed class Because(Verdict before, Verdict now, StoragePolicy old, StoragePolicy @new)
{
    private const string Elsewhere = "the policies differ in what it rests on: apps, backends, classes, nas, matrix or protection";

    /// <summary>Why something is found or asked under the new policy only.</summary>
    public string Came(RuleOutcome outcome) =>
        before.Facts is null ? "the old policy leaves the namespace alone"
        : Exempt(before, outcome) is { } reason ? $"the old policy exempts it, and the new one does not: {reason}"
        : Action(outcome) ?? Ground(outcome);

    /// <summary>Why something is found or asked under the old policy only.</summary>
    public string Went(RuleOutcome outcome) =>
        now.Facts is null ? "the new policy leaves the namespace alone"
        : Exempt(now, outcome) is { } reason ? $"the new policy exempts it: {reason}"
        : Action(outcome) ?? Ground(outcome);

    /// <summary>Why another action is taken.</summary>
    public string Weighed(RuleOutcome outcome) => Action(outcome) ?? Ground(outcome);

    private static string? Exempt(Verdict verdict, RuleOutcome outcome) => outcome is RuleOutcome.Finding finding
        ? verdict.Exempted.FirstOrDefault(e => e.Finding.Rule == finding.Rule && string.Equals(e.Finding.Key, finding.Key, StringComparison.Ordinal))?.Reason
        : null;

    private string? Action(RuleOutcome outcome)
    {
        var (was, becomes) = (Action(before.Facts, old, outcome.Rule), Action(now.Facts, @new, outcome.Rule));
        return was == becomes ? null : $"the rule's action: {Words.Actions.Spell(was)} → {Words.Actions.Spell(becomes)}";
    }

    private static RuleAction Action(SubjectFacts? facts, StoragePolicy policy, RuleInfo rule) =>
        facts?.Surroundings.Namespace.Action(rule.Id, policy) ?? RuleAction.Off;

    /// <summary>What the policies say of the data it is about.</summary>
    private string Ground(RuleOutcome outcome)
    {
        if (outcome is not RuleOutcome.Finding { Data: { } about } || Same(before, about) is not { } was || Same(now, about) is not { } becomes)
        {
            return Elsewhere;
        }

        var (first, second) = (Arrangement.Of(was, old), Arrangement.Of(becomes, @new));
        var kind = Words.DataKinds.Spell(about.Kind);
        var differences = new[]
        {
            Difference("criticality", Words.Criticalities.Spell(was.Criticality), Words.Criticalities.Spell(becomes.Criticality)),
            Difference("certainty of the data", Words.Certainties.Spell(was.Certainty), Words.Certainties.Spell(becomes.Certainty)),
            Difference($"classes for {kind}", List(first.Classes), List(second.Classes)),
            Difference($"never for {kind}", Protocols(first.Row?.Never), Protocols(second.Row?.Never)),
            Difference($"avoid for {kind}", Protocols(first.Row?.Avoid), Protocols(second.Row?.Avoid)),
            Difference("tier", Promise(first.Tier), Promise(second.Tier)),
        };
        return string.Join("; ", differences.Where(d => d.Length > 0)) is { Length: > 0 } all ? all : Elsewhere;
    }

    private static DataFacts? Same(Verdict verdict, DataFacts data) => verdict.Facts?.Mounts
        .SelectMany(m => m.Data)
        .FirstOrDefault(d => d.Kind == data.Kind && string.Equals(d.Path, data.Path, StringComparison.Ordinal));

    private static string Difference(string what, string was, string becomes) =>
        string.Equals(was, becomes, StringComparison.Ordinal) ? string.Empty : $"{what}: {was} → {becomes}";

    private static string List(IReadOnlyList<string> names) => names.Count == 0 ? "none" : string.Join(", then ", names);

    private static string Protocols(IReadOnlyList<Protocol>? protocols) =>
        protocols is not { Count: > 0 } ? "none" : string.Join(", ", protocols.Select(Words.Protocols.Spell));

    private static string Promise(Tier? tier) =>
        tier is null ? "none"
            : tier.Protects ? $"{tier.Spoken}, backups {(tier.Schedule.Length > 0 ? tier.Schedule : "by replication")}"
            : $"{tier.Spoken}, no backups";
}

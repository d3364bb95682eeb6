using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A class that looks replicated and keeps one copy.</summary>
public sealed class ReplicatedClassWithoutReplicas : Rule<StorageClassFacts>
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "replicated-class-without-replicas",
        Title = "A class of replicated storage keeps one copy",
        Why = "A volume with one replica is on one node and is lost with it, although the class's storage promises replication.",
        Remedy = "Ask for two or three replicas.",
        DefaultAction = RuleAction.Warn,
        Milder = "It is only audited where all that the known claims of the class hold is of low criticality, or its name says that "
            + "it is for caches or scratch space.",
        Group = RuleGroup.StorageClasses,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(StorageClassFacts subject, StoragePolicy policy)
    {
        if (subject is { Entry: { Traits: { Where: Whereabouts.Replicated } usual } entry, Backend: Backend.Known { IsNodeLocal: true } known })
        {
            var ceiling = ClassPurpose.IsThrowAway(subject, policy) ? RuleAction.Audit : RuleAction.Deny;
            if (known.Pool is { } pool)
            {
                // A pool can be changed while it is in use; its own settings say where each copy is.
                yield return Violation(
                    "/parameters",
                    $"class {subject.Class.Name} is {known.Title}, but all that it keeps of a volume may be on one node",
                    $"{pool.Reference}: {pool.Kind.Place(usual.ReplicasParameter)}: 2 or more, with each copy on another host") with
                {
                    Seen = [known.Evidence, .. known.Because],
                    Ceiling = ceiling,
                };
                yield break;
            }

            var field = usual.ReplicasParameter.Length > 0
                ? $"{ClassChange.Field(subject.Class, $"/parameters/{usual.ReplicasParameter}")}: \"2\" or more, at most one for each node"
                : $"{ClassChange.Field(subject.Class, "/parameters")}: two or more replicas";
            var others = Ties(subject, entry).Select(key => $", without {key}").Distinct(StringComparer.Ordinal);
            yield return Violation(
                "/parameters",
                $"class {subject.Class.Name} is {known.Title}, but keeps one copy of each volume, on one node",
                $"{field}{string.Concat(others)}{ClassChange.Anew(subject.Class)}") with
            {
                Seen = [known.Evidence, .. known.Because],
                Ceiling = ceiling,
            };
        }
    }

    /// <summary>The parameters, besides the number of replicas, that keep the volumes of a class on one node: with them more replicas are refused.</summary>
    private static IEnumerable<string> Ties(StorageClassFacts subject, BackendEntry entry) =>
        from change in entry.Cases
        where change.Where == Whereabouts.Node
        from condition in change.When
        where condition.Subject == ConditionSubject.Parameter
            && !string.Equals(condition.Key, entry.Traits.ReplicasParameter, StringComparison.Ordinal)
            && condition.Test.Holds(subject.Class.Parameter(condition.Key))
        select condition.Key;
}

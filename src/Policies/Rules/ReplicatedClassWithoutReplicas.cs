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
        Why = "With one replica the volume is on one node and goes with it, though everybody who reads the class's name thinks otherwise.",
        Remedy = "Ask for two or three replicas.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.StorageClasses,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(StorageClassFacts subject, StoragePolicy policy)
    {
        if (subject is { Entry.Traits: { Where: Whereabouts.Replicated } usual, Backend: Backend.Known { IsNodeLocal: true } known })
        {
            var field = usual.ReplicasParameter.Length > 0 ? $"parameters.{usual.ReplicasParameter}: \"3\"" : "parameters: two or more replicas";
            yield return Violation(
                "/parameters",
                $"class {subject.Class.Name} is {known.Title}, but keeps its volumes on one node",
                $"{subject.Class.Reference}: {field}") with
            {
                Seen = [known.Evidence, .. known.Because],
            };
        }
    }
}

using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Two classes that both want to be the default.</summary>
public sealed class SeveralDefaultStorageClasses : Rule<StorageClassFacts>
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "several-default-storage-classes",
        Title = "Several StorageClasses are the default",
        Why = "With several defaults the newest wins: the class of a claim that names none depends on which class was created last.",
        Remedy = "Leave the annotation storageclass.kubernetes.io/is-default-class on one class only.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.StorageClasses,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(StorageClassFacts subject, StoragePolicy policy)
    {
        if (subject.Class.IsDefault && subject.OtherDefaults.Count > 0)
        {
            yield return Violation(
                "/metadata/annotations",
                $"class {subject.Class.Name} is a default class, and so is {string.Join(", ", subject.OtherDefaults)}: the newest one wins",
                $"metadata.annotations: storageclass.kubernetes.io/is-default-class: \"false\" on all but one of "
                    + $"{string.Join(", ", [subject.Class.Spoken, .. subject.OtherDefaults])}");
        }
    }
}

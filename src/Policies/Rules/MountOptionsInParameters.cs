using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Mount options where the provisioner takes them for a parameter.</summary>
public sealed class MountOptionsInParameters : Rule<StorageClassFacts>
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "mount-options-in-parameters",
        Title = "mountOptions is inside parameters",
        Why = "As a list the API server refuses it; as a text provisioners refuse every volume, or mount without the options.",
        Remedy = "Move mountOptions to the top level of the StorageClass.",
        DefaultAction = RuleAction.Deny,
        Group = RuleGroup.StorageClasses,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(StorageClassFacts subject, StoragePolicy policy)
    {
        for (var i = 0; i < subject.Class.Parameters.Count; i++)
        {
            var parameter = subject.Class.Parameters[i];
            if (string.Equals(parameter.Name, "mountOptions", StringComparison.OrdinalIgnoreCase))
            {
                yield return Violation(
                    $"/parameters/{parameter.Name}",
                    $"class {subject.Class.Name} has its mountOptions inside "
                        + $"parameters{(parameter.IsText ? ", where they are not mount options" : ", which may only hold strings")}",
                    $"{ClassChange.Field(subject.Class, "/mountOptions")}: a list, such as [hard, nfsvers=4.1], and nothing in "
                        + $"parameters{ClassChange.Anew(subject.Class)}");
            }
        }
    }
}

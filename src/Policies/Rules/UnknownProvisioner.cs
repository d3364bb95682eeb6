using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>A class of which nothing can be told.</summary>
public sealed class UnknownProvisioner : Rule<StorageClassFacts>
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "unknown-provisioner",
        Title = "Nothing is known about the class's provisioner",
        Why = "Whether a database is safe on this class cannot be told, so nothing that uses it is refused.",
        Remedy = "Say in the policy file what the class is, under classes or backends.",
        DefaultAction = RuleAction.Audit,
        Group = RuleGroup.StorageClasses,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(StorageClassFacts subject, StoragePolicy policy)
    {
        if (subject.Backend is Backend.Unseen && subject.Entry is null)
        {
            yield return Violation(
                "/provisioner",
                $"class {subject.Class.Name}: provisioner '{subject.Class.Provisioner}' is not known, so nothing that is stored on it is checked",
                $"policies.yaml: classes: [{{name: {subject.Class.Name}, backend: BACKEND}}], where BACKEND is what it is, of the names that "
                    + "'homelab-storage backends' lists");
        }
    }
}

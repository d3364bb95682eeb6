using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Rules;

/// <summary>A parameter its provisioner does not read, or one it needs and does not get.</summary>
public sealed class UnknownStorageClassParameter : Rule<StorageClassFacts>
{
    /// <inheritdoc/>
    public override RuleInfo Info { get; } = new()
    {
        Id = "unknown-storage-class-parameter",
        Title = "A StorageClass has a parameter its provisioner does not know, or lacks one it needs",
        Why = "Some provisioners refuse every volume of such a class; others skip the parameter, and the class is not what it says.",
        Remedy = "Correct or remove the parameter.",
        DefaultAction = RuleAction.Warn,
        Group = RuleGroup.StorageClasses,
    };

    /// <inheritdoc/>
    protected override IEnumerable<RuleOutcome> Evaluate(StorageClassFacts subject, StoragePolicy policy)
    {
        if (subject.Entry is not { Parameters: { } rules } entry)
        {
            yield break;
        }

        foreach (var parameter in rules.Strangers(subject.Class))
        {
            var near = Spelling.Nearest(parameter.Name, rules.Known);
            var asOf = rules.AsOf.Length > 0 ? $" as of {rules.AsOf}" : string.Empty;
            var refusal = rules.RefusesOthers ? ": it refuses to create volumes" : string.Empty;
            yield return Violation(
                $"/parameters/{JsonPointer.Escape(parameter.Name)}",
                $"class {subject.Class.Name} has parameter '{parameter.Name}', "
                    + $"which {entry.Title}{asOf} does not know{refusal}{(near.Length > 0 ? $": did you mean {near}?" : string.Empty)}",
                $"{ClassChange.Field(subject.Class, "/parameters")}: "
                    + $"{(near.Length > 0 ? $"rename {parameter.Name} to {near}" : $"remove {parameter.Name}")}{ClassChange.Anew(subject.Class)}");
        }

        foreach (var needed in rules.Missing(subject.Class))
        {
            yield return Violation(
                "/parameters",
                $"class {subject.Class.Name} lacks parameter '{needed}', without which {entry.Title} creates no volumes",
                $"{ClassChange.Field(subject.Class, "/parameters")}: add {needed}{ClassChange.Anew(subject.Class)}") with
            {
                Key = $"/parameters/{needed}",
            };
        }
    }
}

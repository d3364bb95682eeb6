using FluentValidation;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What an entry about namespaces must say.</summary>
internal sealed class NamespaceValidator : AbstractValidator<NamespaceSection>
{
    public NamespaceValidator()
    {
        RuleFor(n => n.Names)
            .Must((n, names) => names is { Count: > 0 } || n.Labels is { Count: > 0 })
            .WithMessage("is missing; write names: [dev, test] or labels to say which namespaces are meant");
        RuleFor(n => n.Target).IsTarget();
        RuleFor(n => n.Criticality).Word(Words.Criticalities.Spellings);
        RuleForEach(n => n.Labels).Must(l => !string.IsNullOrWhiteSpace(l.Name) && l.Value is not null).WithMessage("needs a name and a value");
    }
}

using FluentValidation;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What a class must say.</summary>
internal sealed class ClassValidator : AbstractValidator<ClassSection>
{
    public ClassValidator(IReadOnlyCollection<string> backends)
    {
        RuleFor(c => c.Name).Given("the StorageClass's name");
        RuleFor(c => c.Backend).Given("what it is, one of docs/backends.md").DependentRules(() => RuleFor(c => c.Backend).Word(backends));
        RuleFor(c => c.Protocol).Word(Words.Protocols.Spellings);
        RuleFor(c => c.Where).Word(Words.Whereabouts.Spellings);
        RuleFor(c => c.Locks).Word(Words.Locks.Spellings);
        RuleFor(c => c.Replicas).Must(r => r is null or > 0).WithMessage((_, r) => $"'{r}' is not a number of copies; write 1 or more");
    }
}

using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a hint about paths must say. Paths are compared in small letters.</summary>
internal sealed class PathHintValidator : AbstractValidator<PathHintSection>
{
    public PathHintValidator()
    {
        RuleFor(h => h.Kind).Given("what is stored there, such as media").DependentRules(() => RuleFor(h => h.Kind).Word(Words.DataKinds.Spellings));
        RuleFor(h => h.Names).Must(n => n is { Count: > 0 }).WithMessage("is missing; write parts of paths, such as photos");
        RuleForEach(h => h.Names)
            .Must(n => !n.Any(c => c == '/' || char.IsUpper(c)))
            .WithMessage((_, n) => $"'{n}' is not one part of a path in small letters");
    }
}

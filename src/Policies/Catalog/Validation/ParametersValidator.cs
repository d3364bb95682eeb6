using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a backend says about the parameters of its classes.</summary>
internal sealed class ParametersValidator : AbstractValidator<ParametersSection>
{
    public ParametersValidator()
    {
        RuleFor(p => p.Others).Word(["refused", "ignored"]);
        RuleForEach(p => p.Required)
            .Must((parameters, name) => parameters.Known is not { Count: > 0 } known || known.Contains(name, StringComparer.OrdinalIgnoreCase))
            .WithMessage((_, name) => $"'{name}' is not in known, so a class that has it would be told to remove it; add it there");
    }
}

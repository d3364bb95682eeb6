using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a backend says about the parameters of its classes.</summary>
internal sealed class ParametersValidator : AbstractValidator<ParametersSection>
{
    public ParametersValidator() => RuleFor(p => p.Others).Word(["refused", "ignored"]);
}

using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a label or an annotation must say.</summary>
internal sealed class LabelValidator : AbstractValidator<LabelSection>
{
    public LabelValidator()
    {
        RuleFor(l => l.Name).Given("its name");
        RuleFor(l => l.Value).Must(value => value is not null).WithMessage("is missing; write its value");
    }
}

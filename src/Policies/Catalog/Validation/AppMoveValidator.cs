using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a way to another database must say.</summary>
internal sealed class AppMoveValidator : AbstractValidator<AppMoveSection>
{
    public AppMoveValidator()
    {
        RuleFor(m => m.To).Given("the database, such as postgresql");
        RuleFor(m => m.Source).Given("the address where the app's own documentation describes it");
        RuleFor(m => m.Source).IsAddress();
        RuleFor(m => m.Steps).Must(s => s is { Count: > 0 }).WithMessage("is missing; write what to do, in order");
    }
}

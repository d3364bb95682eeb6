using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a pair of variables must say.</summary>
internal sealed class UserVariableValidator : AbstractValidator<UserVariableSection>
{
    public UserVariableValidator()
    {
        RuleFor(v => v.User).Given("the variable with the user's number, such as PUID");
        RuleFor(v => v.Group).Given("the variable with the group's number, such as PGID");
    }
}

using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What the Secrets of an operator must say.</summary>
internal sealed class ServerSecretValidator : AbstractValidator<ServerSecretSection>
{
    public ServerSecretValidator()
    {
        RuleFor(s => s.Names).Must(n => n is { Count: > 0 }).WithMessage("is missing; write names of Secrets, such as '*-app'");
        RuleFor(s => s.Keys).Must(k => k is { Count: > 0 }).WithMessage("is missing; write keys that hold addresses, such as uri");
        RuleFor(s => s.Address).Given("what the addresses begin with, such as postgresql://");
    }
}

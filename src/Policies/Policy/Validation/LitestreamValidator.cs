using FluentValidation;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What the sidecar must say.</summary>
internal sealed class LitestreamValidator : AbstractValidator<LitestreamSection>
{
    public LitestreamValidator()
    {
        RuleFor(l => l.Name).IsLabel(longest: 50);
        RuleFor(l => l.Image).Given("an image, such as litestream/litestream:0.5.2");
        RuleFor(l => l.Replica).Given("where to replicate to, such as s3://backups/litestream").DependentRules(() =>
            RuleFor(l => l.Replica)
                .Must(u => Uri.TryCreate(u, UriKind.Absolute, out _))
                .WithMessage((_, u) => $"'{u}' is not an address such as s3://backups/litestream"));
    }
}

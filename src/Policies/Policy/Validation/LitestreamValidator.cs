using FluentValidation;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What the sidecar must say.</summary>
internal sealed class LitestreamValidator : AbstractValidator<LitestreamSection>
{
    /// <summary>The versions that cannot run what is put into pods.</summary>
    private static readonly VersionRange[] Unfit =
    [
        .. ShippedOperators.All
            .SelectMany(o => o.Mark("cannot-restore-once").Split(", ", StringSplitOptions.RemoveEmptyEntries))
            .Select(VersionRange.Read)
            .OfType<VersionRange>(),
    ];

    public LitestreamValidator()
    {
        RuleFor(l => l.Name).IsLabel(longest: 50);
        RuleFor(l => l.Image).Given("an image, such as litestream/litestream:0.5.2").DependentRules(() =>
            RuleFor(l => l.Image)
                .Must(image => !Unfit.Any(versions => versions.Holds(ImageReference.Parse(image!).Tag)))
                .WithMessage((_, image) => $"'{image}' does not know restore -if-db-not-exists -if-replica-exists, which every pod is given: "
                    + "use a version from 0.3.5 on other than 0.5.0"));
        RuleFor(l => l.Replica).Given("where to replicate to, such as s3://backups/litestream").DependentRules(() =>
            RuleFor(l => l.Replica)
                .Must(u => Uri.TryCreate(u, UriKind.Absolute, out _))
                .WithMessage((_, u) => $"'{u}' is not an address such as s3://backups/litestream"));
    }
}

using FluentValidation;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What the arrangement of backups must say.</summary>
internal sealed class ProtectionValidator : AbstractValidator<ProtectionSection>
{
    public ProtectionValidator(IReadOnlyList<string> runners)
    {
        RuleFor(p => p.Target).IsTarget();
        RuleFor(p => p.Target)
            .Must(target => target is null || BackupTarget.Read(target, out _) is not BackupTarget.S3)
            .WithMessage((_, target) => $"with '{Secrets.Without(target!)}' for all namespaces each of them needs a Secret with an access key to one "
                + "bucket, and whoever reads it in one namespace can delete the backups of all: give namespaces buckets and keys of their own "
                + "(namespaces: [{names: [books], target: s3://…}])")
            .WithSeverity(Severity.Warning);
        RuleFor(p => p.Cluster).IsLabel(longest: 63);
        RuleFor(p => p.TimeZone)
            .Must(zone => zone is null || TimeZones.IsKnown(zone))
            .WithMessage((_, zone) => $"'{zone}' is not a time zone of the IANA database, such as Europe/Berlin");
        RuleForEach(p => p.Emit).Word(runners);
        RuleFor(p => p.Largest)
            .Must(largest => largest is null || Quantity.Parse(largest) is > 0 and <= long.MaxValue)
            .WithMessage((_, largest) => $"'{largest}' is not a size such as 20Gi");
    }
}

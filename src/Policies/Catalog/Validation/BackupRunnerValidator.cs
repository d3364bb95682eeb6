using FluentValidation;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What a runner of backups must say.</summary>
internal sealed class BackupRunnerValidator : AbstractValidator<BackupRunnerSection>
{
    public BackupRunnerValidator()
    {
        RuleFor(r => r.Name).Given("the word for protection.emit");
        RuleFor(r => r.Name).Must((r, _) => r.Annotations is not null || r.Labels is not null || r.PodVolumes is not null)
            .WithMessage((_, name) => $"'{name}' is told nothing; write annotations, labels or podVolumes");
        RuleFor(r => r.PodVolumesExcluded)
            .Must((r, excluded) => excluded is null == (r.PodVolumes is null))
            .WithMessage("write podVolumes and podVolumesExcluded together");
    }
}

using FluentValidation;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What a protection tier must say.</summary>
internal sealed class TierValidator : AbstractValidator<TierSection>
{
    public TierValidator()
    {
        RuleFor(t => t.Criticality).Given("critical, important or low").DependentRules(() => RuleFor(t => t.Criticality).Word(Words.Criticalities.Spellings));
        RuleFor(t => t.Rpo).Given("how much work may be lost, such as 6h").DependentRules(() => RuleFor(t => t.Rpo).IsDuration());
        RuleFor(t => t.Rto).Given("how long recovery may take, such as 15m").DependentRules(() => RuleFor(t => t.Rto).IsDuration());
        RuleFor(t => t.Schedule).Must(s => s is null || Schedule.Complaint(s).Length == 0).WithMessage((_, s) => Schedule.Complaint(s!));
        RuleFor(t => t.Verify).Must(s => s is null || Schedule.Complaint(s).Length == 0).WithMessage((_, s) => Schedule.Complaint(s!));
        RuleFor(t => t.Restore).Word(Words.RestoreMoments.Spellings);
        RuleFor(t => t.Restore)
            .Must((tier, restore) => restore is not "onCreate" || tier.Schedule is not null)
            .WithMessage("there is nothing to restore where no schedule says when backups are made; write schedule, such as \"0 */6 * * *\"");
        RuleFor(t => t.Strategy).Word(Words.Strategies.Spellings);
        RuleFor(t => t.Keep).Must(k => k is null || RetentionRules.Read(k) is not null).WithMessage((_, k) => RetentionRules.Complaint(k!));
    }
}

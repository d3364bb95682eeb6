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
        RuleFor(t => t.Rpo)
            .Must((tier, rpo) => tier.Strategy is not (null or "schedule") || IsMet(rpo, tier.Schedule))
            .WithMessage((tier, rpo) => $"backups by schedule '{tier.Schedule}' are up to {Duration.Format(new Recurrence(tier.Schedule!).Longest!.Value)} "
                + $"apart, so an rpo of {rpo} is not met by them; write a schedule that runs more often, or a longer rpo")
            .WithSeverity(Severity.Warning);
        RuleFor(t => t.Verify)
            .Must((tier, verify) => verify is null || tier.Schedule is not null)
            .WithMessage($"without schedule only claims with annotation {Annotation.BackupSchedule} have backups to verify; write schedule, such as "
                + "\"0 */6 * * *\"")
            .WithSeverity(Severity.Warning);
        RuleFor(t => t.Restore).Word(Words.RestoreMoments.Spellings);
        RuleFor(t => t.Restore)
            .Must((tier, restore) => restore is not "onCreate" || tier.Schedule is not null)
            .WithMessage("there is nothing to restore where no schedule says when backups are made; write schedule, such as \"0 */6 * * *\"");
        RuleFor(t => t.Strategy).Word(Words.Strategies.Spellings);
        RuleFor(t => t.Keep).Must(k => k is null || RetentionRules.Read(k) is not null).WithMessage((_, k) => RetentionRules.Complaint(k!));
    }

    /// <summary>An RPO of 0 asks for replication, or for what the schedule gives; what cannot be read is another complaint.</summary>
    private static bool IsMet(string? rpo, string? schedule) =>
        rpo is null
        || !Duration.TryParse(rpo, out var loss)
        || loss == TimeSpan.Zero
        || schedule is null
        || new Recurrence(schedule).Longest is not { } apart
        || apart <= loss;
}

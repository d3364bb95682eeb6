using FluentValidation;
using HomelabStorage.Policies.Targets;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>What is asked of a target, wherever it is written.</summary>
internal static class TargetRules
{
    /// <summary>It can be read, and what it risks is said.</summary>
    public static void IsTarget<T>(this IRuleBuilder<T, string?> rule)
    {
        rule
            .Must(text => text is null || BackupTarget.Read(text, out _) is not null)
            .WithMessage((_, text) => BackupTarget.Read(text!, out var complaint) is null ? complaint : string.Empty);
        rule
            .Must(text => text is null || BackupTarget.Read(text, out _) is not BackupTarget.S3 { Address.Endpoint.Scheme: "http" })
            .WithMessage((_, text) => $"'{Secrets.Without(text!)}': its endpoint is http://, so whoever listens in the network reads the backups; "
                + "write https:// where the server has a certificate")
            .WithSeverity(Severity.Warning);
    }
}

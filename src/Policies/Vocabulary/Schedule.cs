using Cronos;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Cron expressions as Kubernetes takes them: five fields, or a name such as @daily.</summary>
public static class Schedule
{
    private static readonly DateTime From = new(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>What is wrong with a text that is to be such an expression; empty where nothing is.</summary>
    public static string Complaint(string text) =>
        !CronExpression.TryParse(text, CronFormat.Standard, out var cron) ? $"'{text}' is not a cron expression such as '0 */6 * * *'"
        : cron.GetNextOccurrence(From) is null ? $"'{text}' never comes: there is no such day"
        : string.Empty;
}

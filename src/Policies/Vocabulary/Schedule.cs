using Cronos;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Cron expressions as Kubernetes takes them: five fields, or a name such as @daily.</summary>
public static class Schedule
{
    private static readonly DateTimeOffset From = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What is wrong with a text that is to be such an expression; empty where nothing is.</summary>
    public static string Complaint(string text) =>
        CronTimes.Read(text, CronFormat.Standard) is not { } times ? $"'{text}' is not a cron expression such as '0 */6 * * *'"
        : KubernetesCron.Complaint(text) is { Length: > 0 } complaint ? $"'{text}' is not a schedule for Kubernetes: {complaint}"
        : times.Next(From, TimeZoneInfo.Utc) is null ? $"'{text}' never comes: there is no such day"
        : string.Empty;
}

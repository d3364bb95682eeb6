using Cronos;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>Cron expressions as Kubernetes takes them: five fields, or a name such as @daily.</summary>
public static class Schedule
{
    /// <summary>Whether a text is such an expression.</summary>
    public static bool IsValid(string text) => CronExpression.TryParse(text, CronFormat.Standard, out _);
}

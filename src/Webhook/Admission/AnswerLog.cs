using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Webhook.Observability;

namespace HomelabStorage.Webhook.Admission;

/// <summary>What was answered, counted and, where somebody will ask for it, logged.</summary>
internal sealed partial class AnswerLog(string webhook, AdmissionMeter meter, TimeProvider time, ILogger log)
{
    public void Note(AdmissionResponse response, bool isDryRun, long begun)
    {
        meter.Answered(webhook, response, isDryRun, time.GetElapsedTime(begun));
        if (response.Unreadable is { } unreadable)
        {
            LogUnreadable(log, response.Resource, response.Operation, unreadable.Reason);
        }

        if (!response.IsAllowed && log.IsEnabled(LogLevel.Information))
        {
            var rules = string.Join(", ", response.Denials.Select(Id).Distinct(StringComparer.Ordinal));
            LogDenial(log, response.Resource, response.Operation, isDryRun, rules);
        }

        if (response.Patch.Count > 0 && log.IsEnabled(LogLevel.Information))
        {
            var paths = string.Join(", ", response.Patch.Where(o => o.Op is not "test").Select(o => o.Path));
            LogPatch(log, response.Resource, response.Operation, isDryRun, paths);
        }
    }

    private static string Id(Decision decision) => decision.Finding.Rule.Id;

    [LoggerMessage(EventId = 1, Level = LogLevel.Information, Message = "denied {Resource} ({Operation}, dry run {IsDryRun}): {Rules}")]
    private static partial void LogDenial(ILogger log, ObjectReference resource, AdmissionOperation operation, bool isDryRun, string rules);

    [LoggerMessage(EventId = 3, Level = LogLevel.Information, Message = "patched {Resource} ({Operation}, dry run {IsDryRun}): {Paths}")]
    private static partial void LogPatch(ILogger log, ObjectReference resource, AdmissionOperation operation, bool isDryRun, string paths);

    [LoggerMessage(EventId = 6, Level = LogLevel.Warning, Message = "allowed {Resource} without judging it ({Operation}): {Reason}")]
    private static partial void LogUnreadable(ILogger log, ObjectReference resource, AdmissionOperation operation, string reason);
}

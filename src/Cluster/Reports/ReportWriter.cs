using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Judgement;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Reports;

/// <summary>
/// Keeps one report for each object that has findings or is promised backups, and none for the others. Writes only what has changed; without the custom
/// resource nothing.
/// </summary>
public sealed partial class ReportWriter(ApiServer server, ReportFlavour flavour, TimeProvider time, ILogger log)
{
    private bool _saidAbsent;

    /// <summary>Makes the reports say what was found; false when some could not be written and have to be tried again.</summary>
    internal async Task<bool> Write(IReadOnlyList<Verdict> results, IReadOnlyList<PromisedBackup> backups, CancellationToken stop)
    {
        var there = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!await Read(flavour.Plural, there, stop) || !await Read(flavour.ClusterPlural, there, stop))
        {
            return _saidAbsent;
        }

        var (written, removed, failed) = (0, 0, 0);
        var promised = backups.ToDictionary(b => b.Claim.Subject.Metadata.Uid, StringComparer.Ordinal);
        foreach (var report in results
            .Where(r => r.Subject.Metadata.Uid.Length > 0)
            .Concat(backups.Select(b => b.Claim))
            .DistinctBy(r => r.Subject.Metadata.Uid, StringComparer.Ordinal)
            .Select(r => new ResourceReport(r, promised.GetValueOrDefault(r.Subject.Metadata.Uid), flavour)))
        {
            if (!there.Remove(report.Path, out var digest) || !string.Equals(digest, report.Digest, StringComparison.Ordinal))
            {
                switch (await Ask(server.Apply(report.Path, report.ToBody(time.GetUtcNow()), stop), report.Path))
                {
                    case true:
                        written++;
                        break;
                    case null:
                        failed++;
                        break;
                }
            }
        }

        foreach (var path in there.Keys)
        {
            removed += await Ask(server.Delete(path, stop), path) is true ? 1 : 0;
        }

        if (written + removed > 0)
        {
            LogWritten(log, written, removed);
        }

        return failed == 0;
    }

    /// <summary>The reports that are there, with their digests; false when there can be none.</summary>
    private async Task<bool> Read(string plural, Dictionary<string, string> there, CancellationToken stop)
    {
        var next = string.Empty;
        do
        {
            var ours = Uri.EscapeDataString("app.kubernetes.io/managed-by=homelab-storage");
            var rest = next.Length > 0 ? $"&continue={Uri.EscapeDataString(next)}" : string.Empty;
            switch (await server.Get($"apis/{flavour.ApiVersion}/{plural}?limit=500&labelSelector={ours}{rest}", stop))
            {
                case ApiAnswer.Done done:
                    using (done)
                    {
                        foreach (var item in done.Body.RootElement.At("items") is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : default)
                        {
                            there[$"{flavour.Path(item.TextAt("metadata", "namespace"))}/{item.TextAt("metadata", "name")}"] = item.TextAt(
                                "metadata",
                                "annotations",
                                ResourceReport.DigestAnnotation);
                        }

                        next = done.Body.RootElement.TextAt("metadata", "continue");
                    }

                    break;
                case ApiAnswer.Refused { IsMissing: true }:
                    if (!_saidAbsent)
                    {
                        _saidAbsent = true;
                        LogAbsent(log, plural, flavour.ApiVersion);
                    }

                    return false;
                case var failed:
                    LogFailed(log, plural, failed.Complaint);
                    return false;
            }
        }
        while (next.Length > 0);
        _saidAbsent = false;
        return true;
    }

    /// <summary>Whether it was done; null when it has to be tried again. What is to be in a namespace that goes or is gone is not.</summary>
    private async Task<bool?> Ask(Task<ApiAnswer> asked, string path)
    {
        var answer = await asked;
        (answer as IDisposable)?.Dispose();
        if (answer is ApiAnswer.Done or ApiAnswer.Refused { IsFinal: true })
        {
            return answer is ApiAnswer.Done;
        }

        LogFailed(log, path, answer.Complaint);
        return null;
    }

    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message = "{Written} reports written, {Removed} removed")]
    private static partial void LogWritten(ILogger log, int written, int removed);

    [LoggerMessage(
        EventId = 101,
        Level = LogLevel.Information,
        Message = "the cluster has no {Plural} ({ApiVersion}): no reports are written; findings are in events, metrics and homelab-storage audit --cluster")]
    private static partial void LogAbsent(ILogger log, string plural, string apiVersion);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "{Path}: {Reason}")]
    private static partial void LogFailed(ILogger log, string path, string reason);
}

using HomelabStorage.Audit.Commands;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Files;
using HomelabStorage.Webhook.Observability;

namespace HomelabStorage.Webhook.Serving;

/// <summary>Reads the policy file again when it has changed. A file with errors changes nothing: the last good policy stays, and every error is said.</summary>
internal sealed partial class PolicyWatch(string file, Snapshots snapshots, PolicyMeter meter, TimeProvider time, ILogger log)
{
    /// <summary>What was last read: at first what the policy in force was made of, so that nothing that was written since goes unseen.</summary>
    private string _last = snapshots.Current.Policy.Hash;

    /// <summary>Goes on until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var watch = new FileWatch(time, file);
        await watch.Run(Look, stop);
    }

    /// <summary>Looks once.</summary>
    public void Look()
    {
        var found = BoundedText.OfFile(file, BoundedText.UsualLimit);
        var last = found is BoundedText.Whole whole ? PolicyFile.Hash(whole.Text) : string.Empty;
        if (string.Equals(last, _last, StringComparison.Ordinal))
        {
            return;
        }

        _last = last;
        switch (PolicyOption.Read(found, file))
        {
            case PolicyReading.Valid { Policy: var policy }:
                snapshots.Obey(policy);
                meter.Loaded();
                LogLoaded(log, policy.Name, policy.Hash);
                break;
            case PolicyReading.Invalid { Errors: var errors }:
                meter.Failed();
                foreach (var error in errors)
                {
                    LogError(log, error);
                }

                LogKept(log, file, errors.Count, snapshots.Current.Policy.Hash);
                break;
        }
    }

    [LoggerMessage(EventId = 40, Level = LogLevel.Information, Message = "loaded policy {Name} ({Hash})")]
    private static partial void LogLoaded(ILogger log, string name, string hash);

    [LoggerMessage(EventId = 41, Level = LogLevel.Error, Message = "{Error}")]
    private static partial void LogError(ILogger log, PolicyError error);

    [LoggerMessage(EventId = 42, Level = LogLevel.Error, Message = "{File} has {Count} errors and is not used; policy {Hash} remains active")]
    private static partial void LogKept(ILogger log, string file, int count, string hash);
}

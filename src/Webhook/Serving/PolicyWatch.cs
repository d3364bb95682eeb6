using System.Security.Cryptography;
using HomelabStorage.Audit.Commands;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Observability;

namespace HomelabStorage.Webhook.Serving;

/// <summary>Reads the policy file again when it has changed. A file with errors changes nothing: the last good policy stays, and every error is said.</summary>
internal sealed partial class PolicyWatch(string file, Snapshots snapshots, PolicyMeter meter, TimeProvider time, ILogger log)
{
    /// <summary>How often the file is looked at; mounted files are swapped behind a watcher's back.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private byte[] _last = Digest(file);

    /// <summary>Goes on until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            Look();
        }
    }

    /// <summary>Looks once.</summary>
    public void Look()
    {
        var digest = Digest(file);
        if (digest.AsSpan().SequenceEqual(_last))
        {
            return;
        }

        _last = digest;
        switch (PolicyOption.Read(file))
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

    /// <summary>What the file is now; of one that cannot be read, nothing.</summary>
    private static byte[] Digest(string file)
    {
        try
        {
            return SHA256.HashData(File.ReadAllBytes(file));
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    [LoggerMessage(EventId = 40, Level = LogLevel.Information, Message = "policy {Name} ({Hash}) is in force")]
    private static partial void LogLoaded(ILogger log, string name, string hash);

    [LoggerMessage(EventId = 41, Level = LogLevel.Error, Message = "{Error}")]
    private static partial void LogError(ILogger log, PolicyError error);

    [LoggerMessage(EventId = 42, Level = LogLevel.Error, Message = "{File} has {Count} errors and is not used; the policy {Hash} stays in force")]
    private static partial void LogKept(ILogger log, string file, int count, string hash);
}

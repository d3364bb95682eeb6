using System.Text;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using Microsoft.Extensions.Logging;

namespace HomelabStorage.Cluster.Certificates;

/// <summary>
/// Keeps a certificate without cert-manager: in a Secret, and its authorities in the two webhook configurations. Any server may read it; only the leader
/// writes, and only these three objects.
/// </summary>
public sealed partial class CertificateKeeper(ApiServer server, string ns, string secret, string service, string configuration, TimeProvider time, ILogger log)
{
    /// <summary>How often the Secret and the configurations are looked at.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly string _secrets = $"api/v1/namespaces/{ns}/secrets";
    private readonly string[] _configurations =
    [
        $"apis/admissionregistration.k8s.io/v1/mutatingwebhookconfigurations/{configuration}",
        $"apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations/{configuration}",
    ];

    private readonly Attempts _attempts = new(time);
    private readonly string[] _names = [$"{service}.{ns}.svc", $"{service}.{ns}.svc.cluster.local", $"{service}.{ns}", service];

    /// <summary>What a person does where the Secret is gone: the server fills it, but must not make Secrets.</summary>
    private string WayOut => $"kubectl -n {ns} create secret generic {secret}";

    /// <summary>Hands every new pair to whoever shows it, and says why there is none. For every server.</summary>
    public async Task Follow(Action<KeyPair> show, Action<string> lack, CancellationToken stop)
    {
        var shown = string.Empty;
        while (true)
        {
            switch (await Read(stop))
            {
                case (_, { } content) when !string.Equals(content.Server.Certificate, shown, StringComparison.Ordinal):
                    shown = content.Server.Certificate;
                    show(content.Server);
                    break;
                case ("", null):
                    lack($"Secret {ns}/{secret} does not exist; create it, and it will be filled: {WayOut}");
                    break;
                case (_, null):
                    lack($"Secret {ns}/{secret} is empty until the leader fills it");
                    break;
                case null:
                    lack($"Secret {ns}/{secret} could not be read; the log says why");
                    break;
            }

            await Task.Delay(Every, time, stop);
        }
    }

    /// <summary>Makes and renews what is needed. For the leader.</summary>
    public async Task Keep(CancellationToken stop)
    {
        while (true)
        {
            await Look(stop);
            await Task.Delay(Every, time, stop);
        }
    }

    /// <summary>One look at everything.</summary>
    internal async Task Look(CancellationToken stop)
    {
        if (await Read(stop) is not var (version, content))
        {
            return;
        }

        if (CertificatePlan.Next(content, version, _names, time.GetUtcNow()) is { } next)
        {
            if (!_attempts.AreDue(secret, version))
            {
                return;
            }

            var answer = version.Length == 0
                ? await server.Create(_secrets, next.ToBody(ns, secret), stop)
                : await server.Patch($"{_secrets}/{secret}", next.ToPatch(), stop);
            (answer as IDisposable)?.Dispose();
            if (answer is not ApiAnswer.Done)
            {
                _attempts.Failed(secret, version);
                LogNotWritten(log, ns, secret, answer.Complaint, WayOut);
                return;
            }

            _attempts.Succeeded(secret);
            LogWritten(log, ns, secret);
            content = next;
        }

        foreach (var path in _configurations)
        {
            await Trust(path, content!.Bundle, stop);
        }
    }

    /// <summary>What the Secret holds; null when it could not be read.</summary>
    private async Task<(string Version, CertificateSecret? Content)?> Read(CancellationToken stop)
    {
        switch (await server.Get($"{_secrets}/{secret}", stop))
        {
            case ApiAnswer.Done done:
                _attempts.Succeeded(_secrets);
                using (done)
                {
                    return (done.Body.RootElement.TextAt("metadata", "resourceVersion"), CertificateSecret.Read(done.Body.RootElement));
                }

            case ApiAnswer.Refused { IsMissing: true }:
                _attempts.Succeeded(_secrets);
                return (string.Empty, null);
            case var failed:
                if (_attempts.AreDue(_secrets, failed.Complaint))
                {
                    _attempts.Failed(_secrets, failed.Complaint);
                    LogNotRead(log, ns, secret, failed.Complaint);
                }

                return null;
        }
    }

    /// <summary>Puts the authorities into every webhook of a configuration that has others. One that is not installed yet is none of our business.</summary>
    private async Task Trust(string path, string bundle, CancellationToken stop)
    {
        if (await server.Get(path, stop) is not ApiAnswer.Done done)
        {
            return;
        }

        using (done)
        {
            var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(bundle));
            var stale = done.Body.RootElement.At("webhooks") is { ValueKind: JsonValueKind.Array } webhooks
                ? webhooks
                    .EnumerateArray()
                    .Select((webhook, index) => (webhook, index))
                    .Where(w => !string.Equals(w.webhook.TextAt("clientConfig", "caBundle"), encoded, StringComparison.Ordinal))
                    .ToArray()
                : [];
            var version = done.Body.RootElement.TextAt("metadata", "resourceVersion");
            if (stale.Length == 0 || !_attempts.AreDue(path, version))
            {
                return;
            }

            var answer = await server.Patch(
                path,
                Body.List(json =>
                {
                    foreach (var (webhook, index) in stale)
                    {
                        // Webhooks have no key but their place; should somebody have changed their order, nothing is done until the next look.
                        json.WriteOperation("test", $"/webhooks/{index}/name", webhook.TextAt("name"));
                        json.WriteOperation("add", $"/webhooks/{index}/clientConfig/caBundle", encoded);
                    }
                }),
                stop);
            (answer as IDisposable)?.Dispose();
            if (answer is ApiAnswer.Done)
            {
                _attempts.Succeeded(path);
                LogTrusted(log, path);
            }
            else
            {
                _attempts.Failed(path, version);
                LogNotTrusted(log, path, answer.Complaint);
            }
        }
    }

    [LoggerMessage(EventId = 70, Level = LogLevel.Information, Message = "Secret {Namespace}/{Name} has a new certificate")]
    private static partial void LogWritten(ILogger log, string @namespace, string name);

    [LoggerMessage(
        EventId = 71,
        Level = LogLevel.Error,
        Message = "Secret {Namespace}/{Name} could not be written: {Reason}; if it was deleted, create it empty and it will be filled: {WayOut}")]
    private static partial void LogNotWritten(ILogger log, string @namespace, string name, string reason, string wayOut);

    [LoggerMessage(EventId = 72, Level = LogLevel.Error, Message = "Secret {Namespace}/{Name} could not be read: {Reason}")]
    private static partial void LogNotRead(ILogger log, string @namespace, string name, string reason);

    [LoggerMessage(EventId = 73, Level = LogLevel.Information, Message = "updated caBundle in {Path}")]
    private static partial void LogTrusted(ILogger log, string path);

    [LoggerMessage(EventId = 74, Level = LogLevel.Error, Message = "could not update caBundle in {Path}: {Reason}")]
    private static partial void LogNotTrusted(ILogger log, string path, string reason);
}

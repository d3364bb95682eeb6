using System.Security.Cryptography;
using HomelabStorage.Webhook.Files;

namespace HomelabStorage.Webhook.Certificates;

/// <summary>
/// A certificate in files that somebody else renews: a mounted Secret, by a swap of links. A pair that does not fit is refused, and the old one stays.
/// </summary>
internal sealed partial class CertificateFiles(string certificate, string key, ShownCertificate shown, TimeProvider time, ILogger log)
{
    private byte[] _last = [];

    /// <summary>Reads the files once; what is wrong with them, or empty.</summary>
    public string Load()
    {
        try
        {
            var (crt, pem) = (File.ReadAllText(certificate), File.ReadAllText(key));
            var digest = SHA256.HashData([.. System.Text.Encoding.UTF8.GetBytes(crt), 0, .. System.Text.Encoding.UTF8.GetBytes(pem)]);
            if (digest.AsSpan().SequenceEqual(_last))
            {
                return string.Empty;
            }

            _last = digest;
            var read = ServerCertificate.FromPem(crt, pem);
            if (read.Expires <= time.GetUtcNow() && shown.Current is { } current && current.Expires > read.Expires)
            {
                return $"certificate {certificate} expired on {read.Expires:yyyy-MM-dd}, before the one in use";
            }

            shown.Show(read);
            return string.Empty;
        }
        catch (Exception unusable) when (unusable is CryptographicException or ArgumentException or IOException or UnauthorizedAccessException)
        {
            return $"certificate {certificate} with key {key} cannot be used: {unusable.Message}";
        }
    }

    /// <summary>Goes on reading until it is stopped.</summary>
    public async Task Run(CancellationToken stop)
    {
        using var watch = new FileWatch(time, certificate, key);
        await watch.Run(LoadAgain, stop);
    }

    private void LoadAgain()
    {
        var before = shown.Current;
        if (Load() is { Length: > 0 } complaint)
        {
            LogRefused(log, complaint);
        }
        else if (!ReferenceEquals(before, shown.Current))
        {
            LogRenewed(log, shown.Current!.Expires);
        }
    }

    [LoggerMessage(EventId = 30, Level = LogLevel.Error, Message = "{Complaint}; keeping the old one")]
    private static partial void LogRefused(ILogger log, string complaint);

    [LoggerMessage(EventId = 31, Level = LogLevel.Information, Message = "loaded a new certificate, valid until {Expires:u}")]
    private static partial void LogRenewed(ILogger log, DateTimeOffset expires);
}

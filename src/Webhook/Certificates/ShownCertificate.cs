using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace HomelabStorage.Webhook.Certificates;

/// <summary>The certificate that is shown now. A new one is for new connections; those that are open go on.</summary>
internal sealed class ShownCertificate(TimeProvider time)
{
    private volatile SslServerAuthenticationOptions? _options;
    private volatile ServerCertificate? _current;
    private volatile string _lack = "there is no certificate yet";

    /// <summary>The certificate; null as long as there is none.</summary>
    public ServerCertificate? Current => _current;

    /// <summary>Why no handshake can succeed; empty when they do.</summary>
    public string Obstacle => _current is not { } current ? _lack
        : current.Expires <= time.GetUtcNow() ? $"the certificate expired on {current.Expires:yyyy-MM-dd}"
        : string.Empty;

    public void Show(ServerCertificate certificate)
    {
        _options = Options(certificate);
        _current = certificate;
    }

    /// <summary>Says why there is no certificate yet.</summary>
    public void Lack(string reason) => _lack = $"there is no certificate yet: {reason}";

    /// <summary>
    /// Shows something until the certificate is there, so that the kubelet hears a server live that waits for the API server. It is nobody's
    /// certificate: the server is not ready with it.
    /// </summary>
    public void ShowMeanwhile(ServerCertificate certificate) => _options ??= Options(certificate);

    /// <summary>What every handshake is given.</summary>
    public TlsHandshakeCallbackOptions Handshake(TimeSpan patience) => new()
    {
        HandshakeTimeout = patience,
        OnConnection = _ => _options is { } options ? ValueTask.FromResult(options) : throw new AuthenticationException("there is no certificate yet"),
    };

    private static SslServerAuthenticationOptions Options(ServerCertificate certificate) => new()
    {
        ServerCertificateContext = certificate.Context,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
    };
}

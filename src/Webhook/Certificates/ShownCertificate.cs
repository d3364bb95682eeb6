using System.Net.Security;
using System.Security.Authentication;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace HomelabStorage.Webhook.Certificates;

/// <summary>The certificate that is shown now. A new one is for new connections; those that are open go on.</summary>
internal sealed class ShownCertificate(TimeProvider time)
{
    private volatile SslServerAuthenticationOptions? _options;
    private volatile ServerCertificate? _current;

    /// <summary>The certificate; null as long as there is none.</summary>
    public ServerCertificate? Current => _current;

    /// <summary>Why no handshake can succeed; empty when they do.</summary>
    public string Obstacle => _current is not { } current ? "there is no certificate yet"
        : current.Expires <= time.GetUtcNow() ? $"the certificate expired on {current.Expires:yyyy-MM-dd}"
        : string.Empty;

    public void Show(ServerCertificate certificate)
    {
        _options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.Context,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
        _current = certificate;
    }

    /// <summary>What every handshake is given.</summary>
    public TlsHandshakeCallbackOptions Handshake() => new()
    {
        OnConnection = _ => _options is { } options ? ValueTask.FromResult(options) : throw new AuthenticationException("there is no certificate yet"),
    };
}

using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HomelabStorage.Audit;
using HomelabStorage.Webhook.Serving;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace HomelabStorage.Webhook.Certificates;

/// <summary>The certificate the server shows.</summary>
internal sealed class ServerCertificate
{
    private readonly SslStreamCertificateContext _context;

    private ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        _context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        Pem = certificate.ExportCertificatePem();
    }

    /// <summary>The certificate itself, for those who are to trust it.</summary>
    public string Pem { get; }

    /// <summary>The certificate of the settings, or one made in memory; null after a complaint.</summary>
    public static async Task<ServerCertificate?> Load(ServerSettings settings, Terminal terminal)
    {
        if (settings.Certificate is null || settings.CertificateKey is null)
        {
            return InMemory(settings.Address, TimeProvider.System);
        }

        try
        {
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(settings.Certificate);
#pragma warning disable CA2000 // It is shown until the process ends.
            return new ServerCertificate(X509Certificate2.CreateFromPemFile(settings.Certificate, settings.CertificateKey), chain);
#pragma warning restore CA2000
        }
        catch (Exception unusable) when (unusable is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            await terminal.Error.WriteLineAsync($"certificate {settings.Certificate} with key {settings.CertificateKey} cannot be used: {unusable.Message}");
            return null;
        }
    }

    /// <summary>A certificate for this run, signed by itself: for trying, never for a cluster.</summary>
    public static ServerCertificate InMemory(IPAddress address, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=homelab-storage", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        if (!IPAddress.IsLoopback(address) && !address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
        {
            names.AddIpAddress(address);
        }

        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var now = time.GetUtcNow();
        return new ServerCertificate(request.CreateSelfSigned(now.AddHours(-1), now.AddDays(30)), []);
    }

    /// <summary>What every handshake is given.</summary>
    public TlsHandshakeCallbackOptions Handshake()
    {
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = _context,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        };
        return new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(options) };
    }
}

using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HomelabStorage.Webhook.Certificates;

/// <summary>A certificate with its key and the certificates between it and its authority, ready to be shown.</summary>
internal sealed class ServerCertificate
{
    private ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection chain)
    {
        Context = SslStreamCertificateContext.Create(certificate, chain, offline: true);
        Pem = certificate.ExportCertificatePem();
        Expires = new DateTimeOffset(certificate.NotAfter.ToUniversalTime());
        Begins = new DateTimeOffset(certificate.NotBefore.ToUniversalTime());
    }

    /// <summary>What a handshake is given.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>The certificate itself, for those who are to trust it.</summary>
    public string Pem { get; }

    /// <summary>When it begins to be valid.</summary>
    public DateTimeOffset Begins { get; }

    /// <summary>When it ends to be valid.</summary>
    public DateTimeOffset Expires { get; }

    /// <summary>A certificate (with its chain behind it) and its private key.</summary>
    /// <exception cref="CryptographicException">One of them is no PEM, or they do not belong together.</exception>
    /// <exception cref="ArgumentException">As above: which of the two is thrown depends on what is wrong.</exception>
    public static ServerCertificate FromPem(string certificate, string key)
    {
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificate);
#pragma warning disable CA2000 // It is shown until another one takes its place, and handshakes may go on with it even then.
        return new ServerCertificate(X509Certificate2.CreateFromPem(certificate, key), chain);
#pragma warning restore CA2000
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
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: false,
            hasPathLengthConstraint: false,
            pathLengthConstraint: 0,
            critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));
        var now = time.GetUtcNow();
        return new ServerCertificate(request.CreateSelfSigned(now.AddHours(-1), now.AddDays(30)), []);
    }
}

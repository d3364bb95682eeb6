using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace HomelabStorage.Webhook.Tests;

/// <summary>Certificates as somebody else would make them.</summary>
internal static class Pem
{
    public static (string Certificate, string Key) Make(string name, int days = 30)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-60), now.AddDays(days));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}

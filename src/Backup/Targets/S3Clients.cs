using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Amazon.Runtime;

namespace HomelabStorage.Backup.Targets;

/// <summary>Connections to an S3 server: no redirects, and the authorities of <c>AWS_CA_BUNDLE</c> in place of the machine's where that is set.</summary>
internal sealed class S3Clients(X509Certificate2Collection? authorities) : HttpClientFactory
{
    public const string Variable = "AWS_CA_BUNDLE";

    /// <summary>Reads the file of authorities, if one is named.</summary>
    public static S3Clients Read(Func<string, string?> variable)
    {
        if (variable(Variable) is not { Length: > 0 } path)
        {
            return new(null);
        }

        try
        {
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(File.ReadAllText(path));
            return authorities.Count > 0 ? new(authorities) : throw BackupException.Target($"{Variable}: {path} holds no certificate in PEM form");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw BackupException.Target($"{Variable}: {path}: {trouble.Message}", trouble);
        }
    }

#pragma warning disable CA2000 // The client disposes its handler.
    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(10),
            SslOptions = Trust(),
        },
        disposeHandler: true)
    {
        Timeout = clientConfig.Timeout ?? Timeout.InfiniteTimeSpan,
    };
#pragma warning restore CA2000

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    private SslClientAuthenticationOptions Trust()
    {
        if (authorities is null)
        {
            return new SslClientAuthenticationOptions();
        }

        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(authorities);
        return new SslClientAuthenticationOptions { CertificateChainPolicy = policy };
    }
}

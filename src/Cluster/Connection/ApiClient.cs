using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;
using k8s.Authentication;

namespace HomelabStorage.Cluster.Connection;

/// <summary>
/// An HTTP client made of KubernetesClient's configuration. The library's own client is not used: it roots every typed model there is, which makes
/// the executable twice as large, and it has no watch ahead of time.
/// </summary>
internal sealed class ApiClient : IDisposable
{
    private readonly HttpClient _http;
    private readonly ITokenProvider? _tokens;
    private readonly AuthenticationHeaderValue? _basic;

    public ApiClient(KubernetesClientConfiguration configuration)
    {
        Address = new Uri(configuration.Host.TrimEnd('/') + "/");
        _tokens = configuration.TokenProvider ?? (configuration.AccessToken is { Length: > 0 } token ? new StringTokenProvider(token, "Bearer") : null);
        _basic = configuration.Username is { Length: > 0 }
            ? new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{configuration.Username}:{configuration.Password}")))
            : null;
#pragma warning disable CA2000 // The client disposes its handler.
        _http = new HttpClient(Handler(configuration))
#pragma warning restore CA2000
        {
            Timeout = Timeout.InfiniteTimeSpan, // each request has its own
            DefaultRequestVersion = Address.Scheme is "https" ? System.Net.HttpVersion.Version20 : System.Net.HttpVersion.Version11,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        _http.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        _http.DefaultRequestHeaders.UserAgent.ParseAdd("homelab-storage");
    }

    public Uri Address { get; }

    /// <summary>Sends a request; its body is read by the caller.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, ReadOnlyMemory<byte> body, string type, CancellationToken stop)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path))
        {
            Version = _http.DefaultRequestVersion,
            VersionPolicy = _http.DefaultVersionPolicy,
        };
        request.Headers.Authorization = _tokens is null ? _basic : await _tokens.GetAuthenticationHeaderAsync(stop).ConfigureAwait(false);
        if (type.Length > 0)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        }

        return await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();

    private static SocketsHttpHandler Handler(KubernetesClientConfiguration configuration)
    {
        var handler = new SocketsHttpHandler
        {
            ConnectTimeout = TimeSpan.FromSeconds(10),
            KeepAlivePingDelay = TimeSpan.FromSeconds(30), // a connection that is half open says nothing else
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            EnableMultipleHttp2Connections = true,
        };
        handler.SslOptions.TargetHost = configuration.TlsServerName;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, chain, errors) => configuration.SkipTlsVerify
            || IsTrusted(certificate, chain, errors, configuration.SslCaCerts);
        handler.SslOptions.ClientCertificates = [.. Certificates(configuration)];
        return handler;
    }

    /// <summary>A cluster has a certificate authority of its own, and nobody else's counts.</summary>
    private static bool IsTrusted(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, X509Certificate2Collection? authorities)
    {
        if (errors == SslPolicyErrors.None)
        {
            return true;
        }

        if (errors != SslPolicyErrors.RemoteCertificateChainErrors || certificate is null || chain is null || authorities is not { Count: > 0 })
        {
            return false;
        }

        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var leaf = X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
        return chain.Build(leaf);
    }

    private static IEnumerable<X509Certificate2> Certificates(KubernetesClientConfiguration configuration)
    {
        var certificate = Pem(configuration.ClientCertificateData, configuration.ClientCertificateFilePath);
        var key = Pem(configuration.ClientCertificateKeyData, configuration.ClientKeyFilePath);
        if (certificate is not null && key is not null)
        {
            yield return X509Certificate2.CreateFromPem(certificate, key);
        }
    }

    private static string? Pem(string? base64, string? path) =>
        base64 is { Length: > 0 } ? Encoding.UTF8.GetString(Convert.FromBase64String(base64)) : path is { Length: > 0 } ? File.ReadAllText(path) : null;
}

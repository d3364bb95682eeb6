using System.Security.Authentication;
using System.Text.Json;
using k8s;
using k8s.Exceptions;

namespace HomelabStorage.Cluster.Connection;

/// <summary>
/// Requests to one API server. Configuration and authentication are KubernetesClient's; bodies are JSON as it comes, because typed models drop what
/// they do not know. Certificates and tokens are read again when the server does not take them any more.
/// </summary>
public sealed class ApiServer : IDisposable
{
    /// <summary>How long an ordinary request may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly Func<KubernetesClientConfiguration> _configure;
    private volatile ApiClient _client;

    private ApiServer(Func<KubernetesClientConfiguration> configure)
    {
        _configure = configure;
        _client = Client();
    }

    /// <summary>Where it is.</summary>
    public Uri Address => _client.Address;

    /// <summary>The API server of the pod this runs in, else that of the kubeconfig and one of its contexts.</summary>
    /// <exception cref="ClusterConfigurationException">There is no usable configuration.</exception>
    public static ApiServer Connect(string? context)
    {
        try
        {
            return new ApiServer(() => context is null && KubernetesClientConfiguration.IsInCluster()
                ? KubernetesClientConfiguration.InClusterConfig()
                : Kubeconfig.Read(context));
        }
#pragma warning disable CA1031 // A file that is no kubeconfig makes the library throw whatever its YAML reader stumbles over.
        catch (Exception unusable)
#pragma warning restore CA1031
        {
            throw new ClusterConfigurationException(unusable.Message, unusable);
        }
    }

    /// <summary>The API server of a configuration, which is asked for again when it has to be read again.</summary>
    public static ApiServer Of(Func<KubernetesClientConfiguration> configure) => new(configure);

    /// <summary>Reads something.</summary>
    public Task<ApiAnswer> Get(string path, CancellationToken stop) => Send(HttpMethod.Get, path, default, string.Empty, stop);

    /// <summary>Makes an object.</summary>
    public Task<ApiAnswer> Create(string path, ReadOnlyMemory<byte> body, CancellationToken stop) =>
        Send(HttpMethod.Post, path, body, "application/json", stop);

    /// <summary>Puts an object in the place of the one whose resourceVersion it has.</summary>
    public Task<ApiAnswer> Replace(string path, ReadOnlyMemory<byte> body, CancellationToken stop) =>
        Send(HttpMethod.Put, path, body, "application/json", stop);

    /// <summary>Applies fields that are ours, server-side and as field manager <c>homelab-storage</c>.</summary>
    public Task<ApiAnswer> Apply(string path, ReadOnlyMemory<byte> body, CancellationToken stop) =>
        Send(HttpMethod.Patch, $"{path}?fieldManager=homelab-storage&force=true", body, "application/apply-patch+yaml", stop);

    /// <summary>Asks what would become of fields if they were applied; nothing is stored.</summary>
    public Task<ApiAnswer> TryApply(string path, ReadOnlyMemory<byte> body, CancellationToken stop) =>
        Send(HttpMethod.Patch, $"{path}?fieldManager=homelab-storage&force=true&dryRun=All", body, "application/apply-patch+yaml", stop);

    /// <summary>Changes an object by an RFC 7386 merge patch.</summary>
    public Task<ApiAnswer> Merge(string path, ReadOnlyMemory<byte> body, CancellationToken stop) =>
        Send(HttpMethod.Patch, $"{path}?fieldManager=homelab-storage", body, "application/merge-patch+json", stop);

    /// <summary>Changes an object by an RFC 6902 patch.</summary>
    public Task<ApiAnswer> Patch(string path, ReadOnlyMemory<byte> operations, CancellationToken stop) =>
        Send(HttpMethod.Patch, $"{path}?fieldManager=homelab-storage", operations, "application/json-patch+json", stop);

    /// <summary>Removes an object.</summary>
    public Task<ApiAnswer> Delete(string path, CancellationToken stop) => Send(HttpMethod.Delete, path, default, string.Empty, stop);

    /// <summary>Removes an object, as DeleteOptions say.</summary>
    public Task<ApiAnswer> Delete(string path, ReadOnlyMemory<byte> options, CancellationToken stop) =>
        Send(HttpMethod.Delete, path, options, "application/json", stop);

    /// <summary>A response whose body goes on; the caller reads and disposes it.</summary>
    /// <exception cref="HttpRequestException">No answer came.</exception>
    /// <exception cref="OperationCanceledException">It took too long, or <paramref name="stop"/> said so.</exception>
    public Task<HttpResponseMessage> Open(string path, CancellationToken stop) => _client.Send(HttpMethod.Get, path, default, string.Empty, stop);

    /// <summary>What a refusal says of itself: the message of the Status object that Kubernetes sends, else the HTTP reason.</summary>
    internal async Task<ApiAnswer.Refused> Refusal(HttpResponseMessage response, CancellationToken stop)
    {
        if (response.StatusCode == System.Net.HttpStatusCode.Unauthorized)
        {
            Renew();
        }

        var text = await response.Content.ReadAsStringAsync(stop);
        try
        {
            using var status = JsonDocument.Parse(text);
            var causes = status.RootElement.At("details", "causes") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
            return new ApiAnswer.Refused(
                (int)response.StatusCode,
                status.RootElement.TextAt("message") is { Length: > 0 } message ? message : $"{response.ReasonPhrase}")
            {
                IsNamespaceTerminating = causes.Any(cause => cause.TextAt("reason") is "NamespaceTerminating"),
            };
        }
        catch (JsonException)
        {
            return new ApiAnswer.Refused((int)response.StatusCode, $"{response.ReasonPhrase}");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    /// <summary>Reads the configuration again: a new token, or a new certificate authority.</summary>
    /// <remarks>Requests under way go on with the old client; the garbage collector takes it when they have ended.</remarks>
    internal void Renew() => _client = Client();

    private ApiClient Client() => new(_configure());

    /// <summary>The texts of warnings, which come as <c>299 - "text"</c>.</summary>
    private static string[] Warned(HttpResponseMessage response) => response.Headers.TryGetValues("Warning", out var warnings)
        ? [.. warnings.Select(w => w.IndexOf('"', StringComparison.Ordinal) is >= 0 and var quote ? w[quote..].Trim('"') : w)]
        : [];

    private async Task<ApiAnswer> Send(HttpMethod method, string path, ReadOnlyMemory<byte> body, string type, CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            // A thread that does long work (LongWork) would be woken for each of these steps; it is for what comes of the answer.
            using var response = await _client.Send(method, path, body, type, patience.Token).ConfigureAwait(false);
            if (!response.IsSuccessStatusCode)
            {
                return await Refusal(response, patience.Token).ConfigureAwait(false);
            }

            await using var answer = await response.Content.ReadAsStreamAsync(patience.Token).ConfigureAwait(false);
            var document = await JsonDocument.ParseAsync(answer, cancellationToken: patience.Token).ConfigureAwait(false);
            return new ApiAnswer.Done(document) { Warnings = Warned(response) };
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new ApiAnswer.Unreachable($"no answer from {Address.Authority} within {Patience.TotalSeconds:0} s");
        }
        catch (HttpRequestException lost)
        {
            if (lost.InnerException is AuthenticationException)
            {
                Renew();
            }

            return new ApiAnswer.Unreachable($"{Address.Authority}: {(lost.InnerException ?? lost).Message}");
        }
        catch (Exception lost) when (lost is IOException or JsonException or KubernetesClientException)
        {
            return new ApiAnswer.Unreachable($"{Address.Authority}: {lost.Message}");
        }
    }
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Manifests.Reading;
using k8s;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;

namespace HomelabStorage.Cluster.Tests;

/// <summary>An API server that says what a test wants it to say.</summary>
internal sealed class FakeApiServer : IDisposable
{
    private readonly WireMockServer _mock = WireMockServer.Start();

    /// <summary>Waits that a test can sit out.</summary>
    public static Pace Hasty { get; } = new()
    {
        FirstWait = TimeSpan.FromMilliseconds(10),
        LongestWait = TimeSpan.FromMilliseconds(40),
        LookForKind = TimeSpan.FromMilliseconds(50),
        LookAgain = TimeSpan.FromMilliseconds(50),
        Silence = TimeSpan.FromSeconds(1),
    };

    public static WatchedResource Resource { get; } = WatchedResource.Of(ManifestKinds.PersistentVolumeClaim);

    public Uri Address => new(_mock.Urls[0]);

    public ApiServer Connect() => ApiServer.Of(() => new KubernetesClientConfiguration { Host = _mock.Urls[0] });

    /// <summary>How often something was asked for.</summary>
    public int Asked(string parameter, string value) =>
        _mock.LogEntries.Count(e => e.RequestMessage.Query?.TryGetValue(parameter, out var values) == true && values.Contains(value));

    /// <summary>How often an address was asked.</summary>
    public int Count(string path) => _mock.LogEntries.Count(e => string.Equals(e.RequestMessage.Path, path, StringComparison.Ordinal));

    /// <summary>An answer to the next list, in the order in which they are given; the last is given again and again.</summary>
    public Step OnList => new(this, "list", Request.Create().WithPath("/" + Resource.Path(string.Empty)).WithParam("limit").UsingGet());

    /// <summary>An answer to the next watch from a version.</summary>
    public Step OnWatch(string version) =>
        new(
            this,
            $"watch {version}",
            Request.Create().WithPath("/" + Resource.Path(string.Empty)).WithParam("watch", "1").WithParam("resourceVersion", version).UsingGet());

    /// <summary>An answer to whatever else.</summary>
    public void On(string method, string path, IResponseBuilder response) =>
        _mock.Given(Request.Create().WithPath(path).UsingMethod(method)).RespondWith(response);

    /// <summary>Lists of everything that a cluster holds, or one namespace of it.</summary>
    public void Holds(IReadOnlyCollection<JsonElement> objects, string ns = "")
    {
        _mock.ResetMappings();
        foreach (var resource in WatchedResource.WithNodes)
        {
            var items = objects.Where(o => string.Equals(o.GetProperty("kind").GetString(), resource.Kind.Name, StringComparison.Ordinal)
                && string.Equals(o.GetProperty("apiVersion").GetString(), resource.Kind.ApiVersion, StringComparison.Ordinal));
            On(
                "GET",
                "/" + resource.Path(ns),
                Json($$"""{"metadata":{"resourceVersion":"1"},"items":[{{string.Join(',', items.Select(i => i.GetRawText()))}}]}"""));
        }
    }

    /// <summary>An answer that depends on a header.</summary>
    public void OnToken(string token, string path, IResponseBuilder response) =>
        _mock.Given(Request.Create().WithPath(path).WithHeader("Authorization", $"Bearer {token}").UsingGet()).RespondWith(response);

    public static IResponseBuilder Json(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        Response.Create().WithStatusCode(status).WithHeader("Content-Type", "application/json").WithBody(body);

    public static IResponseBuilder Page(string version, string next, params string[] claims) =>
        Json(
            $$"""
            {
              "kind": "PersistentVolumeClaimList",
              "apiVersion": "v1",
              "metadata": {"resourceVersion": "{{version}}", "continue": "{{next}}"},
              "items": [{{Claims(claims, version)}}]
            }
            """);

    public static IResponseBuilder Told(params string[] lines) => Json(string.Concat(lines.Select(l => l + "\n")));

    public static string Event(string type, string name, string version, string storageClass = "local-path") =>
        $$$"""{"type":"{{{type}}}","object":{{{Claim(name, version, typed: true, storageClass)}}}}""";

    public static string Bookmark(string version) =>
        OnOneLine($$"""
            {
              "type": "BOOKMARK",
              "object": {
                "kind": "PersistentVolumeClaim",
                "apiVersion": "v1",
                "metadata": {"resourceVersion": "{{version}}"},
                "spec": {"resources": {} },
                "status": {}
              }
            }
            """);

    public static string Error(int code) =>
        OnOneLine($$"""
            {
              "type": "ERROR",
              "object": {
                "kind": "Status",
                "apiVersion": "v1",
                "metadata": {},
                "status": "Failure",
                "message": "too old resource version",
                "reason": "Expired",
                "code": {{code}}
              }
            }
            """);

    public void Dispose() => _mock.Dispose();

    private static string Claims(IEnumerable<string> names, string version) => string.Join(',', names.Select(name => Claim(name, version, typed: false)));

    private static string Claim(string name, string version, bool typed, string storageClass = "local-path") =>
        OnOneLine($$$"""
            {
              {{{(typed ? "\"kind\": \"PersistentVolumeClaim\", \"apiVersion\": \"v1\"," : string.Empty)}}}
              "metadata": {"name": "{{{name}}}", "namespace": "media", "uid": "uid-{{{name}}}", "resourceVersion": "{{{version}}}"},
              "spec": {
                "accessModes": ["ReadWriteOnce"],
                "storageClassName": "{{{storageClass}}}",
                "resources": {"requests": {"storage": "1Gi"}}
              },
              "status": {"phase": "Bound"}
            }
            """);

    /// <summary>As a watch tells it: an event a line.</summary>
    private static string OnOneLine(string json) => string.Concat(json.Split('\n', StringSplitOptions.TrimEntries));

    /// <summary>A request whose answers come in an order.</summary>
    internal sealed class Step(FakeApiServer server, string name, IRequestBuilder request)
    {
        public void Says(params IResponseBuilder[] responses)
        {
            for (var i = 0; i < responses.Length; i++)
            {
                var given = server._mock.Given(request).InScenario(name);
                (i == 0 ? given : given.WhenStateIs(State(i))).WillSetStateTo(State(Math.Min(i + 1, responses.Length))).RespondWith(responses[i]);
            }

            // The last answer stands.
            server._mock
                .Given(request)
                .InScenario(name)
                .WhenStateIs(State(responses.Length))
                .WillSetStateTo(State(responses.Length))
                .RespondWith(responses[^1]);
        }

        private string State(int number) => string.Create(CultureInfo.InvariantCulture, $"{name} {number}");
    }
}

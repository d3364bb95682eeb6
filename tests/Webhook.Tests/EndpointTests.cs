using System.Net;
using System.Text;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class EndpointTests : IAsyncLifetime
{
    private TestServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await TestServer.Start();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("", "the body is empty; send an AdmissionReview")]
    [InlineData("{\"apiVersion\":\"admission.k8s.io/v1\",", "the body is not JSON: line 1, byte")]
    [InlineData("[]", "kind is ''; send an AdmissionReview")]
    [InlineData("{\"kind\":\"Pod\"}", "kind is 'Pod'; send an AdmissionReview")]
    [InlineData(
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1beta1\",\"request\":{\"uid\":\"1\"}}",
        "apiVersion is 'admission.k8s.io/v1beta1'; only admission.k8s.io/v1 is spoken here")]
    [InlineData("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\"}", "the AdmissionReview has no request")]
    [InlineData("{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"operation\":\"CREATE\"}}", "request.uid is missing")]
    [InlineData(
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"1\",\"operation\":\"PATCH\"}}",
        "request.operation is 'PATCH'")]
    [InlineData(
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"\\uD800\",\"operation\":\"CREATE\"}}",
        "the body has half of a surrogate pair at byte 80")]
    [InlineData(
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"1\",\"operation\":\"CREATE\",\"object\":[1]}}",
        "request.object and request.oldObject have to be objects")]
    [InlineData(
        "{\"kind\":\"AdmissionReview\",\"apiVersion\":\"admission.k8s.io/v1\",\"request\":{\"uid\":\"1\",\"operation\":\"DELETE\",\"oldObject\":\"x\"}}",
        "request.object and request.oldObject have to be objects")]
    public async Task What_is_no_review_is_a_bad_request_with_its_reason(string body, string reason)
    {
        foreach (var path in new[] { "/validate", "/mutate" })
        {
            var (status, text) = await _server.Post(path, Encoding.UTF8.GetBytes(body));
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.StartsWith(reason, text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/jsonp")]
    [InlineData(null)]
    public async Task Only_JSON_is_taken(string? contentType) =>
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _server.Post("/validate", "{}"u8.ToArray(), contentType)).Status);

    [Fact]
    public async Task Bytes_that_are_no_text_are_a_bad_request() =>
        Assert.Equal(
            (HttpStatusCode.BadRequest, "the body is not valid UTF-8\n"),
            await _server.Post("/validate", [.. "{\"kind\":\""u8, 0xff, 0xfe, .. "\"}"u8]));

    [Fact]
    public async Task Twenty_megabytes_are_too_much() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _server.Post("/validate", new byte[20 * 1024 * 1024])).Status);

    [Fact]
    public async Task A_flood_of_the_largest_bodies_is_refused_in_time_and_small_ones_go_on()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Flood()));
        Assert.All(
            all,
            status => Assert.True(
                status is null or HttpStatusCode.BadRequest or HttpStatusCode.ServiceUnavailable or HttpStatusCode.RequestTimeout,
                $"{status}"));
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.Post("/validate", "{}"u8.ToArray())).Status);
    }

    /// <summary>
    /// The answer to a large body; null where the server has cut the connection while the body was still on its way, so that the answer was lost.
    /// </summary>
    private async Task<HttpStatusCode?> Flood()
    {
        try
        {
            return (await _server.Post("/validate", new byte[15 * 1024 * 1024])).Status;
        }
        catch (HttpRequestException cut) when (cut.InnerException is IOException)
        {
            return null;
        }
    }

    [Fact]
    public async Task Nesting_without_end_is_a_bad_request()
    {
        var deep = Review("\"metadata\":{\"annotations\":" + string.Concat(Enumerable.Repeat("{\"a\":", 50_000)) + "1" + new string('}', 50_000) + "}");
        Assert.Equal(HttpStatusCode.BadRequest, (await _server.Post("/validate", deep)).Status);
    }

    [Fact]
    public async Task An_annotation_of_five_megabytes_is_answered()
    {
        var (status, text) = await _server.Post(
            "/validate",
            Review($"\"metadata\":{{\"name\":\"x\",\"namespace\":\"y\",\"annotations\":{{\"a\":\"{new string('x', 5 * 1024 * 1024)}\"}}}}"));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("\"allowed\":true", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"metadata\":[]")]
    [InlineData("\"metadata\":{\"name\":7},\"spec\":\"nothing\"")]
    [InlineData("\"spec\":{\"template\":{\"spec\":{\"containers\":{},\"volumes\":[1,null,{}]}}}")]
    [InlineData(
        """
        "spec": {
          "template": {
            "spec": {"containers": [{"image": {}, "env": [null], "volumeMounts": [{"mountPath": null}]}], "volumes": [{"name": "a", "nfs": null}]}
          }
        }
        """)]
    [InlineData("\"spec\":{\"replicas\":1e99,\"template\":null}")]
    public async Task An_object_of_the_wrong_shape_is_answered(string fields) =>
        Assert.Equal(HttpStatusCode.OK, (await _server.Post("/validate", Review(fields))).Status);

    [Fact]
    public async Task A_refusal_says_all_within_a_kilobyte()
    {
        await _server.Post(
            "/validate",
            Review(
                "\"metadata\":{\"name\":\"d\",\"namespace\":\"l\"},\"spec\":{\"storageClassName\":\"truenas-nfs\",\"accessModes\":[\"ReadWriteOnce\"]}",
                "PersistentVolumeClaim",
                "v1"));
        var (_, text) = await _server.Post(
            "/validate",
            Review(
                """
                "metadata": {"name": "l", "namespace": "l"},
                "spec": {
                  "template": {
                    "spec": {
                      "containers": [{"name": "c", "image": "sissbruecker/linkding", "volumeMounts": [{"name": "v", "mountPath": "/etc/linkding/data"}]}],
                      "volumes": [{"name": "v", "persistentVolumeClaim": {"claimName": "d"}}]
                    }
                  }
                }
                """));
        using var answer = System.Text.Json.JsonDocument.Parse(text);
        var status = answer.RootElement.GetProperty("response").GetProperty("status");
        var message = status.GetProperty("message").GetString()!;
        Assert.True(Encoding.UTF8.GetByteCount(message) <= 1100, message);
        Assert.StartsWith(
            "[sqlite-on-network-filesystem] linkding keeps SQLite at /etc/linkding/data, but claim d is on NFS (class truenas-nfs): use "
                + "longhorn-sqlite (not found; the policy expects Longhorn under this name).\n  why:  ",
            message,
            StringComparison.Ordinal);
        Assert.Equal("sqlite-on-network-filesystem", status.GetProperty("details").GetProperty("causes")[0].GetProperty("reason").GetString());
        Assert.All(
            answer.RootElement.GetProperty("response").GetProperty("warnings").EnumerateArray(),
            w => Assert.DoesNotContain(w.GetString()!, char.IsControl));
    }

    [Theory]
    [InlineData("/healthz", "ok\n")]
    [InlineData("/readyz", "ready\n")]
    public async Task Probes_are_answered(string path, string word) =>
        Assert.Equal(word, await _server.Client.GetStringAsync(new Uri(path, UriKind.Relative)));

    private static byte[] Review(string fields, string kind = "Deployment", string version = "apps/v1") =>
        Encoding.UTF8.GetBytes(
            $$"""
            {
              "kind": "AdmissionReview",
              "apiVersion": "admission.k8s.io/v1",
              "request": {"uid": "1", "operation": "CREATE", "object": {"apiVersion": "{{version}}", "kind": "{{kind}}", {{fields}} } }
            }
            """);
}

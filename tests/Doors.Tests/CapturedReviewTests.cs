using System.Net;
using System.Text.Json;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>122 reviews exactly as a real API server sent them, in the order in which they came.</summary>
public sealed class CapturedReviewTests
{
    private static readonly string[] Files =
    [
        .. Directory.GetFiles(Repository.Path("tests", "fixtures", "admission-reviews"), "*.json").Order(StringComparer.Ordinal),
    ];

    [Fact]
    public async Task In_the_captured_order_what_makes_a_pair_known_is_refused_and_so_is_its_second_replica()
    {
        await using var server = await TestServer.Start();
        var refused = new List<string>();
        foreach (var file in Files)
        {
            if (!(await Send(server, file)).Allowed)
            {
                refused.Add(Path.GetFileName(file)[..3]);
            }
        }

        Assert.Equal("015 068 096", string.Join(' ', refused));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public async Task In_any_order_every_answer_is_valid_and_only_unsafe_pairs_are_refused(int seed)
    {
        await using var server = await TestServer.Start();
        var files = Files.ToArray();
        new Random(seed).Shuffle(files);
        foreach (var file in files)
        {
            var answer = await Send(server, file);
            Assert.True(answer.Allowed || MayBeRefused(file), $"{Path.GetFileName(file)} was refused (seed {seed}): {answer.Message}");
        }
    }

    [Fact]
    public async Task Whichever_of_the_pair_comes_last_is_refused()
    {
        await using var server = await TestServer.Start();
        foreach (var number in new[] { "004", "015" })
        {
            Assert.True((await Send(server, File(number))).Allowed);
        }

        var claim = await Send(server, File("012"));
        Assert.False(claim.Allowed);
        Assert.StartsWith(
            "[sqlite-on-network-filesystem] linkding keeps SQLite at /etc/linkding/data, but claim linkding-data-pvc is on NFS",
            claim.Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dry_run_admits_nothing()
    {
        await using var server = await TestServer.Start();
        Assert.True((await Send(server, File("004"))).Allowed);
        Assert.True((await Send(server, File("008"))).Allowed);
        Assert.True((await Send(server, File("015"))).Allowed);
    }

    private static string File(string number) => Files.First(f => Path.GetFileName(f).StartsWith(number, StringComparison.Ordinal));

    private static bool MayBeRefused(string file) =>
        Path.GetFileName(file) is var name
        && name.Contains("validate", StringComparison.Ordinal)
        && !name.Contains("delete", StringComparison.Ordinal)
        && !name.Contains("-pods-", StringComparison.Ordinal)
        && (name.Contains("linkding", StringComparison.Ordinal)
            || name.Contains("uptime-kuma", StringComparison.Ordinal)
            || name.Contains("storageclasses-local-path", StringComparison.Ordinal));

    private static async Task<(bool Allowed, string Message)> Send(TestServer server, string file)
    {
        var body = await System.IO.File.ReadAllBytesAsync(file);
        using var review = JsonDocument.Parse(body);
        var (status, text) = await server.Post(
            Path.GetFileName(file).Contains("validate", StringComparison.Ordinal) ? "/validate?timeout=5s" : "/mutate?timeout=5s",
            body);
        Assert.Equal(HttpStatusCode.OK, status);
        using var answer = JsonDocument.Parse(text);
        Assert.Equal("admission.k8s.io/v1", answer.RootElement.GetProperty("apiVersion").GetString());
        Assert.Equal("AdmissionReview", answer.RootElement.GetProperty("kind").GetString());
        var response = answer.RootElement.GetProperty("response");
        Assert.Equal(review.RootElement.GetProperty("request").GetProperty("uid").GetString(), response.GetProperty("uid").GetString());
        Assert.Equal(response.TryGetProperty("patch", out _), response.TryGetProperty("patchType", out _));
        Assert.True(
            Path.GetFileName(file).Contains("mutate", StringComparison.Ordinal) || !response.TryGetProperty("patch", out _),
            $"{file}: a validating answer has a patch");
        var allowed = response.GetProperty("allowed").GetBoolean();
        if (!allowed)
        {
            Assert.Equal(403, response.GetProperty("status").GetProperty("code").GetInt32());
            Assert.Equal("Forbidden", response.GetProperty("status").GetProperty("reason").GetString());
        }

        return (allowed, allowed ? string.Empty : response.GetProperty("status").GetProperty("message").GetString()!);
    }
}

using System.Diagnostics;
using System.Text.Json;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>What the alerts say of series that a Prometheus may have, where PROMTOOL names Prometheus' own program for it (<c>tests/promtool</c>).</summary>
public sealed class AlertTests
{
    private static readonly string? Program = Environment.GetEnvironmentVariable("PROMTOOL");

    private static readonly JsonElement Rules = Root("deploy", "manifests", "components", "monitoring", "rules.yaml").GetProperty("spec");

    private static readonly JsonElement[] Asked =
    [
        .. Items(Root("tests", "fixtures", "alerts.yaml"), "tests").SelectMany(test => Items(test, "alert_rule_test")),
    ];

    [Fact]
    public void Every_alert_is_asked_for_when_it_is_silent_and_when_it_is_not()
    {
        string[] alerts = [.. Items(Rules, "groups").SelectMany(group => Items(group, "rules")).Select(rule => Text(rule, "alert"))];
        Assert.NotEmpty(alerts);
        Assert.Empty(alerts.Except(Asked.Where(a => !IsFiring(a)).Select(a => Text(a, "alertname")), StringComparer.Ordinal));
        Assert.Empty(alerts.Except(Asked.Where(IsFiring).Select(a => Text(a, "alertname")), StringComparer.Ordinal));
    }

    [Fact]
    public async Task They_say_what_they_should()
    {
        Assert.SkipWhen(Program is null, "PROMTOOL names no promtool");
        var stop = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("alerts-");
        try
        {
            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "rules.yaml"), Rules.GetRawText(), stop);
            File.Copy(Repository.Path("tests", "fixtures", "alerts.yaml"), Path.Combine(folder.FullName, "alerts.yaml"));
            using var process = Process.Start(new ProcessStartInfo(Program!, ["test", "rules", "alerts.yaml"])
            {
                WorkingDirectory = folder.FullName,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var complaints = process.StandardError.ReadToEndAsync(stop);
            var said = await process.StandardOutput.ReadToEndAsync(stop);
            await process.WaitForExitAsync(stop);
            Assert.True(process.ExitCode == 0, said + await complaints);
            Assert.Contains("SUCCESS", said, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsFiring(JsonElement asked) => asked.TryGetProperty("exp_alerts", out _);

    private static JsonElement.ArrayEnumerator Items(JsonElement element, string key) => element.GetProperty(key).EnumerateArray();

    private static string Text(JsonElement element, string key) => element.GetProperty(key).GetString()!;

    private static JsonElement Root(params string[] path) =>
        Assert.IsType<YamlDocument.Readable>(Assert.Single(YamlReader.Read(File.ReadAllText(Repository.Path(path)), path[^1]))).Root;
}

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
        .. Root("tests", "fixtures", "alerts.yaml").GetProperty("tests").EnumerateArray().SelectMany(test => test.GetProperty("alert_rule_test").EnumerateArray()),
    ];

    [Fact]
    public void Every_alert_is_asked_for_when_it_is_silent_and_when_it_is_not()
    {
        string[] alerts =
        [
            .. Rules.GetProperty("groups").EnumerateArray().SelectMany(group => group.GetProperty("rules").EnumerateArray()).Select(rule => Text(rule, "alert")),
        ];
        Assert.NotEmpty(alerts);
        Assert.Empty(alerts.Except(Asked.Where(a => !IsFiring(a)).Select(a => Text(a, "alertname")), StringComparer.Ordinal));
        Assert.Empty(alerts.Except(Asked.Where(IsFiring).Select(a => Text(a, "alertname")), StringComparer.Ordinal));
    }

    [Fact]
    public void They_say_what_they_should()
    {
        Assert.SkipWhen(Program is null, "PROMTOOL names no promtool");
        var folder = Directory.CreateTempSubdirectory("alerts-");
        try
        {
            File.WriteAllText(Path.Combine(folder.FullName, "rules.yaml"), Rules.GetRawText());
            File.Copy(Repository.Path("tests", "fixtures", "alerts.yaml"), Path.Combine(folder.FullName, "alerts.yaml"));
            using var process = Process.Start(new ProcessStartInfo(Program!, ["test", "rules", "alerts.yaml"])
            {
                WorkingDirectory = folder.FullName,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var complaints = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode == 0, said + complaints.GetAwaiter().GetResult());
            Assert.Contains("SUCCESS", said, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool IsFiring(JsonElement asked) => asked.TryGetProperty("exp_alerts", out _);

    private static string Text(JsonElement element, string key) => element.GetProperty(key).GetString()!;

    private static JsonElement Root(params string[] path) =>
        Assert.IsType<YamlDocument.Readable>(Assert.Single(YamlReader.Read(File.ReadAllText(Repository.Path(path)), path[^1]))).Root;
}

using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>What our own CronJobs note of their runs, and how that goes with their status. It is 23 November 2026, 20:00.</summary>
public sealed class RecordTests
{
    private const string Success = "homelab-storage.io/last-success";

    private const string Suspicion = "homelab-storage.io/last-suspicion: '2026-11-23T18:00:00Z: no database found'";

    private const string Failure = "homelab-storage.io/last-failure: '2026-11-23T18:00:00Z: disk full'";

    private const string Failed = "its last run failed: 2026-11-23T18:00:00Z: disk full";

    private const string Suspicious = "its last copy is suspicious: 2026-11-23T18:00:00Z: no database found";

    [Theory]
    [InlineData($"{Success}: '2026-11-23T18:00:00Z'", "", Grade.Ran, "")]
    [InlineData($"{Success}: '2026-11-23T02:00:00Z'", "2026-11-23T18:00:00Z", Grade.Ran, "")]
    [InlineData($"{Success}: '2026-11-23T12:00:00Z', {Failure}", "2026-11-23T12:00:00Z", Grade.Ran, Failed)]
    [InlineData($"{Success}: '2026-11-23T02:00:00Z', {Failure}", "2026-11-23T02:00:00Z", Grade.Scheduled, Failed)]
    [InlineData($"{Success}: '2026-11-23T12:00:00Z', {Suspicion}", "2026-11-23T18:00:00Z", Grade.Ran, Suspicious)]
    [InlineData(
        $"{Success}: '2026-11-23T02:00:00Z', {Suspicion}",
        "2026-11-23T18:00:00Z",
        Grade.Scheduled,
        Suspicious)]
    [InlineData(Suspicion, "2026-11-23T18:00:00Z", Grade.Scheduled, Suspicious)]
    public void A_run_whose_copy_is_suspicious_is_no_success(string notes, string status, Grade grade, string trouble)
    {
        var backup = Assert.Single(Of(Household(notes, status, "homelab-storage.io/role: backup")).Backups);
        Assert.Equal((grade, trouble), (backup.Grade, backup.Trouble));

        // What others write on their own jobs is nothing that we found out.
        Assert.Equal((status.Length > 0 ? Grade.Ran : Grade.Scheduled, string.Empty), Others(notes, status.Length > 0 ? "2026-11-23T18:00:00Z" : string.Empty));
    }

    [Fact]
    public void The_warning_says_what_went_wrong_since()
    {
        var scene = Scene.Of(string.Join(
            "\n---\n",
            Household($"{Success}: '2026-11-23T12:00:00Z', {Failure}", string.Empty, "homelab-storage.io/role: backup")));
        Assert.Contains(
            scene.Judge.Of(scene.Find<Workload>("app")).Findings,
            d => d.Finding.Message.EndsWith("(ran 2026-11-23 12:00Z); its last run failed: 2026-11-23T18:00:00Z: disk full", StringComparison.Ordinal));
    }

    private static (Grade Grade, string Trouble) Others(string notes, string status)
    {
        var backup = Assert.Single(Of(Household(notes, status, "app: other")).Backups);
        return (backup.Grade, backup.Trouble);
    }

    private static string[] Household(string notes, string status, string label) =>
    [
        LocalPath,
        Data.Replace("name: data,", "name: data, creationTimestamp: '2026-01-01T00:00:00Z',", StringComparison.Ordinal),
        App,
        CronJob(Shell("cp -a /data /b/"), status: status.Length > 0 ? $", status: {{lastSuccessfulTime: '{status}'}}" : string.Empty)
            .Replace("name: copy,", $"name: copy, labels: {{{label}}}, annotations: {{{notes}}},", StringComparison.Ordinal),
    ];
}

using System.Text.Json.Nodes;
using HomelabStorage.Policies.Vocabulary;
using Xunit;

namespace HomelabStorage.EndToEnd.Tests;

public sealed class ScheduleTests(Cluster cluster)
{
    /// <summary>Expressions on which readers of cron differ.</summary>
    private static readonly string[] Asked =
    [
        "0 3 * * *", "0  3 * * * ", "@daily", "@midnight", "@annually", "@every_minute", "@DAILY", "@reboot", "0 3 * * SUN", "0 3 * * 7", "0 3 * * 5-7",
        "0 3 * * FRI-MON", "0 3 * * mon-fri", "0 22-4 * * *", "0 3 L * *", "0 3 LW * *", "0 3 15W * *", "0 3 * * 5#2", "0 3 * * 5L", "0 3 ? * ?",
        "0 0 3 * * *", "60 * * * *", "0/15 * * * *", "0 3 * JAN *", "*/0 * * * *", "0 3 0 * *", "0 3 1-5/2 * *", "05 03 1,15 * 0-6", "0 3 30 2 1",
        "H 3 * * *", "TZ=Europe/Berlin 0 3 * * *",
    ];

    [Fact]
    public async Task What_is_a_schedule_here_is_one_for_the_API_server()
    {
        Assert.SkipWhen(cluster.Obstacle is not null, cluster.Obstacle ?? string.Empty);
        Assert.SkipWhen(cluster.Minor < 25, $"time zones in schedules are refused from Kubernetes 1.25 on; this is 1.{cluster.Minor}");
        var list = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. Asked.Select((text, place) => CronJob($"asked-{place}", text))]),
        };
        var (_, output, error) = await Kubectl.Run(cluster, ["create", "--dry-run=server", "-f", "-"], list.ToJsonString());
        var taken = Asked.Where((_, place) => output.Contains($"cronjob.batch/asked-{place} created", StringComparison.Ordinal));
        Assert.True(Asked.Where(text => Schedule.Complaint(text).Length == 0).SequenceEqual(taken, StringComparer.Ordinal), output + error);
    }

    private static JsonNode CronJob(string name, string schedule) => JsonNode.Parse($$"""
        {
          "apiVersion": "batch/v1", "kind": "CronJob", "metadata": {"name": "{{name}}", "namespace": "default"},
          "spec": {"schedule": "{{schedule}}", "jobTemplate": {"spec": {"template": {"spec": {
            "restartPolicy": "Never", "containers": [{"name": "one", "image": "one"}]} } } } }
        }
        """)!;
}

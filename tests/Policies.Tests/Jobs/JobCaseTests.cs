using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Jobs;

/// <summary>The CronJobs of each case, and what the rest of the house makes of them.</summary>
public sealed class JobCaseTests
{
    public static TheoryData<JobCase> Cases => [.. JobCase.All()];

    public static TheoryData<JobCase> Copying => [.. JobCase.All().Where(c => c.Jobs().Any())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_planned_is_what_was_planned(JobCase asked)
    {
        var text = asked.Text();
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") is "1")
        {
            File.WriteAllText(asked.Expected, text);
        }

        Assert.True(File.Exists(asked.Expected), $"{asked} has no expected.json; UPDATE_GOLDEN=1 dotnet test writes it");
        Assert.Equal(File.ReadAllText(asked.Expected), text);
    }

    /// <summary>An object of ours is judged like anybody's, so that a copied label buys nothing, and has nothing to hide.</summary>
    [Theory]
    [MemberData(nameof(Copying))]
    public void A_CronJob_of_ours_has_no_finding_and_its_pod_is_left_as_it_is(JobCase asked)
    {
        foreach (var job in asked.Jobs())
        {
            using var document = JsonDocument.Parse(CronJobJson.Of(job));
            var manifest = Understood(document.RootElement);
            var judge = Judge(asked, asked.Cluster.With(manifest));
            Assert.Empty(judge.Of(manifest).Demands.Select(d => d.Finding.Message));
            var pod = JsonNode.Parse(
                """{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "p", "labels": {"x": "y"}}}""")!;
            pod["metadata"]!["namespace"] = job.Namespace;
            pod["spec"] = JsonNode.Parse(CronJobJson.Of(job).Span)!["spec"]!["jobTemplate"]!["spec"]!["template"]!["spec"]!.DeepClone();
            using var sent = JsonDocument.Parse(pod.ToJsonString());
            var made = Understood(sent.RootElement);
            Assert.Empty(Mutator.OnCreate(made, judge, asked.Policy).Edits);
            Assert.Empty(judge.Of(made).Demands.Select(d => d.Finding.Message));
        }
    }

    [Theory]
    [MemberData(nameof(Copying))]
    public void A_probe_has_no_finding_and_what_it_says_is_in_the_way_of_its_claims(JobCase asked)
    {
        foreach (var plan in asked.Plans().OfType<ClaimPlan.Ready>())
        {
            var job = JsonNode.Parse(ProbeJobJson.Of(plan.Probe, $"{plan.Probe.Name}-0", TimeSpan.FromHours(1)).Span)!;
            job["metadata"]!["annotations"] = new JsonObject { [Annotation.BackupObstacle] = "the export is read-only" };
            using var document = JsonDocument.Parse(job.ToJsonString());
            var manifest = Understood(document.RootElement);
            var judge = Judge(asked, asked.Cluster.With(manifest));
            Assert.Empty(judge.Of(manifest).Demands.Select(d => d.Finding.Message));
            Assert.Null(JobPlanner.Obstacle((ClaimFacts)Judge(asked, asked.Cluster).Of(plan.Claim).Facts!, asked.Policy));
            var obstacle = JobPlanner.Obstacle((ClaimFacts)judge.Of(plan.Claim).Facts!, asked.Policy)!;
            Assert.Equal(("TargetNotReady", true), (obstacle.Reason, obstacle.Message.EndsWith("yet: the export is read-only", StringComparison.Ordinal)));
        }
    }

    /// <summary>Kubernetes reads $(NAME) and $$ in commands before any shell does.</summary>
    [Theory]
    [InlineData(DumpMaker.Postgresql)]
    [InlineData(DumpMaker.Mariadb)]
    public void Kubernetes_leaves_a_script_of_dumps_as_it_is(DumpMaker maker)
    {
        Assert.DoesNotContain("$$", DumpScript.Of(maker), StringComparison.Ordinal);
        Assert.DoesNotMatch("""\$\([A-Za-z_.-][A-Za-z0-9_.-]*\)""", DumpScript.Of(maker));
    }

    /// <summary>A dump has to run wherever the server does: the claim itself is not mounted, and the server's password is only referred to.</summary>
    [Theory]
    [InlineData("dumps-postgresql-by-its-service")]
    [InlineData("dumps-mariadb-as-root")]
    public void A_dump_mounts_no_claim_of_the_server(string name)
    {
        var asked = new JobCase(name);
        Assert.DoesNotContain($"\"claimName\": \"{asked.Jobs().First().Claim}\"", asked.Text(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Copying))]
    public void A_CronJob_of_ours_is_a_backup_of_its_claim(JobCase asked)
    {
        foreach (var plan in asked.Plans().OfType<ClaimPlan.Ready>())
        {
            using var document = JsonDocument.Parse(CronJobJson.Of(plan.Jobs[0]));
            var inventory = asked.Cluster.With(Understood(document.RootElement));
            var claim = inventory.ClaimOf(plan.Claim.Namespace, plan.Claim.Name, string.Empty)!;
            var mounts = ((ClaimFacts)Judge(asked, inventory).Of(claim).Facts!).Consumers.Where(m => !m.Workload.IsBatch).ToArray();
            Assert.NotEmpty(mounts);
            Assert.All(mounts, m => Assert.Equal(
                (Grade.Scheduled, $"{plan.Jobs[0].Spoken}", string.Empty),
                (m.Coverage.Best!.Grade, m.Coverage.Best.Source, m.Coverage.Best.Beside)));
        }
    }

    private static Judge Judge(JobCase asked, Inventory inventory) => new(inventory, asked.Policy, DateTimeOffset.UnixEpoch);

    private static Manifest Understood(JsonElement root) => Assert.IsType<ManifestReading.Understood>(ManifestReader.Read(root)).Manifest;
}

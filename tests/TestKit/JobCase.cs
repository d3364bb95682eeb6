using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;

namespace HomelabStorage.TestKit;

/// <summary>A case of CronJobs on disk: what is in the cluster, the policy, and what is to be made of it.</summary>
public sealed record JobCase(string Name)
{
    /// <summary>The image of the cases.</summary>
    public const string Image = "ghcr.io/homelab-storage/homelab-storage:0.1.0";

    private static readonly JsonSerializerOptions Written = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Root => Repository.Path("tests", "cases", "jobs");

    public string Folder => Path.Combine(Root, Name);

    public string Expected => Path.Combine(Folder, "expected.json");

    public StoragePolicy Policy => ReviewDoor.Policy(Path.Combine(Folder, "policies.yaml"));

    /// <summary>What is in the cluster, as an API server sends it.</summary>
    public Inventory Cluster => Inventory.Of(ManifestReader
        .ReadAll(File.ReadAllText(Path.Combine(Folder, "cluster.yaml")), "cluster.yaml")
        .OfType<ManifestReading.Understood>()
        .Select(r => r.Manifest with { Source = ManifestSource.Wire.Instance }));

    /// <summary>Every case, as the disk has them.</summary>
    public static IEnumerable<JobCase> All() =>
        Directory.GetDirectories(Root).Order(StringComparer.Ordinal).Select(folder => new JobCase(Path.GetFileName(folder)));

    /// <summary>What is planned.</summary>
    public IReadOnlyList<ClaimPlan> Plans() => new JobPlanner(new Resolver(Cluster, Policy, DateTimeOffset.UnixEpoch), Policy, Image).All();

    /// <summary>The CronJobs that are planned.</summary>
    public IEnumerable<BackupJob> Jobs() => Plans().OfType<ClaimPlan.Ready>().SelectMany(p => p.Jobs);

    /// <summary>What is planned as text: CronJobs as they are applied, and obstacles.</summary>
    public string Text()
    {
        var all = new JsonArray();
        foreach (var plan in Plans().Where(p => p is not ClaimPlan.Undecided))
        {
            if (plan is ClaimPlan.Obstructed { Obstacle: var obstacle })
            {
                all.Add(new JsonObject
                {
                    ["claim"] = $"{plan.Claim.Namespace}/{plan.Claim.Name}",
                    ["reason"] = obstacle.Reason,
                    ["message"] = obstacle.Message,
                    ["remedy"] = obstacle.Remedy,
                });
                continue;
            }

            foreach (var job in ((ClaimPlan.Ready)plan).Jobs)
            {
                all.Add(JsonNode.Parse(CronJobJson.Of(job).Span));
            }
        }

        return all.ToJsonString(Written) + "\n";
    }

    public override string ToString() => Name;
}

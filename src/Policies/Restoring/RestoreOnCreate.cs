using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Targets;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Restoring;

/// <summary>
/// Puts before every other container of a new pod one that restores the newest backup of a claim whose volume is empty: a new cluster, the household's Git
/// repository applied, and the data is back. The container ends well only where data is there, or was restored and checked, or the target answers that
/// nothing was ever stored; until then the pod waits.
/// </summary>
public static class RestoreOnCreate
{
    /// <summary>What the containers are called; the second and later ones end in a number.</summary>
    public const string ContainerName = "homelab-storage-restore";

    private const string TargetName = "homelab-storage-target";

    private const string FirstContainers = "/spec/initContainers";

    /// <summary>What to change about an object that is being made.</summary>
    /// <param name="manifest">The object.</param>
    /// <param name="judge">Who knows what is known.</param>
    /// <param name="policy">What the household decided.</param>
    /// <param name="image">The image of this program; empty where none is known.</param>
    public static Mutation.Mutation Of(Manifest manifest, Judge judge, StoragePolicy policy, string image)
    {
        var changed = Mutator.OnCreate(manifest, judge, policy);
        return IsAsked(policy)
            && manifest is Workload { Reference.Kind: "Pod", Metadata.IsBeingDeleted: false } pod
            && judge.Of(pod).Facts is WorkloadFacts facts
            ? changed.And(Of(facts, judge, policy, image, isFirst: !HasFirst(pod, changed)))
            : changed;
    }

    private static bool IsAsked(StoragePolicy policy) => policy.Tiers.Values.Any(tier => tier.Restore == RestoreMoment.OnCreate);

    /// <summary>Whether there will be a list of init containers when ours is put in.</summary>
    private static bool HasFirst(Workload pod, Mutation.Mutation changed) =>
        pod.Pod.Containers.Any(c => c.Role is ContainerRole.Init or ContainerRole.Sidecar)
        || changed.Edits.Any(e => e.Pointer.StartsWith(FirstContainers, StringComparison.Ordinal));

    private static Mutation.Mutation Of(WorkloadFacts pod, Judge judge, StoragePolicy policy, string image, bool isFirst)
    {
        if (pod.Workload.Pod.Containers.Any(c => c.Name.StartsWith(ContainerName, StringComparison.Ordinal)))
        {
            return Mutation.Mutation.None;
        }

        RestoredClaim[] all = [.. RestoredClaim.Of(pod, judge, policy, image)];
        var restored = Array.FindAll(all, r => r.Obstacle.Length == 0);
        return new Mutation.Mutation
        {
            Edits = restored.Length == 0 ? [] : Edits(restored, image, isFirst),
            Warnings =
            [
                .. restored.Select(r => $"[restore] claim {r.Claim} is restored from {r.Target} before the app starts, if its volume is empty"),
                .. restored.Select(r => r.Trouble).Where(t => t.Length > 0).Distinct(StringComparer.Ordinal).Select(t => $"[restore] the pod waits: {t}"),
                .. all.Where(r => r.Obstacle.Length > 0).Select(r => $"[restore] claim {r.Claim} is not restored: {r.Obstacle}"),
            ],
        };
    }

    private static List<Edit> Edits(RestoredClaim[] restored, string image, bool isFirst)
    {
        var mounted = restored.Select(r => r.Target!).Where(target => target is not BackupTarget.S3);
        string[] places = [.. mounted.Select(RestoreContainer.PlaceOf).Distinct(StringComparer.Ordinal)];
        var containers = restored.Select((one, at) => RestoreContainer.Of(
            one,
            image,
            Numbered(ContainerName, at),
            one.Target is BackupTarget.S3 ? string.Empty : Numbered(TargetName, Array.IndexOf(places, RestoreContainer.PlaceOf(one.Target!))))).ToArray();
        var edits = new List<Edit> { new($"/metadata/labels/{JsonPointer.Escape(JobLabels.Restores)}", JsonValue.Create("true")) };
        if (isFirst)
        {
            edits.Add(new Edit(FirstContainers, new JsonArray([.. containers])));
        }
        else
        {
            edits.AddRange(containers.Select((container, at) => new Edit(string.Create(CultureInfo.InvariantCulture, $"{FirstContainers}/{at}"), container)));
        }

        edits.AddRange(places.Select((place, at) => new Edit(
            "/spec/volumes/-",
            RestoreContainer.Volume(
                Numbered(TargetName, at),
                restored.Select(r => r.Target!).First(t => string.Equals(RestoreContainer.PlaceOf(t), place, StringComparison.Ordinal))))));
        return edits;
    }

    private static string Numbered(string name, int at) => at == 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{at + 1}");
}

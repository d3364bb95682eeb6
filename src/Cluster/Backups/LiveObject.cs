using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;

namespace HomelabStorage.Cluster.Backups;

/// <summary>A CronJob, a Job or a pod with our labels, as the API server has it. Labels can be copied, so that they alone prove nothing.</summary>
internal sealed record LiveObject(JsonElement Root)
{
    public string Namespace => Root.TextAt("metadata", "namespace");

    public string Name => Root.TextAt("metadata", "name");

    public string Uid => Root.TextAt("metadata", "uid");

    public string Version => Root.TextAt("metadata", "resourceVersion");

    public string Label(string name) => Root.TextAt("metadata", "labels", name);

    public string Annotation(string name) => Root.TextAt("metadata", "annotations", name);

    /// <summary>The claim that owns it; empty when none does.</summary>
    public string Claim => Owners.FirstOrDefault(o => o.TextAt("kind") is "PersistentVolumeClaim").TextAt("name");

    /// <summary>The Job that owns it; empty when none does.</summary>
    public string Job => Owners.FirstOrDefault(o => o.TextAt("kind") is "Job").TextAt("name");

    /// <summary>Whether an object owns it.</summary>
    public bool IsOwnedBy(string uid) =>
        uid.Length > 0 && Owners.Any(o => string.Equals(o.TextAt("uid"), uid, StringComparison.Ordinal));

    /// <summary>Whether we applied it, by our name, for the claim that it says, and that claim owns it.</summary>
    public bool IsOurs => IsOwnedBy(Label(JobLabels.ClaimUid)) && IsManaged;

    /// <summary>Whether it does something of ours, as its label says.</summary>
    public bool Is(JobRole role) => string.Equals(Label(JobLabels.Role), JobLabels.Spell(role), StringComparison.Ordinal);

    public bool IsBeingDeleted => Root.TextAt("metadata", "deletionTimestamp").Length > 0;

    private IEnumerable<JsonElement> Owners =>
        Root.At("metadata", "ownerReferences") is { ValueKind: JsonValueKind.Array } owners ? owners.EnumerateArray() : [];

    private bool IsManaged =>
        Root.At("metadata", "managedFields") is { ValueKind: JsonValueKind.Array } managers
        && managers.EnumerateArray().Any(m => m.TextAt("manager") is JobLabels.Manager && m.TextAt("operation") is "Apply");
}

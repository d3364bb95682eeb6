using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Where a maker of backups runs: some read plans of their own namespace only, and copy files by a helper on each node.</summary>
internal static class MakerPlace
{
    private static readonly BackupRole[] Beside = [BackupRole.Target, BackupRole.Setting, BackupRole.Volume, BackupRole.Run];

    /// <summary>Why nobody follows a plan where it is; empty where its maker is there, or is not in sight, or reads every namespace.</summary>
    public static string Obstacle(BackupObject plan, BackupOperator maker, Inventory inventory)
    {
        if (maker.Mark("own-namespace").Length == 0 || plan.Namespace.Length == 0)
        {
            return string.Empty;
        }

        Manifest? elsewhere = null;
        foreach (var own in Own(maker, inventory))
        {
            if (own.Namespace.Length == 0 || string.Equals(own.Namespace, plan.Namespace, StringComparison.Ordinal))
            {
                return string.Empty;
            }

            elsewhere ??= own;
        }

        return elsewhere is null ? string.Empty
            : $"{maker.Title} looks into its own namespace only, and its {elsewhere.Reference.Kind} is in {elsewhere.Namespace}";
    }

    /// <summary>
    /// Whether anybody follows a plan, where nothing of its maker was found but the namespace that it usually is in, which is another; empty where that is
    /// not in question.
    /// </summary>
    public static string Doubt(BackupObject plan, BackupOperator maker, Inventory inventory) =>
        maker.Mark("usual-namespace") is { Length: > 0 } usual
        && plan.Namespace.Length > 0
        && !string.Equals(plan.Namespace, usual, StringComparison.Ordinal)
        && !inventory.Namespaces.At(usual).IsEmpty
        && !Own(maker, inventory).Any()
            ? $"whether {maker.Title} reads {plan.Reference} is not known: it looks into its own namespace only, which usually is {usual}"
            : string.Empty;

    /// <summary>
    /// Why nothing copies files or moves snapshots: that is done by a helper on each node, and none was found where all that the maker is made of is known: in
    /// a cluster, or where a chart makes it. Empty where there is one, or it cannot be told.
    /// </summary>
    public static string HelperObstacle(BackupOperator maker, Inventory inventory)
    {
        var started = Started(maker, inventory).ToArray();
        return maker.Mark("helper").Length > 0
            && Array.Exists(started, one => one.Workload.Source.IsLive || one.Workload.Origin is not null)
            && !Array.Exists(started, one => one.Container.CommandLine.Split(' ').Any(word => maker.Marked("helper", word)))
                ? $"{maker.Title} copies files by its node agent, and runs without one"
                : string.Empty;
    }

    /// <summary>What is where a maker is: its own objects, and its workload.</summary>
    private static IEnumerable<Manifest> Own(BackupOperator maker, Inventory inventory) => Beside
        .SelectMany(role => inventory.Backups.At(BackupObject.KeyOf(role)))
        .Where(o => string.Equals(o.Kind.Operator, maker.Title, StringComparison.Ordinal))
        .Concat(Started(maker, inventory).Select(Manifest (one) => one.Workload));

    private static IEnumerable<(Workload Workload, Container Container)> Started(BackupOperator maker, Inventory inventory) =>
        maker.Mark("operator-image") is { Length: > 0 } image
            ? inventory.WorkloadsByImage.At(ImageReference.Parse(image).Leaf)
                .SelectMany(w => w.Pod.Containers.Where(c => c.Image.Repository.EndsWith(image, StringComparison.Ordinal)), (w, c) => (w, c))
            : [];
}

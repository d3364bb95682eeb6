using System.Globalization;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Sources;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Foresight;

/// <summary>All that an answer takes for granted.</summary>
internal static class Assumptions
{
    private const string Address = "an address that is not known for the lost NAS is another machine; the policy's nas entries say what its addresses are";

    /// <summary>So many documents that were not judged are named one by one.</summary>
    private const int MostNamed = 20;

    public static IReadOnlyList<string> Of(Household household, IReadOnlyList<Loss> losses, IReadOnlyList<AppOutage> apps) => losses.Count == 0 ? [] :
    [
        .. losses.Any(l => l is Loss.Node or Loss.OwnNode) ? OfNodes(household, losses) : [],
        .. OfNas(household, losses),
        .. household.Workloads.SelectMany(Household.Kept)
            .Any(m => m.Backend is Backend.Known { Traits: { Where: Whereabouts.Replicated } traits } && household.Sight.Copies(traits) > 1)
            ? ["the copies of a replicated volume are whole, and each is on another node"]
            : Array.Empty<string>(),
        .. apps.Any(a => a.Volumes.Any(v => v.Back.IsKnown))
            ? ["what a backup job reported as done can be restored, also where nobody tried"]
            : Array.Empty<string>(),
        .. losses.Any(l => l is not (Loss.Nas or Loss.OwnNas))
            ? [
                "an address of a backup or of a volume that no known Service or Node has, and that is not of the cluster's own names (NAME.NAMESPACE, .svc), "
                    + "is outside of the cluster",
            ]
            : Array.Empty<string>(),
        "an RTO is what the policy asks for, and no measurement",
        "snapshots and replicas that a NAS or a provider makes by itself are not known and do not count",
        "what is lost is lost for good; what is only switched off comes back with its data",
        "an app that waits for another app that stops is not followed",
        .. LeftAlone(household),
        .. NotJudged(household.Report.NotJudged),
    ];

    /// <summary>What may be anything, each by its place: what is lost with it nobody is told here.</summary>
    private static IEnumerable<string> NotJudged(IReadOnlyList<ManifestReading.NotJudged> aside)
    {
        foreach (var one in aside.Take(MostNamed))
        {
            var name = one.Name.Length > 0 ? $" ({one.Name})" : string.Empty;
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"what was not judged is not looked at: {one.File}:{one.Position.Line}, {(one.Group.Length > 0 ? one.Group + name : one.Reason)}");
        }

        if (aside.Count > MostNamed)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{aside.Count - MostNamed} more documents were not judged; audit --all names them");
        }
    }

    private static IEnumerable<string> OfNodes(Household household, IReadOnlyList<Loss> losses)
    {
        if (household.Sight.AllNodes is { Count: > 0 } all)
        {
            yield return all.Count == 1 ? $"{all[0]} is the only node" : $"{string.Join(", ", all)} are all the nodes";
        }
        else
        {
            yield return "no Node says how many nodes there are; there is another than those that are lost";
        }

        if (losses.Contains(new Loss.Cluster()))
        {
            yield return "what runs the cluster is on its nodes, and is lost with the last of them";
            yield break;
        }

        if (household.Sight.Nodes.Count == 0)
        {
            yield return "nothing names a node: no Node, no PersistentVolume, no claim, no pod. What is stored on which node is not known";
        }

        yield return "what may run elsewhere is started there by Kubernetes, some five minutes after a node is gone, and finds room; "
            + "what binds a pod to nodes counts where it names them";
    }

    private static IEnumerable<string> OfNas(Household household, IReadOnlyList<Loss> losses)
    {
        var servers = household.Sight.Servers;
        foreach (var loss in losses.OfType<Loss.Nas>().Where(l => !servers.Contains(l.Name, StringComparer.OrdinalIgnoreCase)))
        {
            yield return $"no volume is known to be stored on {loss.Spoken}, which only the policy names"
                + (servers.Count > 0
                    ? $"; volumes are stored on {string.Join(", ", servers)}. If that is the same machine, write its address into the policy's nas entry "
                        + loss.Name
                    : string.Empty);
        }

        foreach (var address in OfAddresses(household, losses))
        {
            yield return address;
        }
    }

    private static IEnumerable<string> OfAddresses(Household household, IReadOnlyList<Loss> losses) =>
        !losses.Any(l => l is Loss.Nas) ? []
        : household.Sight.OnlyNas is { Length: > 0 } only
        && household.Workloads.SelectMany(Household.Kept).Any(m =>
            m.Backend is Backend.Known { Traits.Where: Whereabouts.Nas } && Places.Server(m, household.Policy).Length == 0)
            ? [Address, $"volumes on a NAS that nothing names are stored on {only}, the only one that there is"]
            : [Address];

    private static IEnumerable<string> LeftAlone(Household household)
    {
        string[] names =
        [
            .. household.Report.Results
                .Where(r => r.Verdict is { Facts: null, Subject: Workload })
                .Select(r => r.Verdict.Subject.Namespace)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
        return names.Length > 0 ? [$"namespaces that the policy leaves alone are not looked at: {string.Join(", ", names)}"] : [];
    }
}

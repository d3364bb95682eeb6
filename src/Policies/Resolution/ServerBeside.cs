using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// A database server that somebody named after an app, in its namespace. Where nothing that was read says what the app uses, it may be that.
/// </summary>
internal static class ServerBeside
{
    /// <summary>In a namespace of more workloads a name says little, and nobody waits until all are compared.</summary>
    private const int MostNeighbours = 256;

    /// <summary>Shorter names are part of many.</summary>
    private const int ShortestName = 3;

    /// <summary>Why an app may keep its database on a server after all; empty where nothing says so, or what decides was read.</summary>
    public static string Doubt(AppFacts app, Workload workload, Inventory inventory, CatalogIndex catalog) =>
        MayDecide(app) && Find(app.App.Name, workload, inventory, catalog) is { } server
            ? $"{server.Reference} is a database server that is named after the app, which may use it"
            : string.Empty;

    /// <summary>Whether one may: the app can use a server, and nothing that was read says what it uses.</summary>
    private static bool MayDecide(AppFacts app)
    {
        for (var i = 0; app is { IsSettled: false, EngineEvidence.Length: 0 } && i < app.App.Switches.Count; i++)
        {
            if (app.App.Switches[i].Engine == Engine.Server)
            {
                return true;
            }
        }

        return false;
    }

    private static Workload? Find(string app, Workload workload, Inventory inventory, CatalogIndex catalog)
    {
        var neighbours = inventory.WorkloadsHere.At(workload.Namespace);
        for (var i = 0; neighbours.Length <= MostNeighbours && i < neighbours.Length; i++)
        {
            var other = neighbours[i];
            if ((IsNamedAfter(other.Name, workload.Name) || IsNamedAfter(other.Name, app))
                && !string.Equals(other.Name, workload.Name, StringComparison.Ordinal)
                && Nearness.SameCopy(other, workload)
                && RunsServer(other, catalog))
            {
                return other;
            }
        }

        return null;
    }

    /// <summary>Whether a name is another one with words before or behind it: <c>hass-db2</c> of <c>hass</c>.</summary>
    private static bool IsNamedAfter(string name, string other)
    {
        var at = other.Length < ShortestName ? -1 : name.IndexOf(other, StringComparison.Ordinal);
        return at >= 0
            && (at == 0 || name[at - 1] == '-')
            && (at + other.Length == name.Length || name[at + other.Length] == '-');
    }

    private static bool RunsServer(Workload other, CatalogIndex catalog) => other.Pod.Containers.Any(c => c.Role == ContainerRole.Main
        && catalog.FindApp(c.KnownAs) is AppMatch.Listed { App: { Engine: Engine.Server, Criticality: > Criticality.Low } server }
        && server.Data.Any(d => d.Kind == DataKind.Database));
}

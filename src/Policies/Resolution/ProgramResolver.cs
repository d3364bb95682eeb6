using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>
/// Finds what runs in a workload, and all that its containers tell whatever is behind their volumes. It depends on nothing but ConfigMaps and the
/// names of Secrets' keys.
/// </summary>
internal sealed class ProgramResolver
{
    private readonly Shelf<ConfigMap> _configMaps;
    private readonly Shelf<SecretKeys> _secrets;
    private readonly StoragePolicy _policy;
    private readonly Memo<Workload, WorkloadPrograms> _known;

    private ProgramResolver(Inventory inventory, StoragePolicy policy)
    {
        (_configMaps, _secrets, _policy) = (inventory.ConfigMaps, inventory.Secrets, policy);
        _known = new Memo<Workload, WorkloadPrograms>(inventory, Find);
    }

    /// <summary>A resolver for an inventory: the one that there is, where those are the same.</summary>
    public static ProgramResolver For(Inventory inventory, StoragePolicy policy, ProgramResolver? shared) =>
        shared is not null && ReferenceEquals(shared._configMaps, inventory.ConfigMaps) && ReferenceEquals(shared._secrets, inventory.Secrets)
            ? shared
            : new ProgramResolver(inventory, policy);

    /// <summary>The programs of a workload.</summary>
    public WorkloadPrograms Of(Workload workload) => _known.Of(workload);

    private WorkloadPrograms Find(Workload workload)
    {
        var replicators = new Replicators(workload, _configMaps);
        var setups = Setups(workload);
        var all = workload.Pod.Containers;
        var containers = new ContainerMounts[all.Count];
        var programs = new Program[all.Count];
        var known = 0;
        for (var i = 0; i < containers.Length; i++)
        {
            var container = all[i];
            var environment = new ContainerEnvironment(container, Before(container, setups), workload, _configMaps, _secrets);
            var app = Doubted(AppResolver.Resolve(container, environment, _policy.Catalog), workload, container);
            IReadOnlyList<(AppData, string)> paths = [];
            if (app is not null)
            {
                paths = AppPaths.Of(app, container, environment);
                programs[known++] = new Program(container, app, paths);
            }

            containers[i] = new ContainerMounts(workload, container, app, paths, replicators, _policy);
        }

        return new WorkloadPrograms(containers, known == programs.Length ? programs : programs[..known], HasDatabaseServer(workload));
    }

    /// <summary>A job that is given a command does not run the server of its image, but what else is in there: who knows with which of its files.</summary>
    private static AppFacts? Doubted(AppFacts? app, Workload workload, Container container) =>
        app is not { Doubt.Length: 0 } || container.CommandLine.Length == 0 ? app
        : workload.IsBatch ? app with { Doubt = $"{workload.Reference.Kind} {workload.Name} runs a command of its own in this image" }
        : container.OnlyWaits ? app with { Doubt = $"its command only waits, so {app.App.Name} does not run" }
        : app;

    /// <summary>The init containers that set up what a container finds.</summary>
    private static IReadOnlyList<Container> Before(Container container, Dictionary<string, List<Container>>? setups) =>
        container.Role == ContainerRole.Main && setups is not null && setups.TryGetValue(container.Image.Repository, out var own)
            ? own
            : Array.Empty<Container>();

    /// <summary>The init containers of each image; null where there are none.</summary>
    private static Dictionary<string, List<Container>>? Setups(Workload workload)
    {
        Dictionary<string, List<Container>>? setups = null;
        for (var i = 0; i < workload.Pod.Containers.Count; i++)
        {
            var container = workload.Pod.Containers[i];
            if (container.Role == ContainerRole.Init && container.Image.Repository.Length > 0)
            {
                setups ??= new Dictionary<string, List<Container>>(StringComparer.Ordinal);
                if (!setups.TryGetValue(container.Image.Repository, out var own))
                {
                    setups.Add(container.Image.Repository, own = []);
                }

                own.Add(container);
            }
        }

        return setups;
    }

    /// <summary>A server whose loss nobody would notice is a cache or a queue; no app moves its database there.</summary>
    private bool HasDatabaseServer(Workload workload) =>
        workload.Pod.Containers.Count > 1
        && workload.Pod.Containers.Any(c => c.Role is ContainerRole.Main or ContainerRole.Sidecar
            && _policy.Catalog.FindApp(c.KnownAs) is AppMatch.Listed { App: { Engine: Engine.Server, Criticality: > Criticality.Low } app }
            && app.Data.Any(d => d.Kind == DataKind.Database));
}

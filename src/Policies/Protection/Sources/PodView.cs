using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Shell;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What makers of backups ask of a pod, found out once for all of its mounts.</summary>
internal sealed class PodView
{
    /// <summary>So many replicators of one volume are told apart; nobody runs more, and each further one is a look at each mount.</summary>
    private const int MostReplicators = 2;

    private static readonly BackupOperator Replicator = ShippedOperators.All.First(o => o.Mark("replicates").Length > 0);

    private readonly PodTemplate _pod;
    private readonly Dictionary<string, List<(Container Container, VolumeMount Own, string[] Arguments)>>? _replicators;
    private HashSet<string>? _running;

    public PodView(PodTemplate pod)
    {
        _pod = pod;
        for (var i = 0; i < pod.Containers.Count; i++)
        {
            var container = pod.Containers[i];
            if (container.Role is ContainerRole.Main or ContainerRole.Sidecar && Arguments(container) is { } arguments)
            {
                AddMounts(container, arguments, _replicators ??= new(StringComparer.Ordinal));
            }
        }
    }

    /// <summary>The pod.</summary>
    public PodTemplate Pod => _pod;

    /// <summary>Whether a container that stays mounts a volume.</summary>
    public bool IsMountedByWhatStays(string volume) => (_running ??= Running(_pod)).Contains(volume);

    /// <summary>The containers that replicate databases of a volume, with what they are told.</summary>
    public IReadOnlyList<(Container Container, VolumeMount Own, string[] Arguments)> ReplicatorsOf(string volume) =>
        _replicators is not null && _replicators.TryGetValue(volume, out var found) ? found : (IReadOnlyList<(Container, VolumeMount, string[])>)[];

    private static HashSet<string> Running(PodTemplate pod) =>
        pod.Containers.Where(c => c.Role != ContainerRole.Init).SelectMany(c => c.Mounts).Select(m => m.Volume).ToHashSet(StringComparer.Ordinal);

    private static void AddMounts(
        Container container,
        string[] arguments,
        Dictionary<string, List<(Container Container, VolumeMount Own, string[] Arguments)>> replicators)
    {
        foreach (var own in container.Mounts)
        {
            var known = replicators.TryGetValue(own.Volume, out var found) ? found : replicators[own.Volume] = [];
            if (known.Count < MostReplicators && !known.Exists(r => ReferenceEquals(r.Container, container)))
            {
                known.Add((container, own, arguments));
            }
        }
    }

    /// <summary>What a container is told that replicates; null when it does not.</summary>
    public static string[]? Arguments(Container container)
    {
        var program = Replicator.Mark("program");
        var isOwn = container.Image.IsCalled(program);
        if (!isOwn && !container.CommandLine.Contains(program, StringComparison.Ordinal))
        {
            return null;
        }

        foreach (var command in ShellScript.Read(container.CommandLine, new ShellVariables(), static _ => null, string.Empty).Lines
            .SelectMany(line => line.Commands))
        {
            var isCalled = string.Equals(command.Program, program, StringComparison.Ordinal);
            string[] words = [.. isOwn && !isCalled ? command.Words : command.Arguments];
            if ((isOwn || isCalled) && Array.IndexOf(words, Replicator.Mark("replicates")) is >= 0 and var at)
            {
                return words[(at + 1)..];
            }
        }

        return null;
    }
}

using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Shell;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>A command by which a pod itself writes out its data, and a maker of backups takes what it prints. No claim is looked at for it.</summary>
/// <param name="Container">The container that it runs in.</param>
/// <param name="Raw">What it copies files with that are written to meanwhile; empty where the app or the database writes a copy of one moment.</param>
/// <param name="Name">What the maker calls what comes of it.</param>
internal sealed record PodDump(string Container, string Raw, string Name)
{
    /// <summary>The command that a pod has for a maker of backups, where the data of a mount is what it would write; null otherwise.</summary>
    public static PodDump? Of(BackupOperator maker, MountFacts mount)
    {
        var pod = mount.Workload.Pod;
        if (!pod.Metadata.Annotations.TryGetValue(maker.Mark("pod-dumps"), out var command)
            || !mount.Data.Any(d => !d.IsResidue && (d.Traits.IsDatabase || d.Kind == DataKind.Unknown)))
        {
            return null;
        }

        var container = pod.Metadata.Annotations.GetValueOrDefault(maker.Mark("pod-dump-container"))
            ?? pod.Containers.FirstOrDefault(c => c.Role == ContainerRole.Main)?.Name
            ?? string.Empty;
        CopyCommand[] calls =
        [
            .. ShellScript.Read(command, new ShellVariables(), static _ => null, string.Empty).Lines
                .SelectMany(line => line.Commands)
                .Select(written => CopierCalls.In(written, image: null))
                .OfType<CopyCommand>(),
        ];
        return new PodDump(
            container,
            calls.Length == 0 || Array.Exists(calls, call => call.IsConsistent || call.IsDump) ? string.Empty : calls[0].Program,
            $"{mount.Workload.Namespace}-{container}{pod.Metadata.Annotations.GetValueOrDefault(maker.Mark("pod-dump-extension"))}");
    }
}

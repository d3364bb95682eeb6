using System.Collections.Immutable;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Shell;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What a replicator is told to replicate: by its arguments, or by a configuration in a ConfigMap.</summary>
internal static class ReplicatorSettings
{
    private static readonly BackupOperator Maker = ShippedOperators.All.First(o => o.Mark("replicates").Length > 0);

    /// <summary>The databases that are replicated; null when that is said by something that was not found.</summary>
    public static IReadOnlyList<ReplicatedFile>? Databases(Workload workload, Container container, string[] arguments, Shelf<ConfigMap> configMaps)
    {
        var isValue = false;
        var operands = new List<string>();
        foreach (var argument in arguments)
        {
            if (!isValue && !argument.StartsWith('-'))
            {
                operands.Add(argument);
            }

            isValue = argument is "-config" or "--config" or "-exec" or "--exec" or "-log-level" or "--log-level";
        }

        if (operands.Count > 0)
        {
            return ShellText.IsOpen(operands[0]) || operands[0].Contains('$', StringComparison.Ordinal)
                ? null
                : [new ReplicatedFile(MountPath.Normalise(operands[0]), [.. operands.Skip(1)])];
        }

        var at = Array.FindIndex(arguments, a => a is "-config" or "--config");
        var file = Array.Find(
            arguments,
            a => a.StartsWith("-config=", StringComparison.Ordinal) || a.StartsWith("--config=", StringComparison.Ordinal)) is { } written
            ? written[(written.IndexOf('=', StringComparison.Ordinal) + 1)..]
            : at >= 0 && at + 1 < arguments.Length ? arguments[at + 1] : Maker.Mark("configuration");
        return Text(workload, container, MountPath.Normalise(file), configMaps) is { } text
            && ReplicatedFile.Read(Expanded(text, container)) is { } read
            && !read.Any(d => d.Path.Contains('$', StringComparison.Ordinal))
                ? read
                : null;
    }

    /// <summary>A configuration with what the container's own variables hold put in.</summary>
    private static string Expanded(string text, Container container)
    {
        foreach (var variable in text.Contains('$', StringComparison.Ordinal) ? container.Environment : [])
        {
            if (variable.Value is EnvironmentValue.Literal { Text: var value })
            {
                text = text.Replace($"${{{variable.Name}}}", value, StringComparison.Ordinal);
            }
        }

        return text;
    }

    private static string? Text(Workload workload, Container container, string file, Shelf<ConfigMap> configMaps)
    {
        foreach (var own in container.Mounts.Where(m => MountPath.Contains(m.Path, file)))
        {
            if (workload.Pod.VolumeNamed(own.Volume)?.Source is VolumeSource.Projection { ConfigMap: { Length: > 0 } name })
            {
                var here = configMaps
                    .At(name)
                    .Where(c => c.Namespace.Length == 0
                        || workload.Namespace.Length == 0
                        || string.Equals(c.Namespace, workload.Namespace, StringComparison.Ordinal));
                var key = own.SubPath.Length > 0 && own.Path.Length == file.Length ? own.SubPath : file[(own.Path.Length + 1)..];
                return ImmutableArray.CreateRange(here).Nearest(workload.Source.Folder)?.Entries.GetValueOrDefault(key);
            }
        }

        return null;
    }
}

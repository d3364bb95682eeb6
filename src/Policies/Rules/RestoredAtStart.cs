using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Policies.Rules;

/// <summary>Init containers that bring the data of a volume back at every start of their pod.</summary>
internal static class RestoredAtStart
{
    /// <summary>The one that may do so for a mount; null where none mounts its volume to write, or none says that it gets anything.</summary>
    public static Container? By(MountFacts mount, StoragePolicy policy)
    {
        foreach (var container in mount.Workload.Pod.Containers)
        {
            if (container.Role == ContainerRole.Init && Writes(container, mount.Mount) && SaysAny(container.CommandLine, policy.Catalog.Hints.Restorers))
            {
                return container;
            }
        }

        return null;
    }

    private static bool SaysAny(string line, IReadOnlyList<string> words)
    {
        foreach (var word in line.Length > 0 ? words : [])
        {
            if (Says(line, word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Writes(Container container, VolumeMount mount)
    {
        foreach (var own in container.Mounts)
        {
            if (!own.IsReadOnly
                && string.Equals(own.Volume, mount.Volume, StringComparison.Ordinal)
                && MountPath.Overlap(own.SubPath, mount.SubPath))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether a word stands by itself on a command line.</summary>
    private static bool Says(string line, string word)
    {
        for (var at = line.IndexOf(word, StringComparison.Ordinal); at >= 0; at = line.IndexOf(word, at + 1, StringComparison.Ordinal))
        {
            var end = at + word.Length;
            if ((at == 0 || !char.IsAsciiLetterOrDigit(line[at - 1])) && (end == line.Length || !char.IsAsciiLetterOrDigit(line[end])))
            {
                return true;
            }
        }

        return false;
    }
}

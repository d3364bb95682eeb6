using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Rules;

/// <summary>Init containers that bring the data of a volume back at every start of their pod.</summary>
internal static class RestoredAtStart
{
    /// <summary>Words of a command line with which data come from elsewhere.</summary>
    private static readonly string[] Words =
    [
        "restore", "rclone", "restic", "kopia", "aws s3", "s3cmd", "s5cmd", "mc cp", "mc mirror", "gsutil", "rsync", "curl", "wget", "git clone",
    ];

    /// <summary>The one that may do so for a mount; null where none mounts its volume to write, or none says that it gets anything.</summary>
    public static Container? By(MountFacts mount)
    {
        foreach (var container in mount.Workload.Pod.Containers)
        {
            if (container.Role == ContainerRole.Init && Writes(container, mount.Mount) && Array.Exists(Words, word => Says(container.CommandLine, word)))
            {
                return container;
            }
        }

        return null;
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

using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What a job sees of the data of others.</summary>
internal sealed class JobView(Workload job, IReadOnlyList<MountFacts> mounts, JobReading reading)
{
    /// <summary>The mount of the job that shows the data of another, and where in its volume they lie; null when none does.</summary>
    public (MountFacts Source, List<CopyPlace> Places)? Of(MountFacts data)
    {
        foreach (var own in mounts)
        {
            if (Seen(own, data) is { } folder && MountPath.Overlap(own.Mount.SubPath, folder))
            {
                return (own, Lying(data, own, folder));
            }
        }

        // What names the claim itself comes first.
        foreach (var own in mounts)
        {
            if (Volumes.Plugin(own) is { } seen && VolumeParents.Within(seen, data) is { } parent && MountPath.Contains(own.Mount.SubPath, parent))
            {
                return (own, [new CopyPlace.InVolume(own.Mount.Volume, parent)]);
            }
        }

        return null;
    }

    /// <summary>
    /// Where the most demanding data of a mount lie in a volume of the job's: their files where they are known one by one, and whatever the app itself
    /// calls a backup beside them.
    /// </summary>
    private List<CopyPlace> Lying(MountFacts mount, MountFacts source, string folder)
    {
        string Within(string path) => MountPath.Within($"{folder}/{path[(MountPath.Contains(mount.Path, path) ? mount.Path.Length : path.Length)..]}");
        var data = mount.Data[0];
        var places = new List<CopyPlace>();
        foreach (var path in data.Files.Count > 0 ? data.Files.Where(f => MountPath.Contains(mount.Path, f)) : [mount.PathOf(data)])
        {
            places.Add(new CopyPlace.InVolume(source.Mount.Volume, Within(path)) { IsFile = data.Files.Count > 0 });
        }

        if (places.Count == 0)
        {
            places.Add(new CopyPlace.InVolume(source.Mount.Volume, folder));
        }

        foreach (var read in reading.Copies.SelectMany(c => c.From.OfType<CopyPlace.InVolume>()
            .Where(f => (c.IsConsistent && data.Files.Count == 0) || JobReading.CallsBackup(f.Path))))
        {
            // What the job has put there itself and renames is not a backup of the app's own.
            if (string.Equals(read.Name, source.Mount.Volume, StringComparison.Ordinal)
                && MountPath.Overlap(read.Path, folder)
                && !reading.Copies.Any(c => c.To.Meets(read)))
            {
                places.Add(read);
            }
        }

        return places;
    }

    /// <summary>
    /// The folder, within what a mount of the job shows, where the data is: it may be the claim, its PersistentVolume under another name, the same
    /// folder of the node or one above, the same share or one above. Null when it is none of these.
    /// </summary>
    private string? Seen(MountFacts own, MountFacts data)
    {
        if (own.Claim is not null && Volumes.IsClaim(data, Volumes.ClaimName(own)) && IsSameNamespace(data.Workload))
        {
            return data.Mount.SubPath;
        }

        if (Volumes.Plugin(own) is not { } one || Volumes.Plugin(data) is not { } other)
        {
            return null;
        }

        return VolumeParents.Below(one, other) is not { } below ? null
            : below.Length == 0 ? data.Mount.SubPath
            : MountPath.Within($"{below}/{data.Mount.SubPath}");
    }

    private bool IsSameNamespace(Workload other) =>
        job.Namespace.Length == 0 || other.Namespace.Length == 0 || string.Equals(job.Namespace, other.Namespace, StringComparison.Ordinal);
}

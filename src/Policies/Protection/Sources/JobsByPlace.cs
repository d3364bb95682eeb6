using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// Jobs by the folders of nodes, the shares of servers and the handles of drivers that they mount: those that see some bytes are found without a look at each.
/// </summary>
internal sealed class JobsByPlace
{
    private readonly Workload[] _jobs;
    private readonly Dictionary<Workload, int> _order = new(ReferenceEqualityComparer.Instance);
    private readonly Tree _onNodes = new();
    private readonly Dictionary<string, Tree> _onServers = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(string Driver, string Handle), List<int>> _byHandle = [];

    /// <summary>Puts jobs in order by their volumes.</summary>
    /// <param name="all">The jobs.</param>
    /// <param name="pluginsOf">What holds the bytes of their volumes. To know that takes much less than to know what they do with them.</param>
    public JobsByPlace(Workload[] all, Func<Workload, VolumeSource.Plugin[]> pluginsOf)
    {
        _jobs = all;
        for (var i = 0; i < all.Length; i++)
        {
            _order[all[i]] = i;
            foreach (var seen in pluginsOf(all[i]))
            {
                Add(seen, i);
            }
        }
    }

    /// <summary>The jobs that are named, and those that see one of some places as a whole, each once and in the order of all.</summary>
    public IEnumerable<Workload> Seeing(IEnumerable<VolumeSource.Plugin> places, IEnumerable<Workload> named)
    {
        var found = new SortedSet<int>(named.Select(job => _order[job]));
        foreach (var place in places)
        {
            Find(place, found);
        }

        return found.Select(i => _jobs[i]);
    }

    private void Add(VolumeSource.Plugin seen, int job)
    {
        if (seen.NodePath.Length > 0)
        {
            _onNodes.Add(seen.NodePath, job);
        }

        if (seen.Share.Length > 0)
        {
            (_onServers.TryGetValue(seen.Server, out var shares) ? shares : _onServers[seen.Server] = new Tree()).Add(seen.Share, job);
        }

        if (seen.Handle.Length > 0)
        {
            var key = (seen.Name, seen.Handle);
            (_byHandle.TryGetValue(key, out var jobs) ? jobs : _byHandle[key] = []).Add(job);
        }
    }

    /// <summary>Those for which <see cref="VolumeParents.Below(VolumeSource.Plugin, VolumeSource.Plugin)"/> finds a path.</summary>
    private void Find(VolumeSource.Plugin place, SortedSet<int> found)
    {
        if (place.NodePath.Length > 0)
        {
            _onNodes.Find(place.NodePath, found);
        }

        if (place is { Server.Length: > 0, Share.Length: > 0 } && _onServers.TryGetValue(place.Server, out var shares))
        {
            shares.Find(place.Share, found);
        }

        if (place.Handle.Length > 0 && _byHandle.TryGetValue((place.Name, place.Handle), out var jobs))
        {
            found.UnionWith(jobs);
        }
    }

    /// <summary>Jobs by one folder, for whoever asks about what is in it, as <see cref="MountPath.Contains"/> says.</summary>
    private sealed class Tree
    {
        private readonly Dictionary<string, List<int>> _at = new(StringComparer.Ordinal);

        public void Add(string folder, int job)
        {
            var key = folder.Length <= 1 ? string.Empty : folder;
            (_at.TryGetValue(key, out var jobs) ? jobs : _at[key] = []).Add(job);
        }

        public void Find(string path, SortedSet<int> found)
        {
            var at = _at.GetAlternateLookup<ReadOnlySpan<char>>();
            var rest = path.AsSpan();
            while (true)
            {
                if (at.TryGetValue(rest, out var jobs))
                {
                    found.UnionWith(jobs);
                }

                if (rest.IsEmpty)
                {
                    return;
                }

                rest = rest[..Math.Max(0, rest.LastIndexOf('/'))];
            }
        }
    }
}

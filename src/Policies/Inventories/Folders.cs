using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>Many manifests of one name by every folder they lie in or below: what <see cref="Nearness"/> says, without looking at each.</summary>
internal sealed class Folders<T>
    where T : Manifest
{
    private readonly T _first;
    private readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> _within;

    public Folders(ImmutableArray<T> candidates)
    {
        var within = new Dictionary<string, T>(StringComparer.Ordinal);
        _first = candidates[0];
        foreach (var candidate in candidates)
        {
            for (var folder = candidate.Source.Folder; folder.Length > 0; folder = folder[..Math.Max(0, folder.LastIndexOf('/'))])
            {
                within.TryAdd(folder, candidate);
            }
        }

        _within = within.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public T Nearest(string folder)
    {
        for (var rest = folder.AsSpan(); !rest.IsEmpty; rest = rest[..Math.Max(0, rest.LastIndexOf('/'))])
        {
            if (_within.TryGetValue(rest, out var found))
            {
                return found;
            }
        }

        return _first;
    }
}

using System.Collections.Immutable;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Inventories;

/// <summary>What stands under one key of a shelf, in its order.</summary>
internal sealed class Shelved<T>(ImmutableArray<T> items)
    where T : Manifest
{
    /// <summary>From so many of one name on, looking at each costs more than an index of their folders.</summary>
    private const int Many = 8;

    private Folders<T>? _folders;

    public static Shelved<T> None { get; } = new([]);

    public ImmutableArray<T> Items => items;

    /// <summary>The one nearest to a folder; null when nothing is there.</summary>
    public T? Nearest(string folder) => items.Length < Many ? items.Nearest(folder) : (_folders ??= new Folders<T>(items)).Nearest(folder);

    /// <summary>With one more, after those that come before it or are equal to it.</summary>
    public Shelved<T> With(T manifest, IComparer<T> order)
    {
        var (from, to) = (0, items.Length);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = order.Compare(items[middle], manifest) <= 0 ? (middle + 1, to) : (from, middle);
        }

        return new Shelved<T>(items.Insert(from, manifest));
    }

    /// <summary>Without one of them.</summary>
    public Shelved<T> Without(T manifest) => items.RemoveAll(m => ReferenceEquals(m, manifest)) is { IsEmpty: false } rest ? new Shelved<T>(rest) : None;
}

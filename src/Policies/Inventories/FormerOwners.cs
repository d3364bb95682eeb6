using System.Collections.Immutable;

namespace HomelabStorage.Policies.Inventories;

/// <summary>
/// Uids of controllers that had a known workload. Immutable, and bounded: a batch system makes owners by the thousand, and only the last of them
/// come back.
/// </summary>
public sealed class FormerOwners
{
    private const int Most = 4096;

    private readonly ImmutableHashSet<string> _uids;
    private readonly ImmutableQueue<string> _order;

    private FormerOwners(ImmutableHashSet<string> uids, ImmutableQueue<string> order)
    {
        _uids = uids;
        _order = order;
    }

    /// <summary>Nobody.</summary>
    public static FormerOwners None { get; } = new([], []);

    /// <summary>Whether a controller is among them.</summary>
    public bool Contains(string uid) => _uids.Contains(uid);

    /// <summary>With one more, in place of the oldest where there are too many.</summary>
    public FormerOwners With(string uid)
    {
        if (_uids.Contains(uid))
        {
            return this;
        }

        var order = _order.Enqueue(uid);
        return _uids.Count < Most ? new FormerOwners(_uids.Add(uid), order) : new FormerOwners(_uids.Remove(order.Peek()).Add(uid), order.Dequeue());
    }
}

using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Cluster.Watching;

/// <summary>Objects that no watch has told of yet, each with the moment since which it is believed in.</summary>
internal sealed class Beliefs(TimeSpan longest, TimeProvider time)
{
    private readonly Dictionary<ObjectReference, (Manifest Manifest, long Since)> _held = [];

    /// <summary>How long until the first of them is outdated; null when there are none.</summary>
    public TimeSpan? Left => _held.Count > 0 ? longest - _held.Values.Max(held => time.GetElapsedTime(held.Since)) : null;

    /// <summary>Whether an object is believed in.</summary>
    public bool Has(ObjectReference reference) => _held.ContainsKey(reference);

    /// <summary>Believes in an object from now on.</summary>
    public void Hold(Manifest manifest) => _held[manifest.Reference] = (manifest, time.GetTimestamp());

    /// <summary>Believes in an object no longer; whether it was believed in.</summary>
    public bool Drop(ObjectReference reference) => _held.Remove(reference);

    /// <summary>Drops what has been believed in for long enough.</summary>
    public IReadOnlyList<Manifest> Outdated()
    {
        Manifest[] outdated = [.. _held.Values.Where(held => time.GetElapsedTime(held.Since) >= longest).Select(held => held.Manifest)];
        foreach (var manifest in outdated)
        {
            Drop(manifest.Reference);
        }

        return outdated;
    }
}

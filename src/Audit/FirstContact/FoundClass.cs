using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.FirstContact;

/// <summary>A StorageClass of a household, as far as it can be told.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Entry">What the catalog has it for.</param>
/// <param name="Traits">What it promises.</param>
/// <param name="Claims">How many claims ask for it.</param>
/// <param name="Provisioner">Who makes its volumes; empty for a class that was not found, of which only the name tells.</param>
internal sealed record FoundClass(string Name, BackendEntry Entry, BackendTraits Traits, int Claims, string Provisioner)
{
    /// <summary>Whether its volumes are for one purpose with those of a class that the shipped policy names: they lie in the same sort of place.</summary>
    public bool IsLike(BackendTraits other) => (IsReplicated(Traits), PlaceOf(Traits)) == (IsReplicated(other), PlaceOf(other));

    /// <summary>Whether one node's disk is all there is.</summary>
    public bool IsNodeLocal => PlaceOf(Traits) == Whereabouts.Node;

    /// <summary>Whether the bytes are stored on several nodes.</summary>
    private static bool IsReplicated(BackendTraits traits) => traits is { Where: Whereabouts.Replicated, Replicas: > 1 };

    private static Whereabouts PlaceOf(BackendTraits traits) => traits switch
    {
        { Protocol: Protocol.Object } => Whereabouts.Cloud,
        { Where: Whereabouts.Replicated, Replicas: <= 1 } => Whereabouts.Node,
        _ => traits.Where,
    };

    /// <summary>The item of a policy.</summary>
    public string Item
    {
        get
        {
            var protocol = Traits.Protocol == Entry.Traits.Protocol ? string.Empty : $", protocol: {Words.Protocols.Spell(Traits.Protocol)}";
            var where = Traits.Where == Entry.Traits.Where ? string.Empty : $", where: {Words.Whereabouts.Spell(Traits.Where)}";
            var replicas = Traits.Replicas == Entry.Traits.Replicas
                ? string.Empty
                : string.Create(System.Globalization.CultureInfo.InvariantCulture, $", replicas: {Traits.Replicas}");
            var usual = protocol.Length > 0 ? BackendTraits.UsualLocks(Traits.Protocol) : Entry.Traits.Locks;
            var locks = Traits.Locks == usual ? string.Empty : $", locks: {Words.Locks.Spell(Traits.Locks)}";
            var claims = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Claims} {(Claims == 1 ? "claim" : "claims")}");
            var told = Provisioner.Length > 0 ? PolicyText.Remark(Provisioner) : "a guess by its name: the class itself was not found";
            return $"  - {{name: {PolicyText.Quoted(Name)}, backend: {Entry.Name}{protocol}{where}{replicas}{locks}}}    # {claims}; {told}\n";
        }
    }
}

using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Reading;

/// <summary>Makes what the household says of one of its classes of a section that has passed its checks.</summary>
internal static class ClassReading
{
    public static ClassEntry Of(ClassSection section, BackendEntry backend)
    {
        var protocol = Words.Protocols.Read(section.Protocol);
        return new ClassEntry(backend, backend.Traits with
        {
            Protocol = protocol ?? backend.Traits.Protocol,
            Where = Words.Whereabouts.Read(section.Where) ?? backend.Traits.Where,
            Locks = Words.Locks.Read(section.Locks) ?? (protocol is { } changed ? BackendTraits.UsualLocks(changed) : backend.Traits.Locks),
            Replicas = section.Replicas ?? backend.Traits.Replicas,
            ReplicasParameter = section.Replicas is null ? backend.Traits.ReplicasParameter : string.Empty,
        });
    }
}

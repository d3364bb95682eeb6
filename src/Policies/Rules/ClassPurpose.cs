using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>What a class is there for, by what its claims hold and by its name.</summary>
internal static class ClassPurpose
{
    /// <summary>
    /// Whether nothing is lost with a volume of it: its known claims hold data of low criticality only, or none is known and its name says that it is for
    /// caches or scratch space, as the one that a replicator makes its own volumes of.
    /// </summary>
    public static bool IsThrowAway(StorageClassFacts subject, StoragePolicy policy) => subject.Consumers.Count > 0
        ? subject.Consumers.All(mount => mount.Data.All(d => d.IsResidue || d.Criticality == Criticality.Low))
        : DataTraits.Of(policy.Catalog.GuessData(subject.Class.Name.Replace('-', '/'))).CanBeRebuilt;
}

using HomelabStorage.Policies.Catalog;

namespace HomelabStorage.Policies.Policy;

/// <summary>What the household says one of its StorageClasses is.</summary>
public sealed record ClassEntry(BackendEntry Backend, BackendTraits Traits);

using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>Secrets that an operator of database servers makes for the programs that use them.</summary>
/// <param name="Names">Their names, with stars.</param>
/// <param name="Keys">The keys that hold addresses.</param>
/// <param name="Address">What the addresses begin with.</param>
public sealed record ServerSecret(IReadOnlyList<Wildcard> Names, IReadOnlyList<string> Keys, string Address);

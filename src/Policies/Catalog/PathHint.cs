using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>What a mount path that no app entry names holds as a rule: a guess.</summary>
public sealed record PathHint(DataKind Kind, IReadOnlyList<string> Names);

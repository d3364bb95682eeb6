using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>What stays behind when a switch moves the main database elsewhere.</summary>
public sealed record AppResidue(DataKind Kind, Criticality Criticality, string What);

namespace HomelabStorage.Policies.Catalog;

/// <summary>One question about a class, a PersistentVolume or a claim.</summary>
public sealed record BackendCondition(ConditionSubject Subject, string Key, ConditionTest Test);

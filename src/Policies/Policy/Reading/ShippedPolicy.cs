using HomelabStorage.Policies.Catalog.Reading;

namespace HomelabStorage.Policies.Policy.Reading;

/// <summary>The policy that ships: policies.yaml of this repository.</summary>
public static class ShippedPolicy
{
    /// <summary>Its text.</summary>
    public static string Text => ShippedCatalog.PolicyText;

    /// <summary>Its meaning.</summary>
    public static StoragePolicy Read() => PolicyFile.Read(Text, "policies.yaml") switch
    {
        PolicyReading.Valid valid => valid.Policy,
        PolicyReading.Invalid invalid => throw new InvalidOperationException(string.Join('\n', invalid.Errors)),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Catalog;

/// <summary>What StorageClass.parameters may hold for one backend.</summary>
public sealed record ParameterRules
{
    /// <summary>Keys with this prefix are read by the CSI sidecars, whatever the driver.</summary>
    private const string Sidecars = "csi.storage.k8s.io/";

    /// <summary>Every parameter the provisioner reads.</summary>
    public required IReadOnlyList<string> Known { get; init; }

    /// <summary>Those without which it makes no volume.</summary>
    public IReadOnlyList<string> Required { get; init; } = [];

    /// <summary>Whether upper and lower case are the same to it.</summary>
    public bool IgnoresCase { get; init; }

    /// <summary>Whether it makes no volume when it meets another one; otherwise it skips it.</summary>
    public bool RefusesOthers { get; init; }

    /// <summary>The version of the provisioner whose parameters they are; empty where nobody noted it.</summary>
    public string AsOf { get; init; } = string.Empty;

    private StringComparer Comparison => IgnoresCase ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The parameters of a class that it does not know.</summary>
    public IEnumerable<ClassParameter> Strangers(StorageClass storageClass) =>
        storageClass.Parameters.Count == 0 ? []
            : storageClass.Parameters.Where(parameter => !Known.Contains(parameter.Name, Comparison) && !IsEveryones(parameter.Name));

    /// <summary>The parameters that a class lacks.</summary>
    public IEnumerable<string> Missing(StorageClass storageClass) => Required.Count == 0 ? [] : Required.Where(needed => !Has(storageClass, needed));

    private bool Has(StorageClass storageClass, string needed)
    {
        for (var i = 0; i < storageClass.Parameters.Count; i++)
        {
            if (Comparison.Equals(storageClass.Parameters[i].Name, needed))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEveryones(string name) =>
        name.StartsWith(Sidecars, StringComparison.Ordinal)
            || string.Equals(name, "mountOptions", StringComparison.OrdinalIgnoreCase)
            || string.Equals(name, "fsType", StringComparison.OrdinalIgnoreCase);
}

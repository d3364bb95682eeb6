namespace HomelabStorage.Policies.Manifests;

/// <summary>A StorageClass.</summary>
public sealed record StorageClass : Manifest
{
    /// <summary>Who makes the volumes.</summary>
    public required string Provisioner { get; init; }

    /// <summary>What is told to the provisioner, as written.</summary>
    public IReadOnlyList<ClassParameter> Parameters { get; init; } = [];

    /// <summary>Options of the mount.</summary>
    public IReadOnlyList<string> MountOptions { get; init; } = [];

    /// <summary>Whether the volume stays when its claim goes.</summary>
    public bool IsRetained { get; init; }

    /// <summary>Whether claims without a class get this one.</summary>
    public bool IsDefault { get; init; }

    /// <summary>The parameter that says which server has the share, as it is written; empty where none does.</summary>
    public string Server => Parameter("server") is { Length: > 0 } server ? server
        : Parameter("source") is { Length: > 0 } source ? source
        : Parameter("dsm");

    /// <summary>The value of a parameter; empty when it is not set.</summary>
    public string Parameter(string name)
    {
        for (var i = 0; i < Parameters.Count; i++)
        {
            if (string.Equals(Parameters[i].Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return Parameters[i].Value;
            }
        }

        return string.Empty;
    }
}

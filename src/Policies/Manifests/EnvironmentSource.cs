namespace HomelabStorage.Policies.Manifests;

/// <summary>A ConfigMap or Secret whose entries all become variables.</summary>
public abstract record EnvironmentSource(string Name, string Prefix)
{
    /// <summary>Whether the container starts without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>All entries of a ConfigMap.</summary>
    public sealed record AllOfConfigMap(string Name, string Prefix) : EnvironmentSource(Name, Prefix);

    /// <summary>All entries of a Secret, which is never read.</summary>
    public sealed record AllOfSecret(string Name, string Prefix) : EnvironmentSource(Name, Prefix);
}

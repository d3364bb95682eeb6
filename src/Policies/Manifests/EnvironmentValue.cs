namespace HomelabStorage.Policies.Manifests;

/// <summary>What is known of a variable's value.</summary>
public abstract record EnvironmentValue
{
    private EnvironmentValue()
    {
    }

    /// <summary>Written out.</summary>
    public sealed record Literal(string Text) : EnvironmentValue;

    /// <summary>An entry of a ConfigMap.</summary>
    public sealed record FromConfigMap(string ConfigMap, string Key) : EnvironmentValue
    {
        /// <summary>Whether the container starts without it.</summary>
        public bool IsOptional { get; init; }
    }

    /// <summary>An entry of a Secret, which is never read.</summary>
    public sealed record FromSecret(string Secret, string Key) : EnvironmentValue
    {
        /// <summary>Whether the container starts without it.</summary>
        public bool IsOptional { get; init; }
    }

    /// <summary>Something that was not found, or that only the node knows.</summary>
    public sealed record Hidden(string Where) : EnvironmentValue
    {
        /// <summary>Whether something stands there, whatever it is.</summary>
        public bool IsThere { get; init; }
    }
}

namespace HomelabStorage.Policies.Manifests;

/// <summary>One variable of a container, and what is known of its value.</summary>
public sealed record EnvironmentVariable(string Name, EnvironmentValue Value);

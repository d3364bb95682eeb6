namespace HomelabStorage.Policies.Manifests;

/// <summary>The names under which a Secret holds its values, told by the object that makes it. The values are never read.</summary>
public sealed record SecretKeys : Manifest
{
    /// <summary>The Secret's name.</summary>
    public required string Secret { get; init; }

    /// <summary>The names.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>Whether there are no others.</summary>
    public bool IsComplete { get; init; } = true;
}

using System.Collections.Frozen;

namespace HomelabStorage.Policies.Manifests;

/// <summary>
/// The names under which a Secret holds its values, told by the object that makes it. The values are never read, but for what a template writes out.
/// </summary>
public sealed record SecretKeys : Manifest
{
    /// <summary>The Secret's name.</summary>
    public required string Secret { get; init; }

    /// <summary>The names.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    /// <summary>What a template writes out: whole values without placeholders, and the beginnings of addresses.</summary>
    public IReadOnlyDictionary<string, string> Written { get; init; } = FrozenDictionary<string, string>.Empty;

    /// <summary>Whether there are no others.</summary>
    public bool IsComplete { get; init; } = true;
}

namespace HomelabStorage.Policies.Manifests;

/// <summary>The controller that owns an object. A kind alone says little: <c>batch.volcano.sh</c> has Jobs, too.</summary>
public sealed record Owner(string ApiVersion, string Kind, string Name, string Uid)
{
    /// <summary>Whether it is a workload that is judged itself, so that what it makes need not be.</summary>
    public bool IsJudged { get; init; }

    /// <summary>Whether it is of an API group and a kind.</summary>
    public bool Is(string group, string kind) =>
        string.Equals(Kind, kind, StringComparison.Ordinal)
        && ApiVersion.AsSpan(0, Math.Max(0, ApiVersion.IndexOf('/', StringComparison.Ordinal))).SequenceEqual(group);
}

namespace HomelabStorage.Policies.Manifests;

/// <summary>The controller that owns an object. A kind alone says little: <c>batch.volcano.sh</c> has Jobs, too.</summary>
public sealed record Owner(string ApiVersion, string Kind, string Name, string Uid)
{
    /// <summary>The kinds that make workloads and are judged in their place, with their API groups.</summary>
    public static IReadOnlyList<(string Group, string Kind)> Judged { get; } =
    [
        (string.Empty, "ReplicationController"), ("apps", "Deployment"), ("apps", "ReplicaSet"), ("apps", "StatefulSet"), ("apps", "DaemonSet"), ("batch", "Job"), ("batch", "CronJob"),
    ];

    /// <summary>Whether it is a workload that is judged itself, so that what it makes need not be.</summary>
    public bool IsJudged
    {
        get
        {
            foreach (var (group, kind) in Judged)
            {
                if (Is(group, kind))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Whether it is of an API group and a kind.</summary>
    public bool Is(string group, string kind) =>
        string.Equals(Kind, kind, StringComparison.Ordinal)
        && ApiVersion.AsSpan(0, Math.Max(0, ApiVersion.IndexOf('/', StringComparison.Ordinal))).SequenceEqual(group);
}

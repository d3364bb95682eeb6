using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Whoever mounts a claim that no known workload mounts: an operator's pod, a chart that was not rendered, nobody.</summary>
internal static class UnmountedClaim
{
    private const string Volume = "data";

    private static readonly Container[] Containers =
    [
        new() { Name = string.Empty, Image = ImageReference.None, Role = ContainerRole.Main, Mounts = [new VolumeMount { Volume = Volume, Path = "/" }] },
    ];

    private static readonly Metadata Nothing = new();

    /// <summary>What would mount a claim, called as the claim is.</summary>
    public static Workload User(Claim claim) => new()
    {
        Reference = claim.Reference,
        Metadata = claim.Metadata,
        Source = claim.Source,
        Origin = claim.Origin,
        Replicas = 1,
        Rollout = Rollout.None,
        Pod = new PodTemplate
        {
            Containers = Containers,
            Volumes = [new PodVolume(Volume, new VolumeSource.ByClaim(claim.Name), string.Empty)],
            Metadata = Nothing,
        },
    };
}

using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Mutation;

/// <summary>The pod that a claim speaks of when its own annotation says what it will hold: Helm makes claims before what mounts them.</summary>
internal static class ExpectedPod
{
    private const string Volume = "data";

    /// <summary>A pod that does nothing but mount the claim; null for a claim that says nothing.</summary>
    public static Workload? Of(Manifest manifest) => Annotation.DataOf(manifest.Metadata.Annotations, string.Empty) is null ? null : new Workload
    {
        Reference = ManifestKinds.Pod.Named(manifest.Namespace, manifest.Name),
        Metadata = new Metadata(),
        Replicas = 1,
        Rollout = Rollout.None,
        Pod = new PodTemplate
        {
            Metadata = new Metadata(),
            Volumes = [new PodVolume(Volume, new VolumeSource.ByClaim(manifest.Name), "/spec/volumes/0")],
            Containers =
            [
                new Container
                {
                    Name = manifest.Name,
                    Image = ImageReference.None,
                    Role = ContainerRole.Main,
                    Mounts = [new VolumeMount { Volume = Volume, Path = "/" + Volume }],
                },
            ],
        },
    };
}

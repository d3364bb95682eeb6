using System.Runtime.InteropServices;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Facts;

/// <summary>
/// How much of an object there is to judge: the things that are looked at one by one, and the longest name or path that a message may repeat.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ObjectSize
{
    /// <summary>
    /// What is judged at most. A part costs at most some 40 µs, a mount about which several rules have something to say, so that this many cost
    /// a fifth of a second, and the API server waits ten. Of 3,000 real objects of home clusters the largest has 76.
    /// </summary>
    public const int MostParts = 5000;

    /// <summary>
    /// The longest name or path: twice what a registry takes for an image (a name of 255 characters, a tag of 128 and a digest), four times
    /// a DNS name. Messages repeat them, so that together with the parts they bound what an answer costs. The longest real one has 120.
    /// </summary>
    public const int LongestText = 1024;

    /// <summary>A word of a command line is only looked at, never followed. The longest real script has 480.</summary>
    private const int WordsOfAPart = 10;

    /// <summary>Containers, init containers among them.</summary>
    public int Containers { get; private init; }

    /// <summary>Mounts of volumes.</summary>
    public int Mounts { get; private init; }

    /// <summary>Volumes and claim templates.</summary>
    public int Volumes { get; private init; }

    /// <summary>Environment variables, and what they are taken from.</summary>
    public int Variables { get; private init; }

    /// <summary>Words of command lines.</summary>
    public int Words { get; private init; }

    /// <summary>Labels, annotations, parameters, options and attributes.</summary>
    public int Marks { get; private init; }

    /// <summary>The length of the longest name or path.</summary>
    public int Longest { get; private init; }

    /// <summary>Everything that is looked at.</summary>
    public int Parts => Containers + Mounts + Volumes + Variables + (Words / WordsOfAPart) + Marks;

    /// <summary>Whether it is too much.</summary>
    public bool IsTooLarge => Parts > MostParts || Longest > LongestText;

    /// <summary>Measures an object.</summary>
    public static ObjectSize Of(Manifest manifest)
    {
        var size = new ObjectSize
        {
            Marks = Count(manifest.Metadata),
            Longest = Math.Max(manifest.Name.Length, manifest.Namespace.Length),
        };
        return manifest switch
        {
            Workload workload => size.With(workload),
            Claim claim => size.With(claim.Spec),
            StorageClass storageClass =>
                size with
                {
                    Marks = size.Marks + storageClass.Parameters.Count + storageClass.MountOptions.Count,
                    Longest = Math.Max(size.Longest, storageClass.Provisioner.Length),
                },
            Volume volume => size.With(volume.Backing) with { Marks = size.Marks + volume.MountOptions.Count + volume.Backing.Attributes.Count },
            _ => size,
        };
    }

    private static int Count(Metadata metadata) => metadata.Labels.Count + metadata.Annotations.Count;

    private ObjectSize With(Workload workload)
    {
        var size = this with
        {
            Containers = workload.Pod.Containers.Count,
            Marks = Marks + (ReferenceEquals(workload.Pod.Metadata, workload.Metadata) ? 0 : Count(workload.Pod.Metadata)),
        };
        for (var i = 0; i < workload.Pod.Volumes.Count; i++)
        {
            size = size.With(workload.Pod.Volumes[i]);
        }

        for (var i = 0; i < workload.Pod.Containers.Count; i++)
        {
            size = size.With(workload.Pod.Containers[i]);
        }

        return size;
    }

    private ObjectSize With(PodVolume volume)
    {
        var size = this with { Volumes = Volumes + 1, Longest = Math.Max(Longest, volume.Name.Length) };
        return volume.Source switch
        {
            VolumeSource.ByClaim claim => size with { Longest = Math.Max(size.Longest, claim.ClaimName.Length) },
            VolumeSource.ByTemplate template => size.With(template.Template.Spec) with { Marks = size.Marks + Count(template.Template.Metadata) },
            VolumeSource.ByEphemeralClaim ephemeral => size.With(ephemeral.Template.Spec) with { Marks = size.Marks + Count(ephemeral.Template.Metadata) },
            VolumeSource.Plugin plugin => size.With(plugin) with { Marks = size.Marks + plugin.Attributes.Count },
            _ => size,
        };
    }

    private ObjectSize With(VolumeSource.Plugin plugin) =>
        this with { Longest = Math.Max(Longest, Math.Max(plugin.Name.Length, Math.Max(plugin.NodePath.Length, plugin.Server.Length))) };

    private ObjectSize With(ClaimSpec spec) => this with
    {
        Marks = Marks + (spec.Selector is { } selector ? selector.Labels.Count + selector.Requirements.Count : 0),
        Longest = Math.Max(Longest, Math.Max(spec.Class.Name.Length, spec.VolumeName.Length)),
    };

    private ObjectSize With(Container container)
    {
        var longest = Math.Max(Longest, Math.Max(container.Name.Length, container.Image.Written.Length));
        for (var i = 0; i < container.Mounts.Count; i++)
        {
            var mount = container.Mounts[i];
            longest = Math.Max(longest, Math.Max(mount.Volume.Length, Math.Max(mount.Path.Length, mount.SubPath.Length)));
        }

        for (var i = 0; i < container.Environment.Count; i++)
        {
            var variable = container.Environment[i];
            longest = Math.Max(longest, Math.Max(variable.Name.Length, variable.Value switch
            {
                EnvironmentValue.Hidden hidden => hidden.Where.Length,
                EnvironmentValue.FromConfigMap from => from.ConfigMap.Length,
                EnvironmentValue.FromSecret from => from.Secret.Length,
                _ => 0,
            }));
        }

        foreach (var source in container.EnvironmentSources)
        {
            longest = Math.Max(longest, source.Name.Length);
        }

        return this with
        {
            Mounts = Mounts + container.Mounts.Count,
            Variables = Variables + container.Environment.Count + container.EnvironmentSources.Count,
            Words = Words + container.CommandLine.AsSpan().Count(' ') + container.CommandLine.AsSpan().Count('='),
            Longest = longest,
        };
    }
}

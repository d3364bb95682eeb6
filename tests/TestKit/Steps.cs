using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.TestKit;

/// <summary>How many elements of lists were looked at.</summary>
public sealed class Steps
{
    public long Count { get; private set; }

    public void Add() => Count++;

    public void Reset() => Count = 0;

    /// <summary>The same manifest, whose lists count.</summary>
    public Manifest Counting(Manifest manifest) => manifest switch
    {
        Workload workload => workload with
        {
            ClaimTemplates = List(workload.ClaimTemplates),
            Pod = workload.Pod with { Volumes = List(workload.Pod.Volumes), Containers = List([.. workload.Pod.Containers.Select(Counting)]) },
        },
        StorageClass storageClass => storageClass with { Parameters = List(storageClass.Parameters), MountOptions = List(storageClass.MountOptions) },
        _ => manifest,
    };

    private Container Counting(Container container) => container with
    {
        Mounts = List(container.Mounts),
        Environment = List(container.Environment),
        EnvironmentSources = List(container.EnvironmentSources),
    };

    private Counted<T> List<T>(IReadOnlyList<T> items) => new(items, this);
}

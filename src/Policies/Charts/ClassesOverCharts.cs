using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// Classes that a manifest says once more which a chart makes, to make one the default or to give it a label. The API server merges what is applied into what
/// is there, and the manifest says nothing of the rest: parameters and the reclaim policy stay as the chart has them.
/// </summary>
internal static class ClassesOverCharts
{
    /// <summary>The readings, with such classes as they will be.</summary>
    public static IReadOnlyCollection<ManifestReading> Of(IReadOnlyCollection<ManifestReading> readings)
    {
        var made = readings.Select(ClassIn).OfType<StorageClass>().Where(c => c.Origin is not null).ToLookup(Key);
        return made.Count == 0 ? readings : [.. readings.Select(r => ClassIn(r) is { } written && Filled(written, made) is { } filled ? filled : r)];
    }

    private static ManifestReading.Understood? Filled(StorageClass written, ILookup<(string Name, string Provisioner), StorageClass> made) =>
        written is not { Origin: null, Parameters: [], MountOptions: [], IsRetained: false } || made[Key(written)].FirstOrDefault() is not { } below
            ? null
            : new ManifestReading.Understood(written with
            {
                Parameters = below.Parameters,
                MountOptions = below.MountOptions,
                IsRetained = made[Key(written)].All(c => c.IsRetained),
            });

    private static StorageClass? ClassIn(ManifestReading reading) => (reading as ManifestReading.Understood)?.Manifest as StorageClass;

    private static (string Name, string Provisioner) Key(StorageClass one) => (one.Name, one.Provisioner);
}

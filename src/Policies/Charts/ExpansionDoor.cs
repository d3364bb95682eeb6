using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>The door of one object that makes others: whatever breaks while it does costs this object, not those beside it.</summary>
internal static class ExpansionDoor
{
    /// <summary>What an object of a file makes; that it cannot be read where that breaks.</summary>
    public static IReadOnlyList<ManifestReading> Of(Manifest maker, Func<SourceMap, IEnumerable<ManifestReading>> make) =>
        maker.Source is ManifestSource.Text { Map: var map } ? Of(maker, () => make(map)) : [];

    /// <summary>What an object makes; that it cannot be read where that breaks.</summary>
    public static IReadOnlyList<ManifestReading> Of(Manifest maker, Func<IEnumerable<ManifestReading>> make)
    {
        try
        {
            return [.. make()];
        }
#pragma warning disable CA1031 // The door.
        catch (Exception bug) when (bug is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            var one = new ManifestReading.Unreadable(maker.Reference, string.Empty, $"it cannot be read: {bug.Message}");
            return [maker.Source is ManifestSource.Text { Map: var map } ? one with { File = map.File, Position = new Position(map.ObjectLine, 1) } : one];
        }
    }
}

using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Says where the objects are that cannot be read or judged.</summary>
internal static class ReadingPlaces
{
    /// <summary>The readings of a document with their places. What breaks outside of its objects costs the document, and none beside it.</summary>
    public static IReadOnlyList<ManifestReading> Of(
        YamlDocument.Readable document,
        Func<JsonElement, SourceMap, IEnumerable<(ManifestReading Reading, SourceMap Map)>> read)
    {
        try
        {
            return [.. Of([.. read(document.Root, document.Source)])];
        }
#pragma warning disable CA1031 // The door of one document, for what the doors of its objects do not hold.
        catch (Exception bug) when (bug is not OutOfMemoryException)
#pragma warning restore CA1031
        {
            var place = new Position(document.Source.FirstLine, 1);
            return [new ManifestReading.Broken(document.Source.File, place, $"cannot be read: {bug.Message.TrimEnd('.')}")];
        }
    }

    /// <summary>The readings of a document with their places, for one reading of its text.</summary>
    public static IEnumerable<ManifestReading> Of(IReadOnlyList<(ManifestReading Reading, SourceMap Map)> readings)
    {
        var places = SourceMap.Find([
            .. readings
                .Where(r => r.Reading is ManifestReading.Unreadable or ManifestReading.NotJudged)
                .Select(r => (r.Map, (r.Reading as ManifestReading.Unreadable)?.Pointer ?? string.Empty)),
        ]);
        var next = 0;
        foreach (var (reading, map) in readings)
        {
            yield return reading switch
            {
                ManifestReading.Unreadable unreadable => unreadable with { File = map.File, Position = places[next++] },
                ManifestReading.NotJudged aside => aside with { Position = places[next++] },
                _ => reading,
            };
        }
    }
}

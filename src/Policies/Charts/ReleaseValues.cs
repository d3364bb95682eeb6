using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>All values of a release that are known, put together.</summary>
/// <param name="Root">The values.</param>
/// <param name="Map">The text the most telling of them are written in.</param>
/// <param name="Pointer">JSON Pointer to those.</param>
/// <param name="Unseen">What the release takes values from that was not found.</param>
internal sealed record ReleaseValues(JsonElement Root, SourceMap Map, string Pointer, IReadOnlyList<string> Unseen)
{
    /// <summary>Gathers them.</summary>
    public static ReleaseValues Of(ChartRelease release, SourceMap own, ChartsInSight sight)
    {
        var sets = new List<JsonElement>();
        var unseen = new List<string>();
        var (map, pointer) = (own, "/spec/values");
        foreach (var values in release.Values)
        {
            switch (values)
            {
                case ChartValues.Written written:
                    sets.Add(written.Root);
                    (map, pointer) = (own, written.Pointer);
                    break;
                case ChartValues.Text text when MergedValues.IsReadable(text.Yaml):
                    sets.Add(MergedValues.OfText(text.Yaml));
                    (map, pointer) = (own.Within(text.Pointer, text.Yaml), string.Empty);
                    break;
                case ChartValues.Text:
                    unseen.Add("a text that is no YAML mapping");
                    break;
                case ChartValues.Single single when single.Path.Length > 0:
                    sets.Add(MergedValues.OfPath(single.Path, single.Value));
                    break;
                case ChartValues.OfObject { Kind: "ConfigMap" } from when sight.Entry(from, release.Namespace) is { } found:
                    sets.Add(from.TargetPath.Length > 0 ? MergedValues.OfPath(from.TargetPath, found) : MergedValues.OfText(found));
                    break;
                case ChartValues.OfObject from:
                    unseen.Add($"{from.Kind} {from.Name}");
                    break;
                case ChartValues.File file when sight.Values(file, release.Source.Folder) is { } found:
                    sets.Add(found.Root);
                    (map, pointer) = (found.Source, string.Empty);
                    break;
                case ChartValues.File file:
                    unseen.Add(file.Path);
                    break;
            }
        }

        return new ReleaseValues(MergedValues.Of(sets), map, pointer, unseen);
    }
}

using System.Text.Json;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>A file of helmfile: releases that it installs by Helm.</summary>
internal static class Helmfile
{
    /// <summary>Whether a document is one: it lists releases with charts.</summary>
    public static bool IsOne(JsonElement root) => root.Items("releases"u8).Any(r => r.Text("chart"u8).Length > 0 && r.Text("name"u8).Length > 0);

    public static ManifestReading.NotJudged NotJudged(JsonElement root, SourceMap map) =>
        new(map.File, new Position(map.ObjectLine, 1), "releases of a helmfile, and what their charts make of their values only Helm can tell")
        {
            Group = "helmfiles",
            Name = string.Join(", ", root.Items("releases"u8).Select(r => r.Text("name"u8))),
            Command = $"helmfile template --file {map.File} | homelab-storage audit -",
        };
}

using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Policies.Charts;

/// <summary>The Applications that ApplicationSets of Argo CD make.</summary>
internal static class ArgoSets
{
    /// <summary>What in a patch of the template decides what is applied; synchronisation and notes do not.</summary>
    private static readonly string[] Deciding = ["source:", "sources:", "destination:"];

    /// <summary>The Applications; what cannot be told where something besides files decides.</summary>
    public static IEnumerable<ManifestReading> Applications(ArgoApplicationSet set, RepositoryListing listing) =>
        ExpansionDoor.Of(set, map => Made(set, listing, map));

    private static IEnumerable<ManifestReading> Made(ArgoApplicationSet set, RepositoryListing listing, SourceMap map)
    {
        if (set.Template.ValueKind != JsonValueKind.Object)
        {
            return
            [
                NotJudged(set, map, "has no spec.template, so it makes no Applications; it may be a patch of another ApplicationSet") with
                {
                    Group = "ApplicationSets without a template",
                    Command = string.Empty,
                },
            ];
        }

        var generators = new ArgoGenerators(listing);
        var parameters = generators.Read(set.Generators);
        if (generators.Undecided.Length > 0)
        {
            return [NotJudged(set, map, $"has a generator ({generators.Undecided}) that files alone do not decide")];
        }

        return parameters.Count == 0 && generators.AsksRepository
            ? [NotJudged(set, map, "makes nothing of what was found") with { Group = "ApplicationSets that find nothing in what was named" }]
            : parameters.SelectMany(p => Made(set, p, map));
    }

    private static IEnumerable<ManifestReading> Made(ArgoApplicationSet set, ArgoParameters parameters, SourceMap map)
    {
        var template = parameters.Template.ValueKind == JsonValueKind.Object ? MergedValues.Of([set.Template, parameters.Template]) : set.Template;
        var root = Placeholders.OfArgo(parameters).Fill(template);
        var patch = Placeholders.OfArgo(parameters).Fill(set.TemplatePatch);
        var isTold = MergedValues.IsReadable(patch);
        if (patch.Length > 0 && isTold)
        {
            root = MergedValues.Of([root, MergedValues.OfText(patch)]);
        }

        yield return new ManifestReading.Understood(ArgoReader.Read(
            root,
            new ObjectReference("argoproj.io/v1alpha1", "Application", set.Namespace, root.Field("metadata"u8).Text("name"u8)),
            MetadataReader.Read(root.Field("metadata"u8)),
            new ManifestSource.Text(map.Below("/spec/template"))));
        if (patch.Length > 0 && !isTold && patch.Split('\n').Any(line => Deciding.Any(word => line.Trim().StartsWith(word, StringComparison.Ordinal))))
        {
            yield return NotJudged(set, map, "has a templatePatch that only Argo CD can fill");
        }
    }

    private static ManifestReading.NotJudged NotJudged(ArgoApplicationSet set, SourceMap map, string reason) =>
        new(map.File, new Position(map.ObjectLine, 1), $"{set.Reference} {reason}")
        {
            Group = "ApplicationSets that files alone do not decide",
            Name = set.Name,
            Command = $"argocd appset generate {map.File} --output yaml | homelab-storage audit -",
        };
}

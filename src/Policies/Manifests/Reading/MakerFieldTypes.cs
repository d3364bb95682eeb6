using static HomelabStorage.Policies.Manifests.Reading.FieldType;
using static HomelabStorage.Policies.Manifests.Reading.FieldTypes;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>The types of the fields that are read of what makes other objects: kustomizations, releases of charts, Applications.</summary>
internal static class MakerFieldTypes
{
    private static readonly Fields Reference = new(("kind", Word), ("namespace", Word), ("name", Word));

    private static readonly ListOf Images = new(new Fields(("name", Word), ("newName", Word), ("newTag", Word), ("digest", Word)));

    private static readonly ListOf Patches = new(new Fields(("path", Word), ("patch", Word), ("target", Reference)));

    private static readonly Fields CommonMetadata = new(("labels", Words), ("annotations", Words));

    private static readonly Fields ArgoSource = new(
        ("repoURL", Word), ("path", Word), ("chart", Word), ("targetRevision", Word), ("ref", Word),
        ("directory", new Fields(("recurse", Switch))),
        ("helm", new Fields(
            ("releaseName", Word), ("values", Word), ("valuesObject", Anything), ("valueFiles", WordList),
            ("parameters", new ListOf(new Fields(("name", Word), ("value", Word)))))),
        ("kustomize", new Fields(
            ("images", WordList), ("commonLabels", Words), ("commonAnnotations", Words),
            ("replicas", new ListOf(new Fields(("name", Word), ("count", new Share())))))));

    public static readonly Fields Kustomization = Object(new(
        ("force", Switch), ("prune", Switch), ("path", Word), ("sourceRef", Reference), ("targetNamespace", Word), ("components", WordList),
        ("patches", Patches), ("images", Images), ("namePrefix", Word), ("nameSuffix", Word), ("commonMetadata", CommonMetadata),
        ("postBuild", new Fields(("substitute", Words), ("substituteFrom", new ListOf(Reference))))));

    public static readonly Fields Instance = Object(new(("sync", new Fields(("path", Word)))));

    private static readonly Fields Made = new(("resources", new ListOf(Anything)), ("resourcesTemplate", Word));

    public static readonly Fields ResourceSet = Object(new([
        .. Made.Known,
        ("steps", new ListOf(Made)), ("inputs", new ListOf(Anything)), ("inputsFrom", new ListOf(Anything)),
        ("commonMetadata", CommonMetadata),
    ]));

    public static readonly Fields Kustomize = new(
        ("metadata", ObjectMetadata), ("namespace", Word), ("resources", WordList), ("components", WordList), ("images", Images),
        ("patches", Patches), ("patchesJson6902", Patches), ("patchesStrategicMerge", WordList),
        ("helmCharts", new ListOf(new Fields(
            ("name", Word), ("version", Word), ("releaseName", Word), ("namespace", Word), ("valuesFile", Word),
            ("additionalValuesFiles", WordList), ("valuesInline", Anything), ("valuesMerge", Word)))));

    /// <summary>Releases of Flux 2, and of its predecessor, which named the chart otherwise.</summary>
    public static readonly Fields Release = Object(new(
        ("chart", new Fields(
            ("spec", new Fields(("chart", Word), ("version", Word), ("sourceRef", Reference))), ("name", Word), ("path", Word), ("version", Word))),
        ("chartRef", Reference), ("releaseName", Word), ("targetNamespace", Word), ("values", Anything),
        ("valuesFrom", new ListOf(new Fields(
            ("kind", Word), ("name", Word), ("valuesKey", Word), ("targetPath", Word), ("configMapKeyRef", Reference), ("secretKeyRef", Reference))))));

    public static readonly Fields ChartOfK3s = Object(new(
        ("chart", Word), ("version", Word), ("targetNamespace", Word), ("valuesContent", Word), ("set", Words)));

    public static readonly Fields ChartOfFlux = Object(new(("chart", Word), ("version", Word)));

    public static readonly Fields Repository = Object(new(("url", Word), ("ref", new Fields(("semver", Word), ("tag", Word)))));

    public static readonly Fields Git = Object(new(("url", Word)));

    public static readonly Fields LocalChart = new(
        ("metadata", ObjectMetadata), ("name", Word), ("type", Word),
        ("dependencies", new ListOf(new Fields(("name", Word), ("version", Word), ("alias", Word), ("condition", Word), ("repository", Word)))));

    public static readonly Fields Application = Object(new(
        ("destination", new Fields(("name", Word), ("namespace", Word), ("server", Word))), ("source", ArgoSource), ("sources", new ListOf(ArgoSource))));

    public static readonly Fields ApplicationSet = Object(new(("generators", new ListOf(Anything)), ("template", Anything), ("templatePatch", Word)));
}

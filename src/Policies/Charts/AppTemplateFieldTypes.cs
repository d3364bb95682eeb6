using System.Text.Json;
using HomelabStorage.Policies.Manifests.Reading;
using static HomelabStorage.Policies.Manifests.Reading.FieldType;
using static HomelabStorage.Policies.Manifests.Reading.FieldTypes;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// The types of the values that are read of the app-template (charts/library/common/schemas). Helm installs nothing where one of them is another, so nothing
/// is made of such values here.
/// </summary>
internal static class AppTemplateFieldTypes
{
    private static readonly TextAlone Text = new();

    private static readonly ListOf Mounts = new(new Fields(("path", Text), ("subPath", Text), ("readOnly", Switch), ("mountPropagation", Text)));

    private static readonly MapOf Containers = new(new Fields(
        ("image", new TextOrMap()), ("command", new TextOrList()), ("args", new TextOrList()), ("envFrom", new ListOf(Anything)),
        ("workingDir", Text), ("securityContext", Anything)));

    private static readonly MapOf Persistence = new(new Fields(
        ("enabled", Switch), ("type", Text), ("storageClass", Text), ("accessMode", Text), ("size", new Amount()), ("existingClaim", Text),
        ("volumeName", Text), ("hostPath", Text), ("server", Text), ("globalMounts", Mounts), ("advancedMounts", new MapOf(new MapOf(Mounts)))));

    private static readonly Fields Values = new(
        ("persistence", Persistence),
        ("rawResources", new MapOf(Anything)),
        ("controllers", new MapOf(new Fields(
            ("enabled", Switch),
            ("type", Text),
            ("replicas", Count),
            ("strategy", Text),
            ("containers", Containers),
            ("initContainers", Containers),
            ("statefulset", new Fields(("volumeClaimTemplates", new ListOf(new Fields(
                ("name", Text), ("storageClass", Text), ("accessMode", Text), ("size", new Amount()), ("globalMounts", Mounts))))))))));

    /// <summary>The first value that is of another type; null where all fit.</summary>
    public static Misfit? Check(JsonElement values) => Values.Check(values);
}

using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Policies.Charts;

/// <summary>
/// What the chart's defaults and a controller's own options say together about its pod and containers (lib/pod/_getOption.tpl,
/// lib/container/_valuesToObject.tpl).
/// </summary>
/// <param name="Metadata">Labels and annotations of the pod.</param>
/// <param name="User">Whom its containers run as.</param>
/// <param name="Place">What says where it may run, as a pod's spec does.</param>
internal sealed record AppTemplatePod(Metadata Metadata, RunsAs User, JsonElement Place)
{
    public static AppTemplatePod Of(JsonElement values, string name, JsonElement controller, Release release)
    {
        var defaults = values.Field("defaultPodOptions"u8);
        var own = controller.Field("pod"u8);
        var isMerged = values.Text("defaultPodOptionsStrategy"u8) is "merge";
        return new AppTemplatePod(
            new Metadata
            {
                Labels = Labels(values, name, release, Option(defaults, own, "labels"u8, isMerged).AsMap()),
                Annotations = Option(defaults, own, "annotations"u8, isMerged).AsMap(),
            },
            ContainerReader.User(Option(defaults, own, "securityContext"u8, isMerged), default),
            defaults.ValueKind != JsonValueKind.Object ? own
                : own.ValueKind != JsonValueKind.Object ? defaults
                : MergedValues.Overwritten(defaults, own));
    }

    /// <summary>The chart's labels of a pod (lib/pod/metadata/_labels.tpl; the third is called component before 4), under those of the values.</summary>
    private static Dictionary<string, string> Labels(JsonElement values, string name, Release release, IReadOnlyDictionary<string, string> own)
    {
        var labels = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["app.kubernetes.io/name"] = values.Field("global"u8).Text("nameOverride"u8) is { Length: > 0 } other ? other : release.Name,
            ["app.kubernetes.io/instance"] = release.Name,
            [release.Chart.Major is 1 or 2 or 3 ? "app.kubernetes.io/component" : "app.kubernetes.io/controller"] = name,
        };
        foreach (var (key, value) in own)
        {
            labels[key] = value;
        }

        return labels;
    }

    /// <summary>A container with its controller's defaults.</summary>
    public static JsonElement WithDefaults(JsonElement controller, JsonElement container, ContainerRole role)
    {
        var defaults = controller.Field("defaultContainerOptions"u8);
        if (defaults.ValueKind != JsonValueKind.Object
            || (role == ContainerRole.Init && controller.Field("applyDefaultContainerOptionsToInitContainers"u8).ValueKind == JsonValueKind.False))
        {
            return container;
        }

        if (controller.Text("defaultContainerOptionsStrategy"u8) is "merge")
        {
            return MergedValues.Of([defaults, container]);
        }

        return MergedValues.Overwritten(
            defaults,
            MergedValues.Without(container, name => defaults.TryGetProperty(name, out _) && IsEmpty(container.GetProperty(name))));
    }

    private static JsonElement Option(JsonElement defaults, JsonElement own, ReadOnlySpan<byte> name, bool isMerged)
    {
        var specific = own.Field(name);
        var common = defaults.Field(name);
        return IsEmpty(specific) ? common : isMerged && common.ValueKind == JsonValueKind.Object ? MergedValues.Of([common, specific]) : specific;
    }

    /// <summary>What Helm's <c>empty</c> says of a value.</summary>
    private static bool IsEmpty(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => !value.EnumerateObject().Any(),
        JsonValueKind.Array => value.GetArrayLength() == 0,
        JsonValueKind.String => value.ValueEquals(""u8),
        JsonValueKind.Number => value.TryGetDouble(out var number) && number == 0,
        JsonValueKind.True => false,
        _ => true,
    };
}

using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class ServiceReader
{
    public static Service Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        return new Service
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Selector = spec.Text("type"u8) is "ExternalName" ? new Dictionary<string, string>(StringComparer.Ordinal) : spec.Map("selector"u8),
            Ports = [.. spec.Items("ports"u8).Select(p => new ServicePort(p.Field("port"u8).AsWhole() ?? 0, p.Text("targetPort"u8)))],
            Addresses = Addresses(spec),
            IsHeadless = spec.Text("clusterIP"u8) is "None",
        };
    }

    /// <summary>What is asked for, not what became of it.</summary>
    private static string[] Addresses(JsonElement spec) =>
    [
        .. new[] { spec.Text("clusterIP"u8), spec.Text("loadBalancerIP"u8) }
            .Concat(spec.Texts("externalIPs"u8))
            .Where(address => address is not ("" or "None"))
            .Distinct(StringComparer.Ordinal),
    ];
}

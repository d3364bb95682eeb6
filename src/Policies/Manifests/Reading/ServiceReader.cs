using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

internal static class ServiceReader
{
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    private static readonly string[] Ends = ["/loadBalancerIPs", "/lb-ipam-ips", "/ips", "/hostname"];

    public static Service Read(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source)
    {
        var spec = root.Field("spec"u8);
        return new Service
        {
            Reference = reference,
            Metadata = metadata,
            Source = source,
            Selector = spec.Text("type"u8) is "ExternalName" ? new Dictionary<string, string>(StringComparer.Ordinal) : spec.Map("selector"u8),
            Ports = [.. spec.Items("ports"u8).Select(Port)],
            Addresses = Addresses(spec, metadata),
            IsHeadless = spec.Text("clusterIP"u8) is "None",
        };
    }

    private static ServicePort Port(JsonElement port) =>
        new(port.Field("port"u8).AsWhole() ?? 0, port.Text("targetPort"u8), port.Field("nodePort"u8).AsWhole() ?? 0);

    /// <summary>What is asked for, not what became of it.</summary>
    private static string[] Addresses(JsonElement spec, Metadata metadata) =>
    [
        .. new[] { spec.Text("clusterIP"u8), spec.Text("loadBalancerIP"u8) }
            .Concat(spec.Texts("externalIPs"u8))
            .Concat(metadata.Annotations.Where(a => IsAddress(a.Key)).SelectMany(a => a.Value.Split(',', Trimmed)))
            .Where(address => address is not ("" or "None"))
            .Distinct(StringComparer.Ordinal),
    ];

    /// <summary>Load balancers are asked for an address, and name servers for a name, by annotations of their own, which end alike.</summary>
    private static bool IsAddress(string key) => key.Contains('/', StringComparison.Ordinal)
        && Array.Exists(Ends, end => key.EndsWith(end, StringComparison.OrdinalIgnoreCase));
}

using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads beside which pods a pod has to run, and beside which it may not.</summary>
internal static class CompanionshipReader
{
    /// <summary>Those on whose node it has to run; what is only preferred, or only asks for the same zone, brings it nowhere for sure.</summary>
    public static IReadOnlyList<Companionship> With(JsonElement podSpec) => Terms(podSpec.Field("affinity"u8).Field("podAffinity"u8));

    /// <summary>Those on whose node it may not run.</summary>
    public static IReadOnlyList<Companionship> Without(JsonElement podSpec) => Terms(podSpec.Field("affinity"u8).Field("podAntiAffinity"u8));

    private static Companionship[] Terms(JsonElement affinity)
    {
        if (affinity.ValueKind != JsonValueKind.Object)
        {
            return [];
        }

        List<Companionship>? companions = null;
        foreach (var term in affinity.Items("requiredDuringSchedulingIgnoredDuringExecution"u8))
        {
            if (string.Equals(term.Text("topologyKey"u8), NodeNames.HostName, StringComparison.Ordinal)
                && ClaimReader.Selector(term.Field("labelSelector"u8)) is { } pods)
            {
                (companions ??= []).Add(new Companionship(pods, [.. term.Texts("namespaces"u8)]));
            }
        }

        return companions?.ToArray() ?? [];
    }
}

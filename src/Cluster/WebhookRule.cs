using HomelabStorage.Policies.Manifests.Reading;

namespace HomelabStorage.Cluster;

/// <summary>What a webhook is asked about: operations on resources of one group.</summary>
internal sealed record WebhookRule(string Group, string Version, string Operations, IReadOnlyList<string> Resources)
{
    /// <summary>Operations on objects of one kind.</summary>
    public static WebhookRule Of(ManifestKind kind, string operations) => new(kind.Group, kind.Version, operations, [kind.Plural]);

    /// <summary>Making and changing objects of the kinds that are asked about in one way, and their subresources.</summary>
    public static IReadOnlyList<WebhookRule> Of(Asked asked) =>
    [
        .. ManifestKinds.All.Where(k => k.Asked == asked).GroupBy(k => (k.Group, k.Version))
            .Select(g => new WebhookRule(
                g.Key.Group,
                g.Key.Version,
                "[CREATE, UPDATE]",
                [.. g.SelectMany(k => k.Subresources.Select(s => $"{k.Plural}/{s}").Prepend(k.Plural))])),
    ];
}

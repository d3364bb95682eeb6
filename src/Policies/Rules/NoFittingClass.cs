using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>What to do where no class can be named for some data: which are to be made, or, where the policy knows none either, of what sort.</summary>
internal static class NoFittingClass
{
    /// <summary>As many examples are given.</summary>
    private const int Most = 3;

    /// <summary>The remedy.</summary>
    /// <param name="row">The classes that the policy names for such data.</param>
    /// <param name="data">The data that decide.</param>
    /// <param name="mount">Where they are.</param>
    /// <param name="policy">The policy.</param>
    public static string Remedy(IReadOnlyList<string> row, DataFacts data, MountFacts mount, StoragePolicy policy)
    {
        // The class that they are on is no way out, whatever the policy says of it.
        string[] named = [.. row.Where(name => !string.Equals(name, mount.Claim?.Class.Name, StringComparison.Ordinal))];
        return named.Length > 0 ? Wanted(named, data, mount, policy)
            : data.Kind == DataKind.Unknown
                ? $"annotation {Annotation.Data}.{mount.Mount.Volume}: what is stored there, such as cache or files; then a class for it can be named"
            : $"{(row.Count == 0 ? $"the policy names no class for {data.Spoken}, and none" : "no class")} that was found is fit for "
                + $"{(row.Count == 0 ? "it" : data.Spoken)}; add {Sort(data, policy)}{Examples(data, policy)}";
    }

    /// <summary>What the policy wants, why that is not to be had, and the two ways out.</summary>
    private static string Wanted(string[] named, DataFacts data, MountFacts mount, StoragePolicy policy)
    {
        var row = $"policies.yaml: matrix: data: [{Words.DataKinds.Spell(data.Kind)}]";
        string[] found = [.. named.Where(name => Advice.IsInSight(name, mount.Surroundings))];
        string[] missing = [.. named.Except(found, StringComparer.Ordinal)];
        var unfit = string.Join(", ", found.Select(name => $"{name} does not do: {Advice.WhyNot(name, mount, data, policy)}"));
        var create = missing.Length == 0 ? "correct that"
            : $"create StorageClass {string.Join(" or ", missing)} ({(missing.Length > 1 ? "none was found" : "not found")})";
        return string.Join("; ", new[]
        {
            $"the policy wants {string.Join(" or ", named)} for {data.Spoken}",
            unfit,
            $"{create}, or add a class that you have to {row}",
        }.Where(part => part.Length > 0));
    }

    /// <summary>The class that would do, in words.</summary>
    private static string Sort(DataFacts data, StoragePolicy policy)
    {
        var bad = string.Join(", ", Bad(data.Kind, policy).Select(Words.Protocols.Spell));
        string[] asked =
        [
            .. data.Traits.IsBulk ? ["is on a NAS"] : MustSurvive(data) ? ["is on several nodes or on a NAS"] : Array.Empty<string>(),
            .. bad.Length > 0 ? [$"is reached by other means than {bad}"] : Array.Empty<string>(),
        ];
        return asked.Length == 0 ? "another StorageClass" : $"a StorageClass whose storage {string.Join(" and ", asked)}";
    }

    private static string Examples(DataFacts data, StoragePolicy policy)
    {
        string[] titles = [.. policy.Catalog.Backends.Where(b => Fits(b, data, policy)).Select(b => b.Title).Distinct(StringComparer.Ordinal).Take(Most)];
        return titles.Length == 0 ? string.Empty : $" (for example {string.Join(", ", titles)})";
    }

    /// <summary>Whether the classes of a backend as its installer makes them would do. Of what has no installer's class there is nothing to install.</summary>
    private static bool Fits(BackendEntry backend, DataFacts data, StoragePolicy policy) =>
        backend.ClassNames.Any(name => !name.Contains('*', StringComparison.Ordinal))
        && backend.Traits is { Protocol: not Protocol.Unknown } traits
        && !Bad(data.Kind, policy).Contains(traits.Protocol)
        && (data.Traits.IsPlatform || !policy.PlatformFamilies.Contains(backend.Family))
        && (traits.Where == Whereabouts.Nas
            || (traits is { Where: Whereabouts.Replicated, Replicas: > 1 } && !data.Traits.IsBulk)
            || (traits.Where == Whereabouts.Node && !MustSurvive(data)));

    private static IEnumerable<Protocol> Bad(DataKind kind, StoragePolicy policy) => policy.Row(kind).Never.Concat(policy.Row(kind).Avoid).Distinct();

    private static bool MustSurvive(DataFacts data) => data.Traits.IsBulk || (data.Criticality == Criticality.Critical && !data.Traits.CanBeRebuilt);
}

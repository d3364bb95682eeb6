using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>A program that keeps something and is in no catalog, ready to be filled in.</summary>
/// <param name="Name">A name for the entry that no app of the catalog has.</param>
/// <param name="Image">Its image, without tag.</param>
/// <param name="Workloads">Who runs it.</param>
/// <param name="Data">Where it writes, and what is likely there.</param>
public sealed record UnknownApp(string Name, string Image, IReadOnlyList<string> Workloads, IReadOnlyList<(string Path, DataKind Likely)> Data)
{
    /// <summary>The unknown programs of a report that write to a volume, most used first.</summary>
    public static IReadOnlyList<UnknownApp> Of(AuditReport report)
    {
        var taken = report.Policy.Catalog.Apps.Select(a => a.Name).ToHashSet(StringComparer.Ordinal);
        var found = report.Results
            .Select(r => r.Verdict.Facts)
            .OfType<WorkloadFacts>()
            .SelectMany(facts => facts.Mounts)
            .Where(mount => IsUnknown(mount, report.Policy) && Keeps(mount))
            .GroupBy(mount => mount.Container.Image.Repository, StringComparer.Ordinal)
            .OrderByDescending(group => group.Select(m => m.Workload.Reference).Distinct().Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal);
        return [.. found.Select(group => new UnknownApp(Free(group.Key, taken), group.Key, Users(group), Paths(group)))];
    }

    private static bool IsUnknown(MountFacts mount, StoragePolicy policy) =>
        mount.Container.KnownAs is { Repository.Length: > 0 } image
        && !image.Repository.Contains('$', StringComparison.Ordinal)
        && !image.Repository.Contains('{', StringComparison.Ordinal)
        && !policy.Catalog.Hints.BaseImages.Contains(image.Repository, StringComparer.Ordinal)
        && policy.Catalog.FindApp(image) is not AppMatch.Listed;

    private static bool Keeps(MountFacts mount) =>
        !mount.IsReadOnly
            && mount.Volume.Source is VolumeSource.ByClaim or VolumeSource.ByTemplate or VolumeSource.Plugin
            && mount.Container.Role is ContainerRole.Main or ContainerRole.Sidecar;

    private static string[] Users(IEnumerable<MountFacts> mounts) =>
        [.. mounts.Select(m => m.Workload.Spoken).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private static (string, DataKind)[] Paths(IEnumerable<MountFacts> mounts) =>
        [.. mounts.OrderBy(m => m.Path, StringComparer.Ordinal).DistinctBy(m => m.Path, StringComparer.Ordinal).Select(m => (m.Path, m.Main.Kind))];

    private static string Free(string image, HashSet<string> taken)
    {
        var parts = image.Split(['/', ':', '@'], StringSplitOptions.RemoveEmptyEntries);
        var clean = string.Concat(parts[^1].Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToLowerInvariant(c) : '-')).Trim('-');
        var name = clean.Length == 0 ? "app" : clean;
        for (var number = 2; !taken.Add(name); number++)
        {
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{clean}-{number}");
        }

        return name;
    }
}

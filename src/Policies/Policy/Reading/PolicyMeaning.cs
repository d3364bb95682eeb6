using System.Collections.Frozen;
using System.Globalization;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Policy.Reading;

/// <summary>Makes a policy of sections that have passed every check.</summary>
internal static class PolicyMeaning
{
    public static StoragePolicy Of(PolicySection section, CatalogIndex shipped, string hash)
    {
        var catalog = Catalog(section, shipped);
        return new StoragePolicy
        {
            Name = section.Metadata!.Name!,
            Hash = hash,
            Catalog = catalog,
            Matrix = (section.Matrix ?? []).SelectMany(Rows).ToFrozenDictionary(r => r.Data),
            Tiers = (section.Tiers ?? []).Select(Tier).ToFrozenDictionary(t => t.Criticality),
            Protection = Protection(section.Protection, shipped),
            Classes = (section.Classes
                ?? []).ToFrozenDictionary(c => c.Name!, c => ClassReading.Of(c, catalog.BackendNamed(c.Backend!)!), StringComparer.Ordinal),
            Nas = [.. (section.Nas ?? []).Select(Nas)],
            PlatformFamilies = (section.PlatformFamilies ?? []).ToFrozenSet(StringComparer.Ordinal),
            Rules = Actions(section.Rules, RuleCatalog.All.ToDictionary(r => r.Info.Id, r => r.Info.DefaultAction, StringComparer.Ordinal)),
            Namespaces = [.. (section.Namespaces ?? []).Select(Namespace)],
            Exemptions = [.. (section.Exemptions ?? []).Select(Exemption)],
            UsualCriticality = Words.Criticalities.Read(section.UsualCriticality, Criticality.Important),
        };
    }

    private static CatalogIndex Catalog(PolicySection section, CatalogIndex shipped)
    {
        if (section.Apps is not { Count: > 0 } && section.Backends is not { Count: > 0 })
        {
            return shipped;
        }

        App[] apps = [.. (section.Apps ?? []).Select(a => AppReading.Of(a, shipped.AppNamed(a.Name!)))];
        BackendEntry[] backends = [.. (section.Backends ?? []).Select(b => BackendReading.Of(b, shipped.BackendNamed(b.Name!)))];
        return new CatalogIndex(
            [.. shipped.Apps.Where(a => !Array.Exists(apps, own => string.Equals(own.Name, a.Name, StringComparison.Ordinal))), .. apps],
            [.. shipped.Backends.Where(b => !Array.Exists(backends, own => string.Equals(own.Name, b.Name, StringComparison.Ordinal))), .. backends],
            shipped.Hints);
    }

    private static IEnumerable<MatrixRow> Rows(MatrixRowSection section) => section.Data!.Select(word => new MatrixRow
    {
        Data = Words.DataKinds.Read(word, DataKind.Unknown),
        Critical = section.Critical ?? [],
        Important = section.Important ?? [],
        Low = section.Low ?? [],
        Never = [.. (section.Never ?? []).Select(p => Words.Protocols.Read(p, Protocol.Unknown))],
        Avoid = [.. (section.Avoid ?? []).Select(p => Words.Protocols.Read(p, Protocol.Unknown))],
        Why = section.Why ?? string.Empty,
    });

    private static Tier Tier(TierSection section) => new()
    {
        Criticality = Words.Criticalities.Read(section.Criticality, Criticality.Low),
        Rpo = Duration.TryParse(section.Rpo!, out var rpo) ? rpo : TimeSpan.Zero,
        Rto = Duration.TryParse(section.Rto!, out var rto) ? rto : TimeSpan.Zero,
        Schedule = section.Schedule ?? string.Empty,
        Keep = section.Keep ?? string.Empty,
        Verify = section.Verify ?? string.Empty,
        Restore = Words.RestoreMoments.Read(section.Restore, RestoreMoment.Never),
        Strategy = Words.Strategies.Read(section.Strategy, BackupStrategy.Schedule),
    };

    private static Protection Protection(ProtectionSection? section, CatalogIndex shipped) => section is null
        ? new Protection()
        : new Protection
        {
            HasOwnJobs = section.Emit?.Contains(shipped.RunnerNames[0], StringComparer.Ordinal) ?? true,
            Runners = [.. shipped.Hints.Runners.Where(r => section.Emit?.Contains(r.Name, StringComparer.Ordinal) ?? false)],
            Target = section.Target ?? string.Empty,
            Cluster = section.Cluster ?? new Protection().Cluster,
            TimeZone = section.TimeZone ?? string.Empty,
            Largest = section.Largest is { } largest ? (long)Manifests.Quantity.Parse(largest) : new Protection().Largest,
            Litestream = section.Litestream is { } sidecar
                ? new LitestreamSettings
                {
                    Name = sidecar.Name ?? LitestreamSettings.UsualName,
                    Image = sidecar.Image!,
                    Replica = sidecar.Replica!,
                    Secret = sidecar.Secret ?? string.Empty,
                    IsNative = sidecar.NativeSidecar ?? true,
                }
                : null,
        };

    private static NasEntry Nas(NasSection section) => new()
    {
        Name = section.Name!,
        Addresses = section.Addresses ?? [],
        Paths = [.. (section.Paths ?? []).Select(Manifests.MountPath.Normalise)],
        Protocol = Words.Protocols.Read(section.Protocol, Protocol.Nfs),
    };

    private static NamespaceEntry Namespace(NamespaceSection section) => new()
    {
        Selector = new NamespaceSelector(
            [.. (section.Names ?? []).Select(n => new Wildcard(n))],
            (section.Labels ?? []).ToFrozenDictionary(l => l.Name!, l => l.Value!, StringComparer.Ordinal)),
        Criticality = Words.Criticalities.Read(section.Criticality),
        IsLeftAlone = section.LeaveAlone ?? false,
        Target = section.Target ?? string.Empty,
        Rules = Actions(section.Rules, []),
    };

    private static Exemption Exemption(ExemptionSection section) => new()
    {
        Rules = section.Rules!,
        Kinds = section.Kinds ?? [],
        Namespaces = [.. (section.Namespaces ?? []).Select(n => new Wildcard(n))],
        Names = [.. (section.Names ?? []).Select(n => new Wildcard(n))],
        Given = new Grounds
        {
            Images = [.. (section.Images ?? []).Select(image => Manifests.ImageReference.Parse(image).Repository)],
            Classes = section.Classes ?? [],
            Data = section.Data ?? [],
        },
        Reason = section.Reason!,
        Until = section.Until is null ? DateOnly.MaxValue : DateOnly.ParseExact(section.Until, "yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    private static FrozenDictionary<string, RuleAction> Actions(IReadOnlyList<RuleActionSection>? sections, Dictionary<string, RuleAction> usual)
    {
        foreach (var section in sections ?? [])
        {
            usual[section.Rule!] = Words.Actions.Read(section.Action, RuleAction.Warn);
        }

        return usual.ToFrozenDictionary(StringComparer.Ordinal);
    }
}

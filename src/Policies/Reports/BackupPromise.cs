using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Reports;

/// <summary>Whether the backups of some data are what its tier promises.</summary>
internal static class BackupPromise
{
    public static (BackupState State, string Reason) Of(MountFacts mount, DataFacts data, Coverage coverage, Tier? tier)
    {
        if (tier is not { Protects: true })
        {
            return (BackupState.NotAsked, coverage.Spoken is { Length: > 0 } spoken ? spoken : "the policy asks for no backups of such data");
        }

        if (coverage.Doubt is { Length: > 0 } doubt)
        {
            return (BackupState.Unknown, doubt);
        }

        if (!coverage.Holds)
        {
            return data.Traits.IsBulk && data.Criticality < Criticality.Critical
                ? (BackupState.NotAsked, $"{data.Traits.Spoken}: too large to be copied whole, and not declared critical")
                : Unprotected(mount, data, coverage);
        }

        if (!coverage.IsOftenEnough)
        {
            var every = coverage.Interval is { } interval ? $"is made every {Duration.Format(interval)}" : "is made too rarely";
            return (BackupState.Broken, $"{coverage.Best!.Source} {every}, and the policy asks for every {Duration.Format(coverage.Limit)}");
        }

        return data.Traits.IsDatabase && coverage.Backups.Where(b => b.Covers).All(b => b.CopiesLive.Length > 0)
            ? (BackupState.Broken, $"{coverage.Best!.Source} copies the files of a running database by {coverage.Best.CopiesLive}, and such copies may be "
                + "inconsistent")
            : (coverage.IsProven ? BackupState.Kept : BackupState.NotProven, coverage.Spoken);
    }

    /// <summary>No known copy. What an appliance or a provider does by itself nobody sees here, and of a guess nothing is promised.</summary>
    private static (BackupState State, string Reason) Unprotected(MountFacts mount, DataFacts data, Coverage coverage)
    {
        var none = coverage.Best is null ? "no backup of it was found" : "no backup of it has succeeded lately enough";
        var why = coverage.WhyNot is { Length: > 0 } because ? $"{none}; {because}" : none;
        if (data is { Kind: DataKind.Unknown, Certainty: not Certainty.Declared })
        {
            return (BackupState.Unknown, $"{why}; what is stored there is not known: annotation {Annotation.Data} says it");
        }

        if (data.Certainty == Certainty.Guessed)
        {
            return (BackupState.Unknown, $"{why}; that it holds {data.Spoken} is a guess");
        }

        return mount.Backend switch
        {
            Backend.Known { Traits.Where: Whereabouts.Nas or Whereabouts.Cloud } known when coverage.Backups.All(b => b.IsForOthers) =>
                (BackupState.Unknown, $"{why}; snapshots of the storage itself ({known.Title}) were not found"),
            Backend.Known => (BackupState.Broken, why),
            _ => (BackupState.Unknown, $"{why}, and what is behind it is not known"),
        };
    }
}

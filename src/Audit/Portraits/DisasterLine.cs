using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>What the four disasters mean for an app.</summary>
internal sealed record DisasterLine
{
    /// <summary>The disasters, in the order of the cells.</summary>
    public static IReadOnlyList<string> Headings { get; } = ["Deleted", "Its node lost", "Its NAS lost", "Cluster lost"];

    /// <summary>The workload without its kind.</summary>
    public required string Name { get; init; }

    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>How bad the loss of its worst data would be.</summary>
    public required string Criticality { get; init; }

    /// <summary>For each disaster how it stands, what comes of it, and what the policy aims at.</summary>
    public required IReadOnlyList<(Standing Standing, string Outcome, string Goal)> Cells { get; init; }

    /// <summary>Every single thing whose loss stops it, and what may be one; empty where there is none.</summary>
    public required string Points { get; init; }

    /// <summary>The lines of a household, the most critical app first.</summary>
    public static IReadOnlyList<DisasterLine> Of(Household household) =>
    [
        .. DisasterRow.Of(household).Select(row => new DisasterLine
        {
            Name = row.App.Workload.Reference.ToString().Split(' ', 2)[1],
            Workload = row.App.Workload.Reference.ToString(),
            Criticality = Words.Criticalities.Spell(row.App.Criticality),
            Cells = [.. row.All.Select(outage => (StandingOf(outage), Outcome(outage), Goal(outage)))],
            Points = OutageWords.Points(row.App.SinglePoints, row.App.UnknownPoints),
        }),
    ];

    /// <summary>What is lost, if anything is; else whether it stops.</summary>
    private static string Outcome(AppOutage outage)
    {
        var lost = LostData.Of(outage);
        return lost.Kind != LostDataKind.None && outage.IsTouched ? lost.Spoken
            : outage.State == AppState.Runs ? DisasterRow.Rto(outage)
            : $"{OutageWords.Spell(outage.State)}; {lost.Spoken}";
    }

    private static string Goal(AppOutage outage) => outage.State == AppState.Runs ? string.Empty
        : outage.Rto.Length > 0 ? $"RTO goal {outage.Rto}" : "no RTO goal";

    /// <summary>How an app stands without what is lost: data that nobody can bring back are the worst.</summary>
    public static Standing StandingOf(AppOutage outage) =>
        outage.Volumes.Any(v => v is { IsLoss: true, Back.IsKnown: false }) ? Standing.Refused
        : outage.Volumes.Any(v => v.IsLoss) || outage.State == AppState.Stops ? Standing.Warned
        : outage.State == AppState.MayStop ? Standing.Unknown
        : Standing.Fine;
}

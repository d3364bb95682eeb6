using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>An app that a loss stops, or may stop, or takes something of.</summary>
internal sealed record LostApp
{
    /// <summary>The workload.</summary>
    public required string Workload { get; init; }

    /// <summary>What becomes of it: it stops, or may, or goes on.</summary>
    public required string State { get; init; }

    /// <summary>How bad the loss of its data would be.</summary>
    public required string Criticality { get; init; }

    /// <summary>How it stands.</summary>
    public required Standing Standing { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>What becomes of its volumes, a line each.</summary>
    public required IReadOnlyList<string> Volumes { get; init; }

    /// <summary>What must be done until it is back, in order.</summary>
    public required IReadOnlyList<string> ToDo { get; init; }

    /// <summary>An app of an outage.</summary>
    public static LostApp Of(AppOutage app) => new()
    {
        Workload = app.Workload.Reference.ToString(),
        State = OutageWords.Spell(app.State),
        Criticality = Words.Criticalities.Spell(app.Criticality),
        Standing = DisasterLine.StandingOf(app),
        Reason = app.Reason,
        Volumes =
        [
            .. app.Volumes
                .Where(v => v.Fate.Kind != FateKind.Kept)
                .Select(v => $"{(v.Fate.Kind == FateKind.Gone ? "lost" : "unknown")}: {v.Spoken}, {v.Data.Spoken}; back to: {OutageWords.Back(v)}"),
        ],
        ToDo = app.ToDo,
    };
}

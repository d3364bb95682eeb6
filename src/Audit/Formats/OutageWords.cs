using System.Globalization;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>What every format says of an outage in the same words.</summary>
internal static class OutageWords
{
    public static string Spell(AppState state) => state switch
    {
        AppState.Stops => "stops",
        AppState.MayStop => "may stop",
        _ => "keeps running",
    };

    public static string Rto(AppOutage app) => app.Rto.Length > 0 ? $"the policy asks to be back in {app.Rto}" : "the policy does not say how soon to be back";

    public static string Back(VolumeOutage volume) => volume.IsMissed || (volume.IsUnknown && volume.Back.Source.Length > 0) ? volume.Back.Spoken
        : volume.Data.Kind == DataKind.Unknown ? "what is stored there is not known, and no backup of it was found"
        : volume.Data.Traits.CanBeRebuilt ? "it can be rebuilt"
        : volume.Data.Traits.IsBulk ? "no backup is asked for; get it again from its source"
        : "no backup is asked for";

    /// <summary>What became of a volume and why, in brackets; empty where it is why the app stops, which has been said.</summary>
    public static string Why(AppOutage app, VolumeOutage volume) =>
        app.Reason.EndsWith($": {volume.Fate.Why}", StringComparison.Ordinal) && app.Reason.StartsWith($"{volume.Spoken} ", StringComparison.Ordinal)
            ? string.Empty
            : $" ({volume.Fate.Why})";

    /// <summary>Every single point of failure, and what may be one, as a line of its own says it.</summary>
    public static string SinglePoints(AppOutage app)
    {
        var points = Points(app.SinglePoints, app.UnknownPoints);
        return app.SinglePoints.Count > 0 ? Part(app.SinglePoints.Count, $"single point of failure: {points}", $"single points of failure: {points}")
            : app.UnknownPoints.Count > 0 ? $"no known single point of failure; {points}"
            : "no known single node or NAS stops it";
    }

    /// <summary>The same for a cell of a column that is called so; empty where there is nothing to tell.</summary>
    public static string Points(IReadOnlyList<string> single, IReadOnlyList<string> unknown) =>
        string.Join("; ", single.Concat(unknown.Count > 0 ? [$"unknown: {string.Join("; ", unknown)}"] : []));

    /// <summary>How many of some apps stop, and how many more may.</summary>
    public static string Stops(IReadOnlyList<AppOutage> apps, string called)
    {
        var (stops, may) = (apps.Count(a => a.State == AppState.Stops), apps.Count(a => a.State == AppState.MayStop));
        var of = string.Create(CultureInfo.InvariantCulture, $"of {apps.Count}{called}");
        return stops == 0 && may > 0 ? string.Create(CultureInfo.InvariantCulture, $"{may} {of} may stop")
            : string.Create(CultureInfo.InvariantCulture, $"{stops} {of} {(stops == 1 ? "stops" : "stop")}{(may > 0 ? $", {may} may stop" : string.Empty)}");
    }

    public static string Summary(Outage outage)
    {
        var lost = outage.Volumes.Count(v => v.IsLoss);
        var forGood = outage.Volumes.Count(v => v is { IsLoss: true, Back.IsKnown: false });
        var unknown = outage.Volumes.Count(v => v is { IsMissed: true, Fate.Kind: FateKind.Unknown });
        var maybeForGood = outage.Volumes.Count(v => v is { IsMissed: true, Fate.Kind: FateKind.Unknown, Back.IsKnown: false });
        var claims = outage.Claims.Count(c => c.IsTouched && !c.Volumes[0].IsMissed);
        return string.Join(", ", new[]
        {
            Stops(outage.Apps, outage.Apps.Count == 1 ? " app with volumes" : " apps with volumes"),
            Part(lost, "volume with data worth keeping is lost", "volumes with data worth keeping are lost"),
            Part(forGood, "of them with no proven backup", "of them with no proven backup"),
            Part(unknown, "volume with data worth keeping may be lost", "volumes with data worth keeping may be lost"),
            Part(maybeForGood, "of these with no proven backup", "of these with no proven backup"),
            Part(claims, "claim is lost, or may be, that no app is known to mount", "claims are lost, or may be, that no app is known to mount"),
            Part(outage.Unprotected.Count, "volume is no longer backed up", "volumes are no longer backed up"),
        }.Where(part => part.Length > 0));
    }

    private static string Part(int count, string one, string many) =>
        count == 0 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");
}

using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>What is gone, and what must be done, if one thing dies.</summary>
internal sealed record LossView
{
    /// <summary>So many apps are listed, the worst first. Who has more needs what-if, which lists all.</summary>
    private const int MostApps = 30;

    /// <summary>The thing in words: <c>node n1</c>.</summary>
    public required string Spoken { get; init; }

    /// <summary>An earlier loss that takes the same volumes of the same apps, so that they are listed there; empty where there is none.</summary>
    public string SameAs { get; init; } = string.Empty;

    /// <summary>The loss in one line of counts.</summary>
    public required string Summary { get; init; }

    /// <summary>How bad it is.</summary>
    public required Standing Standing { get; init; }

    /// <summary>What has to be done before any app.</summary>
    public required IReadOnlyList<string> First { get; init; }

    /// <summary>The apps that stop or may stop, or lose something.</summary>
    public required IReadOnlyList<LostApp> Apps { get; init; }

    /// <summary>How many more there are, that are only counted.</summary>
    public int Left { get; init; }

    /// <summary>What becomes of claims that no known app keeps its data on, a line each.</summary>
    public required IReadOnlyList<string> Claims { get; init; }

    /// <summary>Volumes that nothing backs up any more meanwhile.</summary>
    public required IReadOnlyList<string> Unprotected { get; init; }

    /// <summary>The loss of each node, appliance and known class.</summary>
    public static IReadOnlyList<LossView> Of(Household household)
    {
        Loss[] losses =
        [
            .. household.Sight.Nodes.Select(name => new Loss.Node(name)),
            .. household.Sight.Servers.Select(name => new Loss.Nas(name)),
            .. household.Sight.Classes.Select(name => new Loss.Class(name)),
        ];
        var views = new List<LossView>();
        foreach (var view in losses.Select(loss => Of(household.Losing(loss))))
        {
            var same = view.Apps.Count == 0 ? null : views.Find(other => other.Takes.SequenceEqual(view.Takes, StringComparer.Ordinal));
            views.Add(same is null ? view : view with { Apps = [], SameAs = same.Spoken });
        }

        return [.. views.Select(view => view with { Apps = [.. view.Apps.Take(MostApps)], Left = Math.Max(view.Apps.Count - MostApps, 0) })];
    }

    private IEnumerable<string> Takes => Apps.Select(app => string.Join('\n', app.Volumes.Prepend(app.State).Prepend(app.Workload)));

    private static LossView Of(Outage outage)
    {
        LostApp[] apps = [.. outage.Apps.Where(app => app.IsTouched).Select(LostApp.Of)];
        return new LossView
        {
            Spoken = outage.Spoken,
            Summary = OutageWords.Summary(outage),
            Standing = apps.Select(app => app.Standing).DefaultIfEmpty(Standing.Fine).Max(),
            First = outage.First,
            Apps = apps,
            Claims = [.. outage.Claims.Where(claim => claim.IsTouched).SelectMany(claim => LostApp.Of(claim).Volumes).Take(MostApps)],
            Unprotected = [.. outage.Unprotected.Select(row => $"{row.Spoken} ({string.Join(", ", row.Programs)}: {row.Data.Spoken})")],
        };
    }
}

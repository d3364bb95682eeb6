using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Resolution;

namespace HomelabStorage.Cluster.Backups;

/// <summary>The plans for the backups of a cluster, which hold until something changes or the time has come that one of them depends on.</summary>
internal sealed class Plans(string image, TimeProvider time)
{
    /// <summary>Exemptions end by the calendar, which nothing tells.</summary>
    internal static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private IReadOnlyList<ClaimPlan> _made = [];
    private AuditSource? _source;
    private DateTimeOffset _until;

    /// <summary>The plans for what there is now.</summary>
    public IReadOnlyList<ClaimPlan> Of(AuditSource now)
    {
        var moment = time.GetUtcNow();
        if (!now.IsSame(_source) || moment >= _until)
        {
            var planner = new JobPlanner(new Resolver(now.Inventory, now.Policy, moment), now.Policy, image);
            _made = planner.All();
            _source = now;
            _until = planner.Until < moment + Longest ? planner.Until : moment + Longest;
        }

        return _made;
    }
}

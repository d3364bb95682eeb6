using System.Globalization;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Cluster.Backups;

/// <summary>The claims that our CronJobs copy, and what those say of checks that restore the copies.</summary>
public sealed class CheckedClaims(ApiServer server)
{
    private readonly BackupStore _store = new(server);

    /// <summary>The claims of a namespace, or of all; null when they cannot be listed, and why.</summary>
    public async Task<(IReadOnlyList<CheckedClaim>? Found, string Complaint)> Of(string ns, CancellationToken stop)
    {
        var (cronJobs, complaint) = await _store.CronJobs(stop, ns);
        return cronJobs is null
            ? (null, complaint)
            : ([.. cronJobs.Where(c => c is { IsOurs: true, IsBeingDeleted: false }).GroupBy(c => (c.Namespace, c.Claim)).Select(Claim)], string.Empty);
    }

    private static CheckedClaim Claim(IGrouping<(string Namespace, string Claim), LiveObject> ours)
    {
        var check = ours.FirstOrDefault(c => string.Equals(c.Label(JobLabels.Role), JobLabels.Spell(JobRole.Verify), StringComparison.Ordinal));
        return new CheckedClaim
        {
            Namespace = ours.Key.Namespace,
            Claim = ours.Key.Claim,
            Schedule = check?.Root.TextAt("spec", "schedule") ?? string.Empty,
            LastGood = Moment(check?.Annotation(Annotation.LastSuccess)),
            LastFailure = check?.Annotation(Annotation.LastFailure) ?? string.Empty,
        };
    }

    private static DateTimeOffset? Moment(string? said) =>
        DateTimeOffset.TryParse(said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}

using Xunit;
using static HomelabStorage.Policies.Tests.Protection.Covered;

namespace HomelabStorage.Policies.Tests.Protection;

/// <summary>Plans that name one claim: what they cover, and what they silently do not.</summary>
public sealed class ClaimPlanTests
{
    private const string Restic = "restic: {repository: r, copyMethod: Snapshot}";

    [Theory]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, restic: {repository: r, copyMethod: Snapshot}", "scheduled")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, kopia: {repository: r, copyMethod: Snapshot}", "scheduled")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, rclone: {copyMethod: Clone}", "scheduled")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, rsyncTLS: {copyMethod: Snapshot}", "scheduled")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, external: {provider: x}", "scheduled")]
    [InlineData("restic: {copyMethod: Snapshot}", "scheduled")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, restic: {copyMethod: Direct}", "scheduled (copyMethod Direct)")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, restic: {copyMethod: None}", "scheduled (copyMethod None)")]
    [InlineData("paused: true, trigger: {schedule: '0 */6 * * *'}, restic: {copyMethod: Snapshot}", "declared: it is paused")]
    [InlineData("trigger: {manual: once}, restic: {copyMethod: Snapshot}", "declared: it runs once, when told ('once')")]
    [InlineData("trigger: {manual: now, schedule: '0 */6 * * *'}, restic: {copyMethod: Snapshot}", "declared: it runs once, when told ('now')")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}", "declared: it says no place to copy to")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, syncthing: {}", "declared: it says no place to copy to")]
    [InlineData("trigger: {schedule: '0 */6 * * *'}, restic: {repository: r}", "declared: restic says no copyMethod, and without one it fails")]
    public void A_plan_covers_the_claim_when_something_in_it_will_run(string spec, string expected) =>
        Assert.Equal($"ReplicationSource home/plan {expected}", By(Block, Data, App, Plan(spec)));

    [Theory]
    [InlineData("Snapshot")]
    [InlineData("Clone")]
    public void A_snapshot_needs_a_driver_that_has_them(string method) =>
        Assert.Equal(
            $"ReplicationSource home/plan declared: copyMethod {method} needs a snapshot, and local-path has none",
            By(LocalPath, Data, App, Plan($"trigger: {{schedule: '@daily'}}, restic: {{copyMethod: {method}}}")));

    [Fact]
    public void A_claim_of_one_pod_cannot_be_mounted_by_a_second() =>
        Assert.Equal(
            "ReplicationSource home/plan declared: a second pod cannot mount a ReadWriteOncePod claim (copyMethod Direct)",
            By(
                Block,
                Data.Replace("[ReadWriteOnce]", "[ReadWriteOncePod]", StringComparison.Ordinal),
                App,
                Plan("trigger: {schedule: '@daily'}, restic: {copyMethod: Direct}")));

    [Fact]
    public void A_claim_may_make_it_wait() =>
        Assert.Equal(
            "ReplicationSource home/plan declared: annotation volsync.backube/use-copy-trigger makes it wait for somebody's word",
            By(
                Block,
                Data.Replace("name: data,", "name: data, annotations: {volsync.backube/use-copy-trigger: ''},", StringComparison.Ordinal),
                App,
                Plan($"trigger: {{schedule: '@daily'}}, {Restic}")));

    [Theory]
    [InlineData("home", "other")]
    [InlineData("elsewhere", "data")]
    public void Another_claim_is_not_covered(string ns, string claim) =>
        Assert.Empty(By(
            Block,
            Data,
            App,
            Plan($"trigger: {{schedule: '@daily'}}, {Restic}")
                .Replace("namespace: home", $"namespace: {ns}", StringComparison.Ordinal)
                .Replace("sourcePVC: data", $"sourcePVC: {claim}", StringComparison.Ordinal)));

    [Fact]
    public void A_schedule_that_waits_for_a_variable_is_one_of_unknown_frequency()
    {
        var coverage = Of(Block, Data, App, Plan($"trigger: {{schedule: '${{SCHEDULE}}'}}, {Restic}"));
        Assert.True(coverage is { IsExpected: true, IsOftenEnough: true, Interval: null });
    }

    private static string Plan(string spec) =>
        $"{{apiVersion: volsync.backube/v1alpha1, kind: ReplicationSource, metadata: {{name: plan, namespace: home}}, spec: {{sourcePVC: data, {spec}}}}}";
}

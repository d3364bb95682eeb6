using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using Xunit;

namespace HomelabStorage.Policies.Tests.Catalog;

/// <summary>The files that describe makers of backups.</summary>
public sealed class OperatorTests
{
    [Fact]
    public void Every_file_says_what_it_must() => Assert.Empty(ShippedOperators.Check());

    [Fact]
    public void Every_file_is_named_after_its_maker_and_can_be_checked()
    {
        Assert.Equal(ShippedCatalog.Names("operators/").Select(n => n["operators/".Length..^".yaml".Length]), ShippedOperators.All.Select(o => o.Name));
        Assert.All(
            ShippedOperators.All,
            o => Assert.True(o.Evidence.Count > 0 && o.Evidence.All(e => e.StartsWith("https://", StringComparison.Ordinal)), o.Name));
    }

    [Fact]
    public void Every_kind_is_followed_and_may_be_missing() =>
        Assert.All(
            ShippedOperators.All.SelectMany(o => o.Kinds),
            k => Assert.True(ManifestKinds.Of($"{k.Group}/{k.Version}", k.Kind) is { IsWatched: true, IsExtra: true, IsJudged: false }, k.Kind));

    [Fact]
    public void Every_plan_says_when_and_every_run_when_it_ended()
    {
        Assert.All(ShippedOperators.All.SelectMany(o => o.Kinds), k => Assert.Contains(k.Fields, f => f.Name == k.Role switch
        {
            BackupRole.ClaimPlan when ShippedOperators.Of(k).Kinds.Any(other => other.Role == BackupRole.Timetable) => "last",
            BackupRole.Run or BackupRole.Volume => "last",
            BackupRole.Pool => "replicated.size",
            BackupRole.Target => "address",
            BackupRole.SnapshotClass => "driver",
            BackupRole.Setting => "value",
            _ => "schedule",
        }));
    }
}

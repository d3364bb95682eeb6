using System.Collections.Immutable;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Inventories;

public sealed class NearnessTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("a", "a", 1)]
    [InlineData("a/b", "a/b", 3)]
    [InlineData("a/b", "a", 1)]
    [InlineData("a", "a/b", 1)]
    [InlineData("a/b", "a/c", 2)]
    [InlineData("a/bc", "a/bd", 2)]
    [InlineData("ab", "ac", 0)]
    [InlineData("ab", "a", 0)]
    [InlineData("a", "ab", 0)]
    [InlineData("a/b/c", "a/b", 3)]
    public void Only_whole_folder_names_are_shared(string one, string other, int shared) => Assert.Equal(shared, MountPath.Shared(one, other));

    [Theory]
    [InlineData("b a", "a", "a")]
    [InlineData("b c", "a", "b")]
    [InlineData("b", "a", "b")]
    [InlineData("a/b a", "a", "a/b")]
    [InlineData("a a/b", "a/b/c", "a/b")]
    public void The_nearest_is_the_one_that_shares_most_of_the_folder(string candidates, string folder, string nearest)
    {
        var pods = candidates.Split(' ').Select(c => Scene.Manifests("{apiVersion: v1, kind: Pod, metadata: {name: a}}", $"{c}/x.yaml").Single());
        Assert.Equal(nearest, pods.ToImmutableArray().Nearest(folder)!.Source.Folder);
    }

    [Fact]
    public void Of_none_none_is_nearest() => Assert.Null(ImmutableArray<Manifest>.Empty.Nearest("a"));

    [Theory]
    [InlineData("a/x.yaml", "a/y.yaml", "", true)]
    [InlineData("a/x.yaml", "a/b/y.yaml", "", true)]
    [InlineData("a/b/x.yaml", "a/y.yaml", "", true)]
    [InlineData("a/x.yaml", "b/y.yaml", "", false)]
    [InlineData("a/x.yaml", "ab/y.yaml", "", false)]
    [InlineData("a/x.yaml", "b/y.yaml", "home", true)]
    public void Without_a_namespace_only_neighbours_are_of_one_cluster(string one, string other, string ns, bool expected) =>
        Assert.Equal(expected, Nearness.SameCopy(
            Assert.Single(Scene.Manifests($"{{apiVersion: v1, kind: Pod, metadata: {{name: a, namespace: '{ns}'}}}}", one)),
            Assert.Single(Scene.Manifests($"{{apiVersion: v1, kind: Pod, metadata: {{name: b, namespace: '{ns}'}}}}", other))));

    [Theory]
    [InlineData("data-db-0", "data-db-0,data-db-*")]
    [InlineData("data-db-12", "data-db-12,data-db-*")]
    [InlineData("db-1-wal", "db-1-wal,db-*-wal")]
    [InlineData("a-1-b-22", "a-1-b-22,a-*-b-22,a-1-b-*")]
    [InlineData("a-1b", "a-1b")]
    [InlineData("data-db", "data-db")]
    [InlineData("data0", "data0")]
    [InlineData("-0", "-0,-*")]
    [InlineData("0", "0")]
    [InlineData("data-", "data-")]
    public void A_claim_is_asked_for_by_its_name_or_its_series(string claim, string names) => Assert.Equal(names, string.Join(',', ClaimNames.Of(claim)));
}

using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What makes other objects may lack any field, as a patch does, or have another value there: it costs this object at most.</summary>
public sealed class MakerFieldTests : RepositoryTests
{
    private static readonly string?[] Values = [null, "null", "\"two\"", "[null]"];

    public static TheoryData<int> All => [.. Enumerable.Range(0, Makers.All.Length)];

    [Theory]
    [MemberData(nameof(All))]
    public void What_is_beside_it_is_judged(int maker)
    {
        var one = Makers.All[maker];
        var name = one.Contains("kustomize.config", StringComparison.Ordinal) ? "kustomization.yaml" : "maker.yaml";
        Write("apps/one/claim.yaml", Claim);
        for (var place = 0; place < Changes.Places(one); place++)
        {
            for (var value = 0; value < Values.Length; value++)
            {
                Write($"changed/{place}-{value}/{name}", Changes.With(one, place, Values[value]));
            }
        }

        var (code, output) = Audit(isRendered: false, "--all");
        Assert.DoesNotContain("a bug of", output, StringComparison.Ordinal);
        Assert.InRange(code, 0, 2);
        Assert.Contains("recipes  ", output, StringComparison.Ordinal);
    }
}

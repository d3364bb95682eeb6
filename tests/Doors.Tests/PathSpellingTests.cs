using System.Globalization;
using System.Text.RegularExpressions;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>A path has many spellings, and the kubelet reads them all alike.</summary>
public sealed partial class PathSpellingTests
{
    private static readonly StoragePolicy Shipped = ShippedPolicy.Read();

    public static TheoryData<string> Spellings => ["/x/..{0}", "{0}/.", "/.{0}/", "/{0}//", "{0}/x/y/../.."];

    [Theory]
    [MemberData(nameof(Spellings))]
    public void However_a_path_is_spelled_the_answer_is_the_same(string spelling)
    {
        var changed = 0;
        foreach (var asked in RuleCase.All().Where(c => !c.IsOnlyWritten))
        {
            var (text, respelled) = (File.ReadAllText(asked.Object), Respelled(File.ReadAllText(asked.Object), spelling));
            changed += string.Equals(text, respelled, StringComparison.Ordinal) ? 0 : 1;
            var cluster = File.Exists(asked.Cluster) ? File.ReadAllText(asked.Cluster) : string.Empty;
            var policy = File.Exists(asked.Policy) ? ReviewDoor.Policy(asked.Policy) : Shipped;
            Assert.Equal(Answer(text, cluster, policy), Answer(respelled, Respelled(cluster, spelling), policy));
        }

        Assert.True(changed > 50, $"only {changed} cases hold a path");
    }

    [Theory]
    [InlineData("config/./db/", "config/db")]
    [InlineData(".", "")]
    [InlineData("./", "")]
    [InlineData("a//b/../c", "a/c")]
    [InlineData("../a", "a")]
    public void A_path_within_a_volume_is_resolved(string written, string read) => Assert.Equal(read, MountPath.Within(written));

    [Theory]
    [InlineData("data", "/data")]
    [InlineData("/data///", "/data")]
    [InlineData("///", "/")]
    [InlineData("/..", "/")]
    [InlineData("/data/...", "/data/...")]
    [InlineData("/data/.hidden/..x", "/data/.hidden/..x")]
    public void A_path_is_resolved_and_no_more(string written, string read) => Assert.Equal(read, MountPath.Normalise(written));

    private static string Answer(string text, string cluster, StoragePolicy policy)
    {
        var inventory = Inventory.Of(ManifestReader.ReadAll(cluster, "cluster.yaml").OfType<ManifestReading.Understood>().Select(r => r.Manifest));
        var response = Review.Ask(
            Handlers.Validation(new Snapshot(inventory, policy)),
            Review.Of(((YamlDocument.Readable)YamlReader.Read(text, "object.yaml").First()).Root));
        return string.Join(
            '\n',
            response.Denials.Concat(response.Warnings).Select(d => $"{d.Action} {d.Finding.Rule.Id} {d.Finding.Message} {d.Finding.Remedy}"));
    }

    private static string Respelled(string text, string spelling) => SubPath().Replace(
        Absolute().Replace(text, m => m.Groups[1].Value + string.Format(CultureInfo.InvariantCulture, spelling, m.Groups[2].Value)),
        m => m.Groups[1].Value + string.Format(CultureInfo.InvariantCulture, spelling, "/" + m.Groups[2].Value).TrimStart('/'));

    /// <summary>Where a container sees a volume, and where a volume is stored on its node.</summary>
    [GeneratedRegex(@"(mountPath: *|(?:hostPath|local): *(?:\{ *|\n *)path: *)(/[^\s,}]*)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Absolute();

    [GeneratedRegex(@"(subPath: *)([^\s,}]+)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SubPath();
}

using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Manifests;

/// <summary>The table of kinds: a row is all that there is to know of a kind.</summary>
public sealed class ManifestKindsTests
{
    public static TheoryData<string, string> Known => new(ManifestKinds.All.Select(k => (k.ApiVersion, k.Name)));

    [Fact]
    public void No_two_rows_have_one_name_or_one_address()
    {
        Assert.Equal(ManifestKinds.All.Count, ManifestKinds.All.DistinctBy(k => (k.Group, k.Name)).Count());
        Assert.Equal(ManifestKinds.All.Count, ManifestKinds.All.DistinctBy(k => (k.Group, k.Plural)).Count());
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void A_row_is_found_by_what_objects_and_addresses_say(string apiVersion, string name)
    {
        var kind = ManifestKinds.All.Single(k => k.ApiVersion == apiVersion && k.Name == name);
        Assert.Same(kind, ManifestKinds.Of(apiVersion, name));
        Assert.Same(kind, ManifestKinds.OfResource(kind.Group, kind.Plural));
        Assert.Same(kind, ManifestKinds.Of(kind.Group.Length == 0 ? "v2" : $"{kind.Group}/v9alpha1", name));
        Assert.Null(ManifestKinds.Of("example.com/v1", name));
        Assert.Null(ManifestKinds.OfResource("example.com", kind.Plural));
        Assert.Equal(new ObjectReference(apiVersion, name, "home", "a"), kind.Named("home", "a"));
    }

    [Theory]
    [MemberData(nameof(Known))]
    public void Whatever_an_object_holds_it_is_read_under_its_own_name_or_said_to_be_foreign(string apiVersion, string name)
    {
        var kind = ManifestKinds.Of(apiVersion, name)!;
        using var empty = JsonDocument.Parse($$$"""{"apiVersion":"{{{apiVersion}}}","kind":"{{{name}}}","metadata":{"name":"a","namespace":"home"}}""");
        if (ManifestReader.Read(empty.RootElement) is ManifestReading.Understood { Manifest: var manifest })
        {
            Assert.Equal(kind.Named(kind.IsNamespaced ? "home" : string.Empty, "a"), manifest.Reference);
        }
        else
        {
            Assert.False(kind.IsJudged);
        }

        var broken = Assert.IsType<ManifestReading.Unreadable>(Assert.Single(ManifestReader.ReadAll(
            $"apiVersion: {apiVersion}\nkind: {name}\nmetadata: {{name: a, labels: 5}}\nspec: 5\nnamespace: {{}}\n",
            "a.yaml")));
        Assert.Contains("5", broken.Reason + broken.Pointer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("extensions/v1beta1", "Deployment", "Deployment")]
    [InlineData("extensions/v1beta1", "DaemonSet", "DaemonSet")]
    [InlineData("extensions/v1beta1", "Job", null)]
    [InlineData("apps/v1beta2", "StatefulSet", "StatefulSet")]
    [InlineData("apps", "StatefulSet", null)]
    [InlineData("", "Pod", "Pod")]
    [InlineData("v1", "Deployment", null)]
    [InlineData("v1", "", null)]
    public void Groups_tell_kinds_of_one_name_apart_and_versions_do_not(string apiVersion, string name, string? expected) =>
        Assert.Equal(expected, ManifestKinds.Of(apiVersion, name)?.Name);

    [Fact]
    public void What_is_asked_about_is_watched_and_what_makes_pods_is_judged()
    {
        Assert.All(
            ManifestKinds.All.Where(k => k.Asked != Asked.Never || k.IsExtra || k.ReachesOtherNamespaces),
            k => Assert.True(k.IsWatched, k.ToString()));
        Assert.All(ManifestKinds.All.Where(k => k.MakesPods || k.Asked == Asked.Always), k => Assert.True(k.IsJudged, k.ToString()));
        Assert.All(ManifestKinds.All.Where(k => k.Subresources.Count > 0), k => Assert.NotEqual(Asked.Never, k.Asked));
    }

    /// <summary>Plurals of kinds that are keys of files and words of reports as well.</summary>
    private static readonly string[] Words = ["namespaces", "backups", "clusters", "kustomizations", "settings", "snapshots", "volumes"];

    [Fact]
    public void No_other_code_lists_kinds()
    {
        var table = Path.Combine("Manifests", "Reading", "ManifestKinds.cs");
        string[] plurals = [.. ManifestKinds.All.Where(k => k.IsWatched || k.IsLookedUp).Select(k => k.Plural).Except(Words).Select(plural => $"\"{plural}\"")];
        foreach (var file in Directory.EnumerateFiles(Repository.Path("src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.EndsWith(table, StringComparison.Ordinal)))
        {
            var text = File.ReadAllText(file);
            Assert.All(plurals, plural => Assert.False(text.Contains(plural, StringComparison.Ordinal), $"{file} names {plural}: ask ManifestKinds instead"));
        }
    }
}

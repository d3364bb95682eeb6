using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;
using Xunit;

namespace HomelabStorage.Policies.Tests.Manifests;

/// <summary>A key that is there twice is an error of its file, and costs no object: Kubernetes takes the last value.</summary>
public sealed class RepeatedKeysTests
{
    private const string Claim =
        """
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: data}
        spec:
          storageClassName: first
          accessModes: [ReadWriteOnce]
          storageClassName: last
        """;

    [Fact]
    public void The_error_is_told_with_its_place()
    {
        var broken = Assert.Single(ManifestReader.ReadAll(Claim, "claim.yaml").OfType<ManifestReading.Broken>());
        Assert.Equal(("claim.yaml", new Position(7, 3)), (broken.File, broken.Position));
        Assert.StartsWith("the key 'storageClassName' is here twice", broken.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_value_counts_and_has_its_place()
    {
        var claim = (Claim)Assert.Single(ManifestReader.ReadAll(Claim, "claim.yaml").OfType<ManifestReading.Understood>()).Manifest;
        Assert.Equal("last", claim.Spec.Class.Name);
        Assert.Equal(new Position(7, 3), ((ManifestSource.Text)claim.Source).Map.Find("/spec/storageClassName"));
    }

    /// <summary>Other documents of the file are read as ever, and what is a template is still one.</summary>
    [Theory]
    [InlineData("a: 1\na: 2\n", 0, 1, "values of a chart")]
    [InlineData("kind: ConfigMap\napiVersion: v1\nmetadata: {name: a, name: b}\n", 1, 0, "an object of another kind")]
    [InlineData("kind: PersistentVolumeClaim\nkind: '{{ .Values.kind }}'\n", 0, 1, "a template")]
    [InlineData("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {a: 1, a: 2\n", 1, 0, "more than a key that is there twice")]
    public void What_is_wrong_is_told_once(string text, int broken, int notJudged, string why)
    {
        ManifestReading[] readings = [.. ManifestReader.ReadAll(text, "file.yaml")];
        Assert.Equal(
            (broken, notJudged, why),
            (readings.OfType<ManifestReading.Broken>().Count(), readings.OfType<ManifestReading.NotJudged>().Count(), why));
    }
}

using CsCheck;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;
using Xunit;

namespace HomelabStorage.Policies.Tests.Yaml;

public sealed class YamlReaderTests
{
    [Fact]
    public void A_broken_document_hides_no_other()
    {
        var readings = ManifestReader.ReadAll(
            "kind: Pod\napiVersion: v1\n---\nkind: Pod\napiVersion: [1\n---\nkind: Namespace\napiVersion: v1\nmetadata: {name: x}\n",
            "f.yaml")
            .ToArray();
        Assert.IsType<ManifestReading.Understood>(readings[0]);
        var broken = Assert.IsType<ManifestReading.Broken>(readings[1]);
        Assert.Equal(new Position(5, 13), broken.Position);
        Assert.IsType<ManifestReading.Understood>(readings[2]);
    }

    [Fact]
    public void A_pointer_leads_to_its_line_and_column()
    {
        var document = (YamlDocument.Readable)YamlReader.Read("# note\n---\na:\n  - b: 1\n  - c: 2\n", "f.yaml").Single();
        Assert.Equal(new Position(5, 5), document.Source.Find("/a/1/c"));
    }

    [Fact]
    public void A_pointer_to_nothing_leads_to_its_parent()
    {
        var document = (YamlDocument.Readable)YamlReader.Read("a:\n  b: 1\n", "f.yaml").Single();
        Assert.Equal(new Position(1, 1), document.Source.Find("/a/missing"));
    }

    [Theory]
    [InlineData("0x10", "16")]
    [InlineData("0X10", "16")]
    [InlineData("-0x10", "-16")]
    [InlineData("+0x10", "16")]
    [InlineData("0xFF", "255")]
    [InlineData("1_000", "1000")]
    [InlineData("1_000.5", "1000.5")]
    [InlineData("0o17", "15")]
    [InlineData("0O17", "15")]
    [InlineData("017", "15")]
    [InlineData("0777", "511")]
    [InlineData("08", "8")]
    [InlineData("09", "9")]
    [InlineData("0b101", "5")]
    [InlineData("-0b11", "-3")]
    [InlineData("+1", "1")]
    [InlineData("+1.5", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("-.5", "-0.5")]
    [InlineData("5.", "5")]
    [InlineData("1.", "1")]
    [InlineData("1e3", "1e3")]
    [InlineData("1E3", "1E3")]
    [InlineData("1e", "\"1e\"")]
    [InlineData("1_0e3", "10e3")]
    [InlineData("12:30", "\"12:30\"")]
    [InlineData("190:20:30", "\"190:20:30\"")]
    [InlineData("0", "0")]
    [InlineData("00", "0")]
    [InlineData("-0", "-0")]
    [InlineData("1.50", "1.50")]
    [InlineData("01.5", "1.5")]
    [InlineData("0_1", "1")]
    [InlineData("_1", "\"_1\"")]
    [InlineData("1__0", "10")]
    [InlineData("1_", "1")]
    [InlineData("12345678901234567890", "12345678901234567890")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("2001-01-01", "\"2001-01-01\"")]
    [InlineData("0x", "\"0x\"")]
    [InlineData("0b2", "\"0b2\"")]
    [InlineData("0x1G", "\"0x1G\"")]
    [InlineData("1,000", "\"1,000\"")]
    [InlineData("y", "true")]
    [InlineData("Y", "true")]
    [InlineData("yes", "true")]
    [InlineData("Yes", "true")]
    [InlineData("YES", "true")]
    [InlineData("n", "false")]
    [InlineData("N", "false")]
    [InlineData("no", "false")]
    [InlineData("On", "true")]
    [InlineData("oN", "\"oN\"")]
    [InlineData("TRUE", "true")]
    [InlineData("tRUE", "\"tRUE\"")]
    [InlineData("~", "null")]
    [InlineData("Null", "null")]
    [InlineData("nULL", "\"nULL\"")]
    [InlineData(".5e3", "500")]
    [InlineData("1e+3", "1e+3")]
    [InlineData("+.5", "0.5")]
    [InlineData("+0b1", "1")]
    [InlineData("0x1.8", "\"0x1.8\"")]
    [InlineData("0xFFFFFFFFFFFFFFFFFF", "\"0xFFFFFFFFFFFFFFFFFF\"")]
    [InlineData("1.0", "1.0")]
    [InlineData("100.0", "100.0")]
    [InlineData("1e2", "1e2")]
    [InlineData("1e21", "1e21")]
    [InlineData("1.5e300", "1.5e300")]
    [InlineData("\"yes\"", "\"yes\"")]
    [InlineData("'0x10'", "\"0x10\"")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("-0.5E+3", "-0.5E+3")]
    [InlineData("12Gi", "\"12Gi\"")]
    [InlineData("-9223372036854775808", "-9223372036854775808")]
    [InlineData("-0x8000000000000000", "-9223372036854775808")]
    [InlineData("0xFFFFFFFFFFFFFFFF", "18446744073709551615")]
    [InlineData("+", "\"\\u002B\"")]
    [InlineData(".", "\".\"")]
    public void Scalars_are_what_kubectl_takes_them_for(string written, string json)
    {
        var document = (YamlDocument.Readable)YamlReader.Read($"v: {written}\n", "f.yaml").Single();
        Assert.Equal(json, document.Root.GetProperty("v").GetRawText());
    }

    [Fact]
    public void Aliases_that_multiply_are_refused()
    {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
            + string.Concat(Enumerable.Range(1, 9)
                .Select(i => $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]\n"));
        Assert.IsType<YamlDocument.Broken>(YamlReader.Read(text, "f.yaml").Single());
    }

    [Fact]
    public void Nesting_without_end_is_refused()
    {
        Assert.IsType<YamlDocument.Broken>(YamlReader.Read(new string('[', 100_000), "f.yaml").Single());
        Assert.IsType<YamlDocument.Broken>(YamlReader.Read(string.Concat(Enumerable.Range(0, 3000).Select(i => new string(' ', i) + "a:\n")), "f.yaml")
            .Single());
    }

    [Fact]
    public void Lists_are_taken_apart()
    {
        var readings = ManifestReader.ReadAll(
            "apiVersion: v1\nkind: List\nitems:\n  - {apiVersion: v1, kind: Namespace, metadata: {name: a}}\n  - {apiVersion: v1, kind: Ingress, "
                + "metadata: {name: b}}\n",
            "f.yaml")
            .ToArray();
        Assert.IsType<NamespaceManifest>(Assert.IsType<ManifestReading.Understood>(readings[0]).Manifest);
        Assert.IsType<ManifestReading.Foreign>(readings[1]);
    }

    [Fact]
    public void Encrypted_and_templated_documents_are_said_not_to_be_judged()
    {
        var readings = ManifestReader.ReadAll(
            "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\nsops: {mac: \"ENC[x]\"}\n---\nkind: Deployment\napiVersion: "
                + "apps/v1\nmetadata:\n  name: {{ .Release.Name }}\n---\n{{- if .Values.x }}\nkind: Pod\n",
            "f.yaml")
            .ToArray();
        Assert.All(readings, r => Assert.IsType<ManifestReading.NotJudged>(r));
        Assert.Equal(3, readings.Length);
    }

    [Fact]
    public void Any_text_gives_readings_or_positioned_complaints() =>
        Gen.Char["{}[]:,&*!|>'\"%@`#-? \n\tabcxyz01~<="].Array[0, 200].Select(c => new string(c)).Sample(text =>
        {
            foreach (var reading in ManifestReader.ReadAll(text, "f.yaml"))
            {
                Assert.True(reading is not ManifestReading.Broken { Position.Line: < 1 });
            }
        });
}

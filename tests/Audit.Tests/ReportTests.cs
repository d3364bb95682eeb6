using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using HomelabStorage.Audit.Reporting;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What each format promises its readers, held over every case of every rule.</summary>
public sealed partial class ReportTests : IDisposable
{
    private const string Hostile = "a\u001b[2J\u202e\n::error::x|`@me #1 \"]; %0A,::<b> ##[error]\ufffe](1)";

    private static readonly string[] Severities = ["error", "warning", "recommendation"];

    private static readonly string[] GitLabSeverities = ["info", "minor", "critical"];

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Sarif_places_every_finding_on_characters_of_its_file()
    {
        var results = 0;
        foreach (var asked in RuleCase.All().Where(c => File.Exists(c.Object)))
        {
            var (sarif, _) = Sarif(Files(asked));
            var run = sarif.GetProperty("runs")[0];
            var rules = run.GetProperty("tool").GetProperty("driver").GetProperty("rules");
            var fingerprints = new HashSet<string>(StringComparer.Ordinal);
            foreach (var result in run.GetProperty("results").EnumerateArray())
            {
                results++;
                Assert.Equal(result.GetProperty("ruleId").GetString(), rules[result.GetProperty("ruleIndex").GetInt32()].GetProperty("id").GetString());
                Assert.True(fingerprints.Add(result.GetProperty("partialFingerprints").GetProperty("homelabStorage/v1").GetString()!));
                var place = result.GetProperty("locations")[0].GetProperty("physicalLocation");
                var (start, end) = (Column(place, "startColumn"), Column(place, "endColumn"));
                Assert.Equal(Column(place, "startLine"), Column(place, "endLine"));
                var line = File.ReadAllLines(Repository.Path(Uri(place).Split('/')))[Column(place, "startLine") - 1];
                Assert.InRange(end, start + 1, line.Length + 1);
                var text = line[(start - 1)..(end - 1)];
                Assert.Equal(text.Trim(), text);
            }
        }

        Assert.InRange(results, 100, 10_000);
    }

    [Fact]
    public void Sarif_tells_code_scanning_all_it_asks_for_of_a_rule()
    {
        foreach (var rule in Sarif([Linkding]).Root.GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules").EnumerateArray())
        {
            Assert.InRange(rule.GetProperty("name").GetString()!.Length, 1, 255);
            Assert.InRange(rule.GetProperty("shortDescription").GetProperty("text").GetString()!.Length, 1, 1024);
            Assert.InRange(rule.GetProperty("fullDescription").GetProperty("text").GetString()!.Length, 1, 1024);
            Assert.NotEmpty(rule.GetProperty("help").GetProperty("text").GetString()!);
            Assert.Contains(rule.GetProperty("properties").GetProperty("problem.severity").GetString(), Severities);
            Assert.StartsWith("https://", rule.GetProperty("helpUri").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_clean_run_has_results_and_says_where_it_looked()
    {
        File.WriteAllText(Path.Combine(_folder, "pod.yaml"), "{apiVersion: v1, kind: Pod, metadata: {name: a}, spec: {containers: [{name: a, image: a}]}}");
        var run = Sarif([_folder]).Root.GetProperty("runs")[0];
        Assert.Equal(0, run.GetProperty("results").GetArrayLength());
        Assert.StartsWith("homelab-storage/", run.GetProperty("automationDetails").GetProperty("id").GetString(), StringComparison.Ordinal);
        Assert.Equal(2, FolderDoor.Run(["audit", "--format", "sarif", "--cluster"]).Code);
    }

    [Fact]
    public void A_fingerprint_survives_what_changes_no_object()
    {
        File.WriteAllText(Path.Combine(_folder, "b.yaml"), File.ReadAllText(Path.Combine(Linkding, "object.yaml")));
        File.WriteAllText(Path.Combine(_folder, "c.yaml"), File.ReadAllText(Path.Combine(Linkding, "cluster.yaml")));
        var before = Fingerprints(_folder);
        var moved = "# moved\n\n" + File.ReadAllText(Path.Combine(_folder, "c.yaml")) + "\n---\n" + File.ReadAllText(Path.Combine(_folder, "b.yaml"));
        File.Delete(Path.Combine(_folder, "b.yaml"));
        File.Delete(Path.Combine(_folder, "c.yaml"));
        File.WriteAllText(Path.Combine(_folder, "a.yaml"), Layout.Wider(moved));
        Assert.NotEmpty(before);
        Assert.Equal(before, Fingerprints(_folder));
    }

    [Fact]
    public void Exempt_findings_are_left_out_of_sarif_and_skipped_in_junit()
    {
        var text = File.ReadAllText(Path.Combine(Linkding, "object.yaml"));
        File.WriteAllText(Path.Combine(_folder, "a.yaml"), text.Replace("metadata:\n  name", "metadata:\n  annotations:\n    homelab-storage.io/exempt: "
            + "sqlite-on-network-filesystem\n    homelab-storage.io/exempt-reason: moves in May\n  name", StringComparison.Ordinal));
        string[] files = [_folder, Path.Combine(Linkding, "cluster.yaml")];
        var results = Sarif(files).Root.GetProperty("runs")[0].GetProperty("results").EnumerateArray();
        Assert.DoesNotContain(results, r => r.GetRawText().Contains("Deployment/linkding", StringComparison.Ordinal));
        Assert.Contains("exempted: moves in May", FolderDoor.Run(["audit", "--format", "junit", .. files]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sarif")]
    [InlineData("gitlab")]
    public void What_places_findings_in_files_is_refused_where_there_are_none(string format)
    {
        foreach (var input in new[] { "--cluster", "-" })
        {
            var (code, output, error) = FolderDoor.Run(["audit", "--format", format, input], "a: b");
            Assert.Equal((2, string.Empty), (code, output));
            Assert.StartsWith($"--format {format} says where in a file a finding is, and there is no file in a cluster", error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("deny")]
    [InlineData("warn")]
    [InlineData("never")]
    public void Junit_keeps_its_schema_and_is_red_where_the_exit_code_is(string failOn)
    {
        var schema = new XmlSchemaSet();
        using var written = XmlReader.Create(Repository.Path("tests", "fixtures", "junit.xsd"));
        schema.Add(string.Empty, written);
        foreach (var asked in RuleCase.All())
        {
            var (code, output, _) = FolderDoor.Run(["audit", "--format", "junit", "--fail-on", failOn, .. Files(asked)]);
            var suite = Valid(output, schema).Root!.Element("testsuite")!;
            Assert.Equal(suite.Elements().Count().ToString(CultureInfo.InvariantCulture), suite.Attribute("tests")!.Value);
            Assert.Equal(code == 1, suite.Descendants("failure").Any());
        }
    }

    [Fact]
    public void Gitlab_gets_what_its_widget_needs()
    {
        foreach (var asked in RuleCase.All())
        {
            using var report = JsonDocument.Parse(FolderDoor.Run(["audit", "--format", "gitlab", .. Files(asked)]).Output);
            var entries = report.RootElement.EnumerateArray().ToArray();
            Assert.Equal(entries.Length, entries.Select(e => e.GetProperty("fingerprint").GetString()).Distinct(StringComparer.Ordinal).Count());
            Assert.All(entries, e => Assert.Contains(e.GetProperty("severity").GetString(), GitLabSeverities));
            Assert.All(entries, e => Assert.True(File.Exists(Repository.Path(e.GetProperty("location").GetProperty("path").GetString()!.Split('/')))));
        }
    }

    [Fact]
    public void Github_gets_at_most_ten_of_a_level_the_worst_first()
    {
        Write(Apps(40));
        var lines = FolderDoor.Run(["audit", "--format", "github", _folder]).Output.Split('\n');
        Assert.Equal(10, lines.Count(l => l.StartsWith("::warning ", StringComparison.Ordinal)));
        Assert.StartsWith("::warning title=homelab-storage::and 31 more", lines[9], StringComparison.Ordinal);
        Assert.StartsWith("40 judged, 40 with warnings", lines[10], StringComparison.Ordinal);
    }

    [Fact]
    public void Sarif_has_no_more_results_than_are_kept_and_says_how_many_are_not()
    {
        Write(Apps(5_003));
        var run = Sarif([_folder]).Root.GetProperty("runs")[0];
        Assert.Equal(5_000, run.GetProperty("results").GetArrayLength());
        Assert.Contains("3 of the mildest findings are left out", run.GetProperty("invocations").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_fits_into_a_comment_and_its_graph_into_mermaid()
    {
        Write(Enumerable.Range(0, 700).Select(i => $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: app{i}, namespace: ns{i % 40}}}, "
            + $"spec: {{template: {{spec: {{containers: [{{name: a, image: louislam/uptime-kuma, volumeMounts: [{{name: v, mountPath: /app/data}}]}}], "
            + $"volumes: [{{name: v, nfs: {{server: nas, path: /a{i % 50}}}}}]}}}}}}}}"));
        var output = FolderDoor.Run(["audit", "--format", "markdown", _folder]).Output;
        Assert.InRange(output.Length, 30_000, 65_000);
        Assert.InRange(output.Split("-->").Length, 2, 152);
        Assert.Contains("more objects with findings, for which there is no room here", output, StringComparison.Ordinal);
        Assert.Contains("more volumes, for which there is no room here", output, StringComparison.Ordinal);
    }

    public static TheoryData<string> Formats => [.. ReportFormats.Names];

    [Theory]
    [MemberData(nameof(Formats))]
    public void No_name_is_obeyed(string format)
    {
        var name = JsonSerializer.Serialize(Hostile);
        File.WriteAllText(Path.Combine(_folder, $"x{Hostile.Replace('/', '-')}.yaml"),
            $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: {name}, namespace: {name}}}, spec: {{template: {{spec: {{containers: [{{name: {name}, "
            + $"image: \"louislam/uptime-kuma:1\", volumeMounts: [{{name: {name}, mountPath: /app/data}}]}}], volumes: [{{name: {name}, "
            + $"nfs: {{server: nas, path: {name}}}}}]}}}}}}}}\n");
        File.WriteAllText(Path.Combine(_folder, $"broken{Hostile}.yaml"), "apiVersion: [\nkind: Pod\n");
        var output = FolderDoor.Run(["audit", "--format", format, _folder]).Output;
        Assert.Contains("uptime-kuma", output, StringComparison.Ordinal);
        foreach (var line in output.Split('\n'))
        {
            Assert.DoesNotContain(line, c => char.IsControl(c) || c is '\u202e' or '\u2028');
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
            Assert.True(!line.TrimStart().StartsWith("::", StringComparison.Ordinal) || Ours().IsMatch(line), line);
            Assert.False(format is "markdown" && line.Contains("@me", StringComparison.Ordinal), line);
            Assert.False(format is "markdown" && line.Contains("<b>", StringComparison.Ordinal), line);
            Assert.False(format is "sarif" && line.Contains("\"text\":", StringComparison.Ordinal) && line.Contains("](1)", StringComparison.Ordinal), line);
        }

        Parse(format, output);
    }

    private static void Parse(string format, string output)
    {
        switch (format)
        {
            case "junit":
                Assert.NotNull(XDocument.Parse(output).Root);
                break;
            case "sarif" or "gitlab":
                JsonDocument.Parse(output).Dispose();
                break;
        }
    }

    private static string Linkding => Repository.Path("tests", "cases", "rules", "sqlite-on-network-filesystem", "denies-linkding-on-nfs");

    private static string[] Files(RuleCase asked) => [.. new[] { asked.Object, asked.Cluster }.Where(File.Exists)];

    private static (JsonElement Root, string Text) Sarif(string[] inputs)
    {
        var (_, output, error) = FolderDoor.Run(["audit", "--all", "--format", "sarif", .. inputs]);
        Assert.True(output.Length > 0, error);
        using var sarif = JsonDocument.Parse(output);
        return (sarif.RootElement.Clone(), output);
    }

    private static string[] Fingerprints(string folder) =>
    [
        .. Sarif([folder]).Root.GetProperty("runs")[0].GetProperty("results").EnumerateArray()
            .Select(r => r.GetProperty("partialFingerprints").GetProperty("homelabStorage/v1").GetString()!).Order(StringComparer.Ordinal),
    ];

    private static int Column(JsonElement place, string name) => place.GetProperty("region").GetProperty(name).GetInt32();

    private static string Uri(JsonElement place) => System.Uri.UnescapeDataString(place.GetProperty("artifactLocation").GetProperty("uri").GetString()!);

    private static XDocument Valid(string text, XmlSchemaSet schema)
    {
        var document = XDocument.Parse(text);
        document.Validate(schema, (_, wrong) => Assert.Fail(wrong.Message));
        return document;
    }

    private static IEnumerable<string> Apps(int count) => Enumerable.Range(0, count)
        .Select(i => $"{{apiVersion: apps/v1, kind: Deployment, metadata: {{name: c{i}}}, spec: {{template: {{spec: {{containers: "
            + "[{name: c, image: 'louislam/uptime-kuma:1'}]}}}}");

    private void Write(IEnumerable<string> objects) => File.WriteAllText(Path.Combine(_folder, "all.yaml"), string.Join("\n---\n", objects));

    [GeneratedRegex("^::(error|warning|notice) (file=[^:,]*,line=[0-9]+,endLine=[0-9]+,col=[0-9]+,endColumn=[0-9]+,)?title=[a-z -]+::")]
    private static partial Regex Ours();
}

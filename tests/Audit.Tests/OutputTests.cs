using System.Text.Json.Nodes;
using HomelabStorage.Audit.Output;
using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What is printed is never obeyed, whatever field of whatever object it came from.</summary>
public sealed class OutputTests : IDisposable
{
    private const string Hostile = "\u001b[31m\u009b2J\u202e\t\r\n::error::x\n  ::warning::y\r##[error]z\u2028::notice::u\u0007\u007f";

    private static readonly string[] Named = ["labels", "annotations", "parameters", "data", "stringData", "matchLabels", "metadata", "spec"];

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Each string of each kind of object alone, in a case that has it, so that the rest is still judged as it was.</summary>
    [Fact]
    public void No_field_of_an_object_is_obeyed()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var asked in RuleCase.All())
        {
            var text = File.ReadAllText(asked.Object) + "\n---\n" + (File.Exists(asked.Cluster) ? File.ReadAllText(asked.Cluster) : string.Empty);
            JsonNode[] documents = [.. YamlReader.Read(text, "case").OfType<YamlDocument.Readable>().Select(d => JsonNode.Parse(d.Root.GetRawText())!)];
            for (var index = 0; index < documents.Length; index++)
            {
                foreach (var place in Places(documents[index], string.Empty).Where(p => seen.Add(documents[index]["kind"]
                    + string.Concat(p.Where(c => !char.IsAsciiDigit(c))))))
                {
                    var changed = documents[index].DeepClone();
                    Spoil(changed, [.. JsonPointer.Segments(place)]);
                    Ask([.. documents.Select((d, i) => i == index ? changed : d)], "object.yaml");
                }
            }
        }

        Assert.InRange(seen.Count, 100, 2000);
    }

    /// <summary>
    /// Each key of labels, annotations, parameters and data, which are anybody's words, and of a metadata and a spec, where it is a mistyped field.
    /// </summary>
    [Fact]
    public void No_key_of_an_object_is_obeyed()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var asked in RuleCase.All())
        {
            var text = File.ReadAllText(asked.Object) + "\n---\n" + (File.Exists(asked.Cluster) ? File.ReadAllText(asked.Cluster) : string.Empty);
            JsonNode[] documents = [.. YamlReader.Read(text, "case").OfType<YamlDocument.Readable>().Select(d => JsonNode.Parse(d.Root.GetRawText())!)];
            foreach (var document in documents)
            {
                foreach (var place in Keys(document, string.Empty).Where(p => seen.Add(document["kind"] + string.Concat(p.Where(c => !char.IsAsciiDigit(c))))))
                {
                    var changed = document.DeepClone();
                    Rename(changed, [.. JsonPointer.Segments(place)]);
                    Ask([.. documents.Select(d => d == document ? changed : d)], "object.yaml");
                }
            }
        }

        Assert.InRange(seen.Count, 50, 500);
    }

    [Fact]
    public void No_file_name_is_obeyed()
    {
        var claim =
            JsonNode.Parse(
                """
                {
                  "apiVersion": "v1",
                  "kind": "PersistentVolumeClaim",
                  "metadata": {"name": "a", "annotations": {"homelab-storage.io/data": "cache"}},
                  "spec": {"accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"}}}
                }
                """)!;
        File.WriteAllText(Path.Combine(_folder, "classes.yaml"), FixFolder.Classes);
        File.WriteAllText(Path.Combine(_folder, $"broken{Hostile.Replace('/', '-')}.yaml"), "apiVersion: [\nkind: Pod\n");
        File.WriteAllText(Path.Combine(_folder, $"other{Hostile}.yml"), "a: [\n");
        Assert.Contains("\\u001b", Ask([claim], $"claim{Hostile}.yaml"), StringComparison.Ordinal);
        foreach (var arguments in new string[][] { [
            "audit",
            Hostile,
        ], [
            "audit",
            "--policy",
            Hostile,
            _folder,
        ], ["policy", "check", Hostile], ["audit", "--format", Hostile, _folder], [Hostile], ["apps", Hostile], ["explain", "--for", Hostile, _folder] })
        {
            Check(arguments);
        }
    }

    [Fact]
    public void No_text_of_a_policy_is_obeyed()
    {
        var policy = Path.Combine(_folder, "policies.yaml");
        string[] lines =
        [
            "kind: {0}", "metadata: {{name: {0}}}", "{0}: 1", "rules: [{{rule: {0}, action: {0}}}]",
            "tiers: [{{name: {0}, rpo: {0}}}]", "classes: [{{name: {0}}}]", "nas: [{{address: {0}}}]",
        ];
        foreach (var line in lines)
        {
            var quoted = JsonValue.Create(Hostile).ToJsonString();
            File.WriteAllText(
                policy,
                "apiVersion: homelab-storage.io/v1alpha1\n" + string.Format(System.Globalization.CultureInfo.InvariantCulture, line, quoted) + "\n");
            Check(["policy", "check", policy]);
        }
    }

    [Fact]
    public void A_command_that_stands_in_a_file_is_escaped_in_its_diff()
    {
        File.WriteAllText(Path.Combine(_folder, "classes.yaml"), FixFolder.Classes);
        File.WriteAllText(
            Path.Combine(_folder, "claim.yaml"),
            "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: a\n  annotations:\n    homelab-storage.io/data: cache\n    notes: "
                + "|\n      ::error::x \u202e ##vso[task.complete]\nspec:\n  accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n");
        Assert.Contains("\\u003a:error::x \\u202e \\u0023#vso[task.complete]", Check(["audit", "--diff", _folder]), StringComparison.Ordinal);
    }

    /// <summary>Every format, and the page of where the data is stored.</summary>
    public static TheoryData<string> Formats => [.. ReportFormats.Names, "page"];

    /// <summary>The names of people who try: a report about them has the same shape as one about harmless names.</summary>
    [Theory]
    [MemberData(nameof(Formats))]
    public void A_hostile_name_changes_no_format(string format)
    {
        var harmless = Shape(format, Report(format, "data", "books", "linkding", "truenas"));
        Assert.NotEmpty(harmless);
        foreach (var hostile in new[]
        {
            "\u001b[2J\u001b[31mPWNED\u001b[0m", "\r\n::error file=x::injected", "\n::error::fromname\n", "\u009b31m", "##[error]x",
            "%0A::warning::x", "]]>&<x y='\"'>",
            "`|a|b|\n\n# x <img src=x onerror=y> @somebody #1 https://example.com **a** [b](c)", "](1)", "\u202e\u2028", "-->\n```\n", "\"]\n  n9 --> n1[\"",
        })
        {
            var report = Report(format, $"data{hostile}", $"books{hostile}", $"linkding{hostile}", $"truenas{hostile}");
            Assert.DoesNotContain(report, c => (char.IsControl(c) && c != '\n') || c is '\u202e' or '\u2028');
            Assert.DoesNotContain("##[", report, StringComparison.Ordinal);
            Assert.Equal(harmless, Shape(format, report));
        }
    }

    /// <summary>Links are for terminals that are known to have them; elsewhere the rule is a word as ever.</summary>
    [Theory]
    [InlineData("TERM_PROGRAM=WezTerm", true)]
    [InlineData("VTE_VERSION=7600", true)]
    [InlineData("VTE_VERSION=4999", false)]
    [InlineData("TERM=xterm-kitty", true)]
    [InlineData("TERM=xterm-256color", false)]
    [InlineData("TERM_PROGRAM=WezTerm CI=true", false)]
    [InlineData("TERM=xterm-kitty STY=1.screen", false)]
    [InlineData("TERM=xterm-256color FORCE_HYPERLINK=1", true)]
    [InlineData("TERM=xterm-kitty FORCE_HYPERLINK=0", false)]
    public void A_terminal_has_links_when_it_says_so(string environment, bool has)
    {
        var variables = environment.Split(' ').Select(v => v.Split('=')).ToDictionary(v => v[0], v => v[1], StringComparer.Ordinal);
        Assert.Equal(has, Hyperlinks.Are(name => variables.GetValueOrDefault(name)));
    }

    [Fact]
    public void A_link_is_text_where_there_are_none_and_cannot_be_broken_out_of()
    {
        string Written(PageLook look)
        {
            using var text = new StringWriter();
            using var safe = new SafeWriter(text);
            new Page(safe, look).Line($"see {Styled.Linked("a\u001b]rule", "https://example.com/\u001b\\x")} there");
            return text.ToString().TrimEnd();
        }

        Assert.Equal("see a\\u001b]rule there", Written(PageLook.Plain));
        Assert.Equal("see a\\u001b]rule there", Written(PageLook.Coloured));
        Assert.Equal("see \u001b]8;;https://example.com/\\u001b\\x\u001b\\a\\u001b]rule\u001b]8;;\u001b\\ there", Written(PageLook.Linked));
    }

    private string Report(string format, string claim, string ns, string app, string storageClass)
    {
        JsonObject Named(string kind, string apiVersion, string name, string spec)
        {
            var made = JsonNode.Parse($"{{\"apiVersion\": \"{apiVersion}\", \"kind\": \"{kind}\", {spec}}}")!.AsObject();
            made["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns };
            return made;
        }

        var held = Named(
            "PersistentVolumeClaim",
            "v1",
            claim,
            "\"spec\": {\"accessModes\": [\"ReadWriteOnce\"], \"resources\": {\"requests\": {\"storage\": \"1Gi\"}}}");
        held["spec"]!["storageClassName"] = storageClass;
        var holder = Named(
            "Deployment",
            "apps/v1",
            app,
            "\"spec\": {\"template\": {\"spec\": {\"containers\": [{\"image\": \"sissbruecker/linkding:1\", \"volumeMounts\": [{\"mountPath\": "
                + "\"/etc/linkding/data\"}]}], \"volumes\": [{\"persistentVolumeClaim\": {}}]}}}");
        var pod = holder["spec"]!["template"]!["spec"]!;
        pod["containers"]![0]!["name"] = app;
        pod["containers"]![0]!["volumeMounts"]![0]!["name"] = claim;
        pod["volumes"]![0]!["name"] = claim;
        pod["volumes"]![0]!["persistentVolumeClaim"]!["claimName"] = claim;
        var provisioner = Named("StorageClass", "storage.k8s.io/v1", storageClass, "\"provisioner\": \"nfs.csi.k8s.io\"");
        File.WriteAllText(Path.Combine(_folder, "object.yaml"), string.Join("\n---\n", new[] { held, holder, provisioner }.Select(d => d.ToJsonString())));
        var page = Path.Combine(_folder, "storage.md");
        File.Delete(page);
        return format is "page" && FolderDoor.Run(["audit", "--storage-page", page, _folder]).Code < 2
            ? File.ReadAllText(page)
            : FolderDoor.Run(["audit", "--all", "--format", format, _folder]).Output;
    }

    /// <summary>What of a report is the format's and no text: elements, properties, commands, marks.</summary>
    private static string Shape(string format, string report) => format switch
    {
        "json" or "sarif" or "gitlab" => string.Join(' ', Properties(JsonNode.Parse(report))),
        "junit" => string.Join(' ', System.Xml.Linq.XDocument.Parse(report)
            .Descendants()
            .Select(e => $"{e.Name}({string.Join(',', e.Attributes().Select(a => a.Name))})")),
        // Elements and their order; what is drawn or linked is named by numbers and escaped names.
        "html" => string.Join(' ', System.Text.RegularExpressions.Regex.Matches(
            report,
            "</?[a-zA-Z!][a-zA-Z0-9]*",
            System.Text.RegularExpressions.RegexOptions.NonBacktracking,
            TimeSpan.FromSeconds(10)).Select(m => m.Value)),
        "github" => string.Join('\n', report.Split('\n').Select(line => line.StartsWith("::", StringComparison.Ordinal)
            ? string.Join(',', line[..line.IndexOf("::", 2, StringComparison.Ordinal)].Split(',').Select(p => p.Split('=')[0])) : "text")),
        "markdown" or "page" => string.Join('\n', report.Split('\n').Select(Marks)),
        _ => string.Join('\n', report.Split('\n').Select(line => line.Length - line.TrimStart().Length)),
    };

    private static string Marks(string line) => string.Concat(line.Where((c, i) => IsMark(c) && (i == 0 || line[i - 1] != '\\')));

    private static bool IsMark(char c) => c is '<' or '>' or '|' or '*' or '`' or '[' or '@' or '~' or '!';

    private static IEnumerable<string> Properties(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(p => Properties(p.Value).Prepend(p.Key)),
        JsonArray list => list.SelectMany(Properties),
        _ => [],
    };

    private string Ask(JsonNode[] documents, string file)
    {
        File.WriteAllText(Path.Combine(_folder, file), string.Join("\n---\n", documents.Select(d => d.ToJsonString())));
        string[][] verbs =
        [
            ["audit", "--all"],
            ["audit", "--format", "json"],
            ["audit", "--format", "sarif"],
            ["audit", "--format", "junit"],
            ["audit", "--format", "gitlab"],
            ["audit", "--format", "markdown"],
            ["audit", "--unknown-apps"],
            ["audit", "--diff"],
            ["backups"],
            ["backups", "--format", "json"],
            ["explain", "--for", "Nothing/at-all"],
        ];
        var objects = documents
            .AsEnumerable()
            .Where(d => d["metadata"]?["name"] is JsonValue && d["kind"] is JsonValue)
            .Take(1)
            .Select(d => $"{d["kind"]}/{d["metadata"]!["name"]}");
        return string.Concat(verbs.Concat(objects.Select(o => new[] { "explain", "--for", o })).Select(verb => Check([.. verb, _folder])));
    }

    private static string Check(string[] arguments)
    {
        var (_, output, error) = FolderDoor.Run(arguments);
        foreach (var line in (output + "\n" + error).Split('\n'))
        {
            Assert.DoesNotContain(line, c => char.IsControl(c) || c is '\u202e' or '\u2028');
            Assert.False(line.TrimStart().StartsWith("::", StringComparison.Ordinal), line);
            Assert.DoesNotContain("##[", line, StringComparison.Ordinal);
        }

        return output + error;
    }

    private static IEnumerable<string> Places(JsonNode? node, string at) => node switch
    {
        JsonObject map => map.SelectMany(p => Places(p.Value, $"{at}/{JsonPointer.Escape(p.Key)}")),
        JsonArray list => list.SelectMany((item, i) => Places(item, $"{at}/{i}")),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.String && at is not ("/kind" or "/apiVersion") => [at],
        _ => [],
    };

    private static IEnumerable<string> Keys(JsonNode? node, string at) => node switch
    {
        JsonObject map => map.SelectMany(p => Keys(p.Value, $"{at}/{JsonPointer.Escape(p.Key)}").Concat(
            Named.Contains(at[(at.LastIndexOf('/') + 1)..], StringComparer.Ordinal) ? [$"{at}/{JsonPointer.Escape(p.Key)}"] : [])),
        JsonArray list => list.SelectMany((item, i) => Keys(item, $"{at}/{i}")),
        _ => [],
    };

    private static void Rename(JsonNode node, ReadOnlySpan<string> path)
    {
        var map = Parent(node, path).AsObject();
        var value = map[path[^1]];
        map.Remove(path[^1]);
        map[path[^1] + Hostile] = value;
    }

    private static JsonNode Parent(JsonNode node, ReadOnlySpan<string> path)
    {
        foreach (var segment in path[..^1])
        {
            node = node is JsonArray list ? list[int.Parse(segment, System.Globalization.CultureInfo.InvariantCulture)]! : node[segment]!;
        }

        return node;
    }

    private static void Spoil(JsonNode node, ReadOnlySpan<string> path)
    {
        node = Parent(node, path);
        switch (node)
        {
            case JsonArray list:
                var index = int.Parse(path[^1], System.Globalization.CultureInfo.InvariantCulture);
                list[index] = list[index] + Hostile;
                break;
            default:
                node[path[^1]] = node[path[^1]] + Hostile;
                break;
        }
    }
}

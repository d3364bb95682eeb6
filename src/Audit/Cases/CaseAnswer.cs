using System.Text.Json;
using System.Text.Json.Nodes;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Cases;

/// <summary>All that a door said about an object, in the words of the JSON report, in the form in which cases expect it.</summary>
public sealed class CaseAnswer(JsonObject said)
{
    private static readonly string[] OnlyOfFiles = ["file", "line", "column"];
    private static readonly string[] OfRules = ["findings", "unknown"];

    /// <summary>What was answered.</summary>
    public string Verdict => (string)said["verdict"]!;

    /// <summary>Every finding, whole.</summary>
    public IEnumerable<JsonObject> Findings => said["findings"]!.AsArray().Select(finding => finding!.AsObject());

    /// <summary>The rules of the findings.</summary>
    public IEnumerable<string> Rules => Findings.Select(finding => (string)finding["rule"]!);

    /// <summary>The findings without where they are written, in one order.</summary>
    public IEnumerable<string> Bare => Findings.Select(finding => Without(finding, OnlyOfFiles).ToJsonString()).Order(StringComparer.Ordinal);

    /// <summary>Those that an API server hears of.</summary>
    public IEnumerable<string> Spoken =>
        new CaseAnswer(new JsonObject
        {
            ["findings"] = new JsonArray([.. Findings.Where(f => (string)f["action"]! is not "audit").Select(f => f.DeepClone())]),
        }).Bare;

    /// <summary>What was said of some rules, as if there were no others.</summary>
    public CaseAnswer About(Func<string, bool> isAbout)
    {
        var part = said.DeepClone().AsObject();
        var isWhole = true;
        foreach (var name in OfRules)
        {
            foreach (var other in Each(part, name).Where(each => !isAbout((string)each["rule"]!)).ToArray())
            {
                isWhole = false;
                part[name]!.AsArray().Remove(other);
            }
        }

        if (!isWhole)
        {
            part["verdict"] = Strongest(new CaseAnswer(part).Findings.Select(finding => (string)finding["action"]!), isOpen: Each(part, "unknown").Any());
            if (!Each(part, "unknown").Any())
            {
                part.Remove("unknown");
            }
        }

        return new CaseAnswer(part);
    }

    /// <summary>What each of the other rules says.</summary>
    public IReadOnlyDictionary<string, CaseAnswer> NotAbout(Func<string, bool> isAbout) => OfRules
        .SelectMany(name => Each(said, name))
        .Select(each => (string)each["rule"]!)
        .Where(rule => !isAbout(rule))
        .Distinct(StringComparer.Ordinal)
        .ToDictionary(
            rule => rule,
            rule => new CaseAnswer(Without(About(other => string.Equals(other, rule, StringComparison.Ordinal)).Whole, ["volumes"])),
            StringComparer.Ordinal);

    private JsonObject Whole => said;

    private static IEnumerable<JsonObject> Each(JsonObject of, string name) => of[name]?.AsArray().Select(each => each!.AsObject()) ?? [];

    private static string Strongest(IEnumerable<string> actions, bool isOpen) => actions.ToHashSet(StringComparer.Ordinal) switch
    {
        var all when all.Contains("deny") => "deny",
        var all when all.Contains("warn") || all.Contains("fix") => "warn",
        _ => isOpen ? "unknown" : "allow",
    };

    /// <summary>The answer as expected.yaml holds it.</summary>
    public string ToYaml() => YamlText.Of(said);

    /// <summary>An entry of the report on a case: what its rule, its policy or its folder says already is left out.</summary>
    public static CaseAnswer OfReport(JsonElement result, string folder)
    {
        var said = Without(JsonObject.Create(result)!, ["resource", "source"]);
        foreach (var finding in said["findings"]!.AsArray().Select(f => f!.AsObject()))
        {
            finding.Remove("docs");
            finding.Remove("why");
            finding.Remove("policy");
            finding["file"] = Path.GetRelativePath(folder, (string)finding["file"]!);
        }

        foreach (var volume in said["volumes"]!.AsArray().Select(v => v!.AsObject()))
        {
            volume.Remove("policy");
        }

        return new CaseAnswer(said);
    }

    /// <summary>A finding in the words of the JSON report.</summary>
    public static JsonObject Finding(Decision decision)
    {
        var finding = decision.Finding;
        var said = new JsonObject
        {
            ["rule"] = finding.Rule.Id,
            ["action"] = Words.Actions.Spell(decision.Action),
            ["message"] = finding.Message,
            ["remedy"] = finding.Remedy,
        };
        Add(said, "alternatives", finding.Alternatives);
        Add(said, "seen", finding.Seen);
        said["certainty"] = Words.Certainties.Spell(finding.Certainty);
        said["pointer"] = finding.Pointer;
        if (finding.Related is { } related)
        {
            var reference = new JsonObject { ["apiVersion"] = related.ApiVersion, ["kind"] = related.Kind };
            if (related.Namespace.Length > 0)
            {
                reference["namespace"] = related.Namespace;
            }

            reference["name"] = related.Name;
            said["related"] = reference;
        }

        return said;
    }

    private static void Add(JsonObject said, string name, IReadOnlyList<string> texts)
    {
        if (texts.Count > 0)
        {
            said[name] = new JsonArray([.. texts.Select(text => JsonValue.Create(text))]);
        }
    }

    private static JsonObject Without(JsonObject whole, IReadOnlyList<string> names)
    {
        var rest = whole.DeepClone().AsObject();
        foreach (var name in names)
        {
            rest.Remove(name);
        }

        return rest;
    }
}

using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HomelabStorage.Audit.Output;
using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Sections;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Adoption;

/// <summary>A baseline as a file: one finding a line, sorted, without anything that changes by itself.</summary>
internal static class BaselineFile
{
    private const string ApiVersion = "homelab-storage.io/v1alpha1";

    private const string Kind = "AuditBaseline";

    private static readonly string[] Keys = ["rule", "object", "about", "action", "count"];

    private static readonly string[] Actions = [.. new[] { RuleAction.Deny, RuleAction.Fix, RuleAction.Warn }.Select(Words.Actions.Spell)];

    /// <summary>The text of a baseline.</summary>
    public static string Text(Baseline baseline)
    {
        var text = new StringBuilder(
            $"""
            # Findings that are known: `homelab-storage audit --baseline FILE` skips them and fails on others only. Nothing else reads this file.
            # --prune-baseline FILE takes out what is no longer found; --write-baseline FILE takes in all there is today.
            apiVersion: {ApiVersion}
            kind: {Kind}
            findings:
            """);
        text.Append(baseline.Known.Count == 0 ? " []\n" : "\n");
        foreach (var known in baseline.Known)
        {
            var (rule, subject, about) = known.Identity;
            var count = known.Count == 1 ? string.Empty : string.Create(CultureInfo.InvariantCulture, $", count: {known.Count}");
            text.Append($"  - {{rule: {rule}, object: {Quoted(subject)}, about: {Quoted(about)}, action: {Words.Actions.Spell(known.Action)}{count}}}\n");
        }

        return text.ToString();
    }

    /// <summary>What a text says; with every error at once where it is none.</summary>
    public static (Baseline? Baseline, IReadOnlyList<PolicyError> Errors) Read(string text, string file)
    {
        var documents = YamlReader.Read(text, file).ToArray();
        if (documents is not [YamlDocument.Readable { Root.ValueKind: JsonValueKind.Object } document])
        {
            var (place, why) = documents
                .OfType<YamlDocument.Broken>()
                .Select(b => (b.Position, b.Message))
                .FirstOrDefault((new Position(1, 1), $"{(documents.Length == 0 ? "nothing is in it" : "this is not a baseline")}; --write-baseline makes one"));
            return (null, [new PolicyError(file, place, string.Empty, why)]);
        }

        var errors = new List<PolicyError>();
        if (Word(document.Root, "kind") is Kind && Word(document.Root, "apiVersion") is { } other and not ApiVersion)
        {
            Wrong("/apiVersion", $"'{other}' is not the {ApiVersion} that is read here; --write-baseline makes the file again");
        }
        else if (Word(document.Root, "apiVersion") is not ApiVersion || Word(document.Root, "kind") is not Kind)
        {
            Wrong("/kind", $"a baseline is apiVersion: {ApiVersion}, kind: {Kind}");
        }

        if (!document.Root.TryGetProperty("findings", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            Wrong("/findings", "a list of findings is missing here");
            return (null, errors);
        }

        var known = new Dictionary<(FindingIdentity, RuleAction), KnownFinding>();
        foreach (var (item, index) in list.EnumerateArray().Select((item, index) => (item, index)))
        {
            var pointer = string.Create(CultureInfo.InvariantCulture, $"/findings/{index}");
            if (Complaint(item) is { Length: > 0 } complaint)
            {
                Wrong(pointer, complaint);
                continue;
            }

            var action = Words.Actions.Read(Word(item, "action"), RuleAction.Warn);
            var identity = new FindingIdentity(Word(item, "rule")!, Word(item, "object")!, Word(item, "about")!);
            if (!known.TryAdd((identity, action), new KnownFinding(identity, action, CountOf(item))))
            {
                Wrong(pointer, "it is here twice; write count: 2 for two that cannot be told apart");
            }
        }

        return errors.Count > 0 ? (null, errors) : (new Baseline([.. known.Values]), []);

        void Wrong(string pointer, string message) =>
            errors.Add(new PolicyError(file, document.Source.Find(pointer), JsonPointer.Spell(pointer), message));
    }

    private static string Complaint(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object || Keys[..4].Any(key => Word(item, key) is null))
        {
            return "a finding is {rule: …, object: …, about: …, action: …}";
        }

        var (rule, action) = (Word(item, "rule")!, Word(item, "action")!);
        var strange = item.EnumerateObject().Select(p => p.Name).FirstOrDefault(name => !Keys.Contains(name, StringComparer.Ordinal));
        return strange is not null ? $"'{strange}' is not a field of a finding"
            : !RuleCatalog.All.Any(r => string.Equals(r.Info.Id, rule, StringComparison.Ordinal)) ? $"'{rule}' is not a rule{Near(rule)}"
            : !Actions.Contains(action, StringComparer.Ordinal) ? $"'{action}' is not an action of a finding: {string.Join(", ", Actions)}"
            : CountOf(item) < 1 ? "count is a number from 1"
            : string.Empty;
    }

    private static string Near(string rule) =>
        Spelling.Nearest(rule, RuleCatalog.All.Select(r => r.Info.Id)) is { Length: > 0 } near
            ? $"; did you mean '{near}'?"
            : ". `homelab-storage rules` lists them";

    private static int CountOf(JsonElement item) =>
        !item.TryGetProperty("count", out var count) ? 1 : count.ValueKind == JsonValueKind.Number && count.TryGetInt32(out var number) ? number : 0;

    private static string? Word(JsonElement item, string name) =>
        item.TryGetProperty(name, out var word) && word.ValueKind == JsonValueKind.String ? word.GetString() : null;

    /// <summary>A text between quotes, as JSON and YAML both read it.</summary>
    private static string Quoted(string text) => $"\"{SafeText.Line(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text))}\"";
}

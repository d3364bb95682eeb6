using System.Text.Json;
using HomelabStorage.Policies.Rules;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Reporting;

/// <summary>The program and all of its rules, as SARIF writes them.</summary>
internal static class SarifTool
{
    /// <summary>How many characters of a description code scanning shows.</summary>
    private const int LongestDescription = 1_024;

    public static void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool"u8);
        json.WriteStartObject("driver"u8);
        json.WriteString("name"u8, "homelab-storage"u8);
        json.WriteString("informationUri"u8, "https://github.com/homelab-storage/homelab-storage"u8);
        json.WriteString("semanticVersion"u8, typeof(SarifTool).Assembly.GetName().Version!.ToString(3));
        json.WriteStartArray("rules"u8);
        foreach (var rule in RuleCatalog.All)
        {
            Write(rule.Info, json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>How bad a finding is, in the words of SARIF.</summary>
    public static string Level(RuleAction action) => action switch
    {
        RuleAction.Deny => "error",
        RuleAction.Fix or RuleAction.Warn => "warning",
        _ => "note",
    };

    private static void Write(RuleInfo rule, Utf8JsonWriter json)
    {
        var milder = rule.Milder.Length > 0 ? $" {rule.Milder}" : string.Empty;
        json.WriteStartObject();
        json.WriteString("id"u8, rule.Id);
        json.WriteString("name"u8, string.Concat(rule.Id.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..])));
        WriteText("shortDescription"u8, rule.Title, json);
        WriteText("fullDescription"u8, rule.Why, json);
        json.WriteStartObject("help"u8);
        json.WriteString("text"u8, $"{rule.Why} {rule.Remedy}{milder} {rule.Page}");
        json.WriteString("markdown"u8, $"{rule.Why}\n\n{rule.Remedy}{milder}\n\n[{rule.Id}]({rule.Page})");
        json.WriteEndObject();
        json.WriteString("helpUri"u8, rule.Page);
        json.WriteStartObject("defaultConfiguration"u8);
        json.WriteString("level"u8, Level(rule.DefaultAction));
        json.WriteEndObject();
        json.WriteStartObject("properties"u8);
        json.WriteString("problem.severity"u8, rule.DefaultAction switch
        {
            RuleAction.Deny => "error",
            RuleAction.Fix or RuleAction.Warn => "warning",
            _ => "recommendation",
        });
        json.WriteString("precision"u8, "high"u8);
        json.WriteStartArray("tags"u8);
        json.WriteStringValue("storage"u8);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteText(ReadOnlySpan<byte> name, string text, Utf8JsonWriter json)
    {
        json.WriteStartObject(name);
        json.WriteString("text"u8, text.Length > LongestDescription ? text[..LongestDescription] : text);
        json.WriteEndObject();
    }
}

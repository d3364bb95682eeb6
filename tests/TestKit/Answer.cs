using System.Text;

namespace HomelabStorage.TestKit;

/// <summary>What a door said about an object, in the form in which cases expect it.</summary>
public sealed record Answer(string Verdict, IReadOnlyList<Answer.Finding> Findings)
{
    /// <summary>One finding.</summary>
    public sealed record Finding(string Rule, string Action, string Message, string Remedy);

    /// <summary>The answer as expected.yaml holds it.</summary>
    public string ToYaml()
    {
        var text = new StringBuilder().Append("verdict: ").Append(Verdict).Append('\n');
        text.Append(Findings.Count == 0 ? "findings: []\n" : "findings:\n");
        foreach (var finding in Findings)
        {
            text.Append("  - rule: ").Append(finding.Rule).Append('\n');
            text.Append("    action: ").Append(finding.Action).Append('\n');
            text.Append("    message: ").Append(Quote(finding.Message)).Append('\n');
            text.Append("    remedy: ").Append(Quote(finding.Remedy)).Append('\n');
        }

        return text.ToString();
    }

    private static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";
}

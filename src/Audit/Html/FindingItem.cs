using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Html;

/// <summary>One finding: what was seen, what to write instead, and why.</summary>
internal static class FindingItem
{
    /// <summary>So many objects are named that are told the same; more are counted.</summary>
    private const int MostNamed = 3;

    /// <summary>Where findings of a rule, or of several, are told, the first of them by name.</summary>
    public static void See(string rules, IReadOnlyList<ShownFinding> findings, ShownObject one, Markup html)
    {
        html.Add($"{rules}: see ");
        foreach (var (at, see) in findings.Take(MostNamed).Index())
        {
            html.Add($"{(at > 0 ? ", " : string.Empty)}<a href=\"#{ElementId.Object(one.Cluster, see.See)}\">{see.See}</a>");
        }

        if (findings.Count > MostNamed)
        {
            html.Add($" and {findings.Count - MostNamed} more");
        }
    }

    /// <summary>Writes a finding about an object.</summary>
    public static void Write(ShownFinding finding, ShownObject one, Markup html)
    {
        html.Add("<li>");
        if (finding.See.Length > 0)
        {
            html.Add("<p class=\"see\">");
            See(finding.Rule, [finding], one, html);
            html.Add("</p></li>\n");
            return;
        }

        html.Add("<p class=\"message\">");
        if (finding.Standing != one.Standing)
        {
            PageSection.Tag(finding.Standing, html);
            html.Add(" ");
        }

        html.Add($"{finding.Message}{(finding.IsKnown ? " (known from before)" : string.Empty)}</p>");
        Fix(finding.Fix, html);
        html.Add("<dl>");
        if (finding.Why.Length > 0)
        {
            html.Add($"<dt>why</dt><dd>{finding.Why}</dd>");
        }

        foreach (var (label, text) in finding.Details)
        {
            html.Add($"<dt>{label}</dt><dd>{text}</dd>");
        }

        html.Add($"<dt>rule</dt><dd><a href=\"#rule-{finding.Rule}\">{finding.Rule}</a>");
        if (finding.Place.Length > 0 && !string.Equals(finding.Place, one.Place, StringComparison.Ordinal))
        {
            html.Add($" <span class=\"place\">{Line(finding.Place, one.Place)}</span>");
        }

        html.Add("</dd></dl></li>\n");
    }

    /// <summary>Words in which what can be copied is told from advice.</summary>
    private static void Fix(ShownFix fix, Markup html)
    {
        if (fix.IsNone)
        {
            return;
        }

        html.Add($"<div class=\"remedy\"><span class=\"label\">fix</span><p>{fix.Before}");
        if (fix.Code.Length > 0)
        {
            html.Add($"<code>{fix.Code}</code>{fix.After}");
        }

        html.Add("</p></div>");
    }

    /// <summary>A place by its line alone where it is in the file that was named above it.</summary>
    private static string Line(string place, string above) =>
        place.LastIndexOf(':') is > 0 and var at && above.StartsWith(place[..(at + 1)], StringComparison.Ordinal) ? $"line {place[(at + 1)..]}" : place;
}

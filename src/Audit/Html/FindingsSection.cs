using HomelabStorage.Audit.Portraits;
using HomelabStorage.Policies.Rules;

namespace HomelabStorage.Audit.Html;

/// <summary>The findings, the worst first, each with what to write and how it is known.</summary>
internal sealed class FindingsSection : PageSection
{
    /// <summary>The list of what cannot be read.</summary>
    public const string Unread = "unread";

    /// <summary>The list of what asks for nothing.</summary>
    public const string Notes = "notes";

    /// <summary>The list of what was not judged.</summary>
    public const string NotJudged = "not-judged";

    /// <summary>So many notes are listed; who wants more asks the audit for all.</summary>
    private const int MostNotes = 30;

    /// <inheritdoc/>
    public override string Id => "findings";

    /// <inheritdoc/>
    public override string Title => "Findings";

    /// <inheritdoc/>
    public override string Lead => "What would be denied, changed or warned about, what to write instead, and the evidence.";

    /// <inheritdoc/>
    public override void Write(Portrait portrait, Markup html)
    {
        var ids = Ids(portrait.Objects);
        Lines("Cannot be read", Unread, portrait.Unread, html);
        foreach (var standing in StandingWords.Worst)
        {
            ShownObject[] objects = [.. portrait.Objects.Where(o => o.Standing == standing)];
            if (objects.Length == 0)
            {
                continue;
            }

            html.Add($"<div data-group><h3 id=\"findings-{StandingWords.Key(standing)}\">");
            html.Add($"{Heading(standing)} <span class=\"count\">{objects.Length}</span></h3>\n");
            foreach (var one in objects)
            {
                Write(one, ids[one], html);
            }

            html.Add("</div>\n");
        }

        if (portrait.Objects.Count == 0)
        {
            html.Add("<p>Nothing is wrong with anything that was judged.</p>\n");
        }

        Rules(portrait.Rules, html);
        Lines("Notes", Notes, portrait.Notes, html, MostNotes);
        Lines("Not judged", NotJudged, portrait.NotJudged, html);
    }

    private static string Heading(Standing standing) => standing switch
    {
        Standing.Refused => "Denied",
        Standing.Changed => "Changed automatically at admission",
        Standing.Warned => "Warnings",
        Standing.Unknown => "Cannot tell",
        Standing.Known => "Known from before",
        _ => "Notes",
    };

    /// <summary>What each is called: where two files have the same object, the second is another element.</summary>
    private static Dictionary<ShownObject, string> Ids(IReadOnlyList<ShownObject> objects)
    {
        var ids = new Dictionary<ShownObject, string>(ReferenceEqualityComparer.Instance);
        foreach (var same in objects.GroupBy(one => ElementId.Object(one.Cluster, one.Reference), StringComparer.Ordinal))
        {
            foreach (var (at, one) in same.Index())
            {
                ids[one] = at == 0 ? same.Key : FormattableString.Invariant($"{same.Key}-{at + 1}");
            }
        }

        return ids;
    }

    private static void Write(ShownObject one, string id, Markup html)
    {
        if (one.Findings.All(finding => finding.See.Length > 0))
        {
            Brief(one, id, html);
            return;
        }

        html.Add($"<article class=\"object {StandingWords.Key(one.Standing)}\" id=\"{id}\" ");
        html.Add($"data-item=\"{StandingWords.Key(one.Standing)}\">\n<h4>");
        Tag(one.Standing, html);
        html.Add($" {one.Spoken}</h4>");
        if (one.Place.Length + one.Cluster.Length > 0)
        {
            html.Add($"<p class=\"place\">{string.Join(" · ", new[] { one.Place, one.Cluster }.Where(part => part.Length > 0))}</p>");
        }

        html.Add("\n<ul class=\"said\">\n");
        foreach (var finding in one.Findings)
        {
            FindingItem.Write(finding, one, html);
        }

        html.Add("</ul>\n");
        if (one.Chains.Count > 0)
        {
            html.Add("<details class=\"evidence\"><summary>How this is known</summary>\n");
            foreach (var (path, lines) in one.Chains)
            {
                html.Add($"<h5>{path}</h5><dl>");
                for (var at = 0; at < lines.Count; at++)
                {
                    if (lines[at].Label.Length > 0)
                    {
                        html.Add($"<dt>{lines[at].Label}</dt>");
                    }

                    html.Add($"<dd>{lines[at].Text}</dd>");
                }

                html.Add("</dl>\n");
            }

            html.Add("</details>\n");
        }

        html.Add("</article>\n");
    }

    /// <summary>An object of which all is told at another.</summary>
    private static void Brief(ShownObject one, string id, Markup html)
    {
        html.Add($"<p class=\"brief {StandingWords.Key(one.Standing)}\" id=\"{id}\" data-item=\"{StandingWords.Key(one.Standing)}\">");
        Tag(one.Standing, html);
        html.Add($" {one.Spoken}");
        foreach (var alike in one.Findings
            .GroupBy(finding => finding.Rule, StringComparer.Ordinal)
            .GroupBy(rule => string.Join('\n', rule.Select(finding => finding.See).Order(StringComparer.Ordinal)), StringComparer.Ordinal))
        {
            html.Add(" · ");
            FindingItem.See(string.Join(", ", alike.Select(rule => rule.Key)), [.. alike.First()], one, html);
        }

        html.Add("</p>\n");
    }

    private static void Rules(IReadOnlyList<RuleInfo> rules, Markup html)
    {
        if (rules.Count == 0)
        {
            return;
        }

        html.Add("<h3>Rules</h3><dl class=\"rules\">\n");
        foreach (var rule in rules)
        {
            html.Add($"<dt id=\"rule-{rule.Id}\">{rule.Id}</dt><dd>{rule.Title}. {rule.Why} {rule.Remedy} <a href=\"{rule.Page}\">More</a></dd>\n");
        }

        html.Add("</dl>\n");
    }

    private static void Lines(string heading, string id, IReadOnlyList<string> lines, Markup html, int most = int.MaxValue)
    {
        if (lines.Count == 0)
        {
            return;
        }

        html.Add($"<details class=\"lines\" id=\"{id}\"><summary><h3>{heading} <span class=\"count\">{lines.Count}</span></h3></summary><ul>");
        foreach (var line in lines.Take(most))
        {
            html.Add($"<li>{line}</li>");
        }

        if (lines.Count > most)
        {
            html.Add($"<li>And {lines.Count - most} more: <code>homelab-storage audit --all</code> lists all of them.</li>");
        }

        html.Add("</ul></details>\n");
    }
}

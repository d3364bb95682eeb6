using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Html;

/// <summary>The findings, the worst first, each with what to write and how it is known.</summary>
internal sealed class FindingsSection : PageSection
{
    /// <inheritdoc/>
    public override string Id => "findings";

    /// <inheritdoc/>
    public override string Title => "Findings";

    /// <inheritdoc/>
    public override string Lead => "What would be refused, changed or warned about, what to write instead, and how it is known.";

    /// <inheritdoc/>
    public override void Write(Portrait portrait, Markup html)
    {
        var ids = Ids(portrait.Objects);
        Lines("Cannot be read", portrait.Unread, html);
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
            html.Add("<p>Nothing is to be said about anything that was judged.</p>\n");
        }

        Lines("Not judged", portrait.NotJudged, html);
    }

    private static string Heading(Standing standing) => standing switch
    {
        Standing.Refused => "Refused",
        Standing.Changed => "Changed on the way in",
        Standing.Warned => "Warned about",
        Standing.Unknown => "Cannot be told",
        _ => "Noted",
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
            Write(finding, one, html);
        }

        html.Add("</ul>\n");
        if (one.Chains.Count > 0)
        {
            html.Add("<details class=\"known\"><summary>How this is known</summary>\n");
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
        foreach (var finding in one.Findings)
        {
            html.Add(" · ");
            See(finding, one, html);
        }

        html.Add("</p>\n");
    }

    private static void See(ShownFinding finding, ShownObject one, Markup html) =>
        html.Add($"{finding.Rule}: see <a href=\"#{ElementId.Object(one.Cluster, finding.See)}\">{finding.See}</a>");

    private static void Write(ShownFinding finding, ShownObject one, Markup html)
    {
        html.Add("<li>");
        if (finding.See.Length > 0)
        {
            html.Add("<p class=\"see\">");
            See(finding, one, html);
            html.Add("</p></li>\n");
            return;
        }

        html.Add("<p class=\"message\">");
        if (finding.Standing != one.Standing)
        {
            Tag(finding.Standing, html);
            html.Add(" ");
        }

        html.Add($"{finding.Message}{(finding.IsKnown ? " (known from before)" : string.Empty)}</p>");
        if (finding.Remedy.Length > 0)
        {
            html.Add($"<div class=\"remedy\"><span class=\"label\">fix</span><code>{finding.Remedy}</code></div>");
        }

        html.Add("<dl>");
        foreach (var (label, text) in finding.Details)
        {
            html.Add($"<dt>{label}</dt><dd>{text}</dd>");
        }

        html.Add($"<dt>rule</dt><dd><a href=\"{finding.Page}\">{finding.Rule}</a>");
        if (finding.Place.Length > 0 && !string.Equals(finding.Place, one.Place, StringComparison.Ordinal))
        {
            html.Add($" <span class=\"place\">{finding.Place}</span>");
        }

        html.Add("</dd></dl></li>\n");
    }

    private static void Lines(string heading, IReadOnlyList<string> lines, Markup html)
    {
        if (lines.Count == 0)
        {
            return;
        }

        html.Add($"<details class=\"lines\"><summary><h3>{heading} <span class=\"count\">{lines.Count}</span></h3></summary><ul>");
        foreach (var line in lines)
        {
            html.Add($"<li>{line}</li>");
        }

        html.Add("</ul></details>\n");
    }
}

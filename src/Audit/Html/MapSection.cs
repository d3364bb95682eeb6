using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Html;

/// <summary>The storage map, drawn.</summary>
internal sealed class MapSection : PageSection
{
    /// <inheritdoc/>
    public override string Id => "map";

    /// <inheritdoc/>
    public override string Title => "Map";

    /// <inheritdoc/>
    public override string Lead =>
        "Where each app's data is stored: app, claim, StorageClass, storage. Hover over a box to highlight its path; "
        + "click to keep it highlighted; arrow keys follow it.";

    /// <inheritdoc/>
    public override void Write(Portrait portrait, Markup html)
    {
        html.Add("<div class=\"chosen\" role=\"status\" hidden></div>\n");
        Legend(portrait, html);
        SvgMap.WriteBox(html);
        EachCluster(portrait, html, cluster =>
        {
            if (cluster.Drawings.Count == 0)
            {
                html.Add("<p>No known app keeps anything on a volume.</p>\n");
                return;
            }

            SvgMap.Write(cluster.Drawings[0], cluster, html);
            foreach (var drawing in cluster.Drawings.Skip(1))
            {
                html.Add($"<details class=\"part\" id=\"{ElementId.Drawing(cluster.Name, drawing.Title)}\"><summary><h4>{drawing.Title}</h4></summary>\n");
                SvgMap.Write(drawing, cluster, html);
                html.Add("</details>\n");
            }

            var left = cluster.Drawings[0].Nodes.Count(node => node.IsNamespace) - cluster.Drawings.Count + 1;
            if (cluster.Drawings.Count > 1 && left > 0)
            {
                html.Add($"<p>And {left} more namespaces, which are in the table of <a href=\"#apps\">apps</a>.</p>\n");
            }
        });
    }

    private static void Legend(Portrait portrait, Markup html)
    {
        html.Add("<p class=\"legend\">");
        foreach (var standing in StandingWords.Worst.Where(standing => standing != Standing.Noted && (standing != Standing.Known || portrait.Known > 0)))
        {
            html.Add($"<span class=\"shaped {StandingWords.Key(standing)}\"> {StandingWords.Meaning(standing)}</span> ");
        }

        html.Add("</p>\n<p class=\"legend\">critical, important, low: how bad it would be to lose the data, as the catalog of apps says; ");
        html.Add("the annotation <code>homelab-storage.io/criticality</code> says otherwise.</p>\n");
    }
}

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
        "From each app by its claims and classes to where the bytes are. Point at a box to see its chain, choose it to keep it; arrow keys go along it.";

    /// <inheritdoc/>
    public override void Write(Portrait portrait, Markup html)
    {
        html.Add("<div class=\"chosen\" role=\"status\" hidden></div>\n");
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
}

using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Html;

/// <summary>The storage map as a table: every volume of every app.</summary>
internal sealed class AppsSection : PageSection
{
    private static readonly string[] Headings = ["App", "Path", "Data", "Claim", "StorageClass", "Stored on", "Status"];

    /// <inheritdoc/>
    public override string Id => "apps";

    /// <inheritdoc/>
    public override string Title => "Apps";

    /// <inheritdoc/>
    public override string Lead => "Every volume: app, data, claim and where it is stored.";

    /// <inheritdoc/>
    public override void Write(Portrait portrait, Markup html)
    {
        var said = portrait.Objects.Select(o => (o.Cluster, o.Reference)).ToHashSet();
        EachCluster(portrait, html, cluster => Write(cluster, said, html));
    }

    private static void Write(ClusterPortrait cluster, HashSet<(string Cluster, string Reference)> said, Markup html)
    {
        html.Add("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table of apps\"><table class=\"apps\">\n");
        html.Add("<caption>Volumes by app</caption>\n<thead><tr>");
        foreach (var heading in Headings)
        {
            html.Add($"<th scope=\"col\">{heading}</th>");
        }

        html.Add("</tr></thead>\n");
        foreach (var app in cluster.Rows.GroupBy(row => row.Storage.Workload, StringComparer.Ordinal))
        {
            // What is the same in every cluster is said once, and of none of them.
            var where = said.Contains((cluster.Name, app.Key)) ? cluster.Name : string.Empty;
            Write([.. app], ElementId.App(cluster.Name, app.Key), ElementId.Object(where, app.Key), html);
        }

        html.Add("</table></div>\n");
    }

    private static void Write(MapRow[] rows, string id, string findings, Markup html)
    {
        var worst = StandingWords.Key(rows.Max(row => row.Standing));
        html.Add($"<tbody id=\"{id}\" data-item=\"{worst}\">\n");
        for (var at = 0; at < rows.Length; at++)
        {
            var row = rows[at];
            html.Add("<tr>");
            if (at == 0)
            {
                html.Add("<th scope=\"rowgroup\"");
                if (rows.Length > 1)
                {
                    html.Add($" rowspan=\"{rows.Length}\"");
                }

                html.Add($">{row.Name}<small>{row.Storage.Workload}</small></th>");
            }

            html.Add($"<td><code>{row.Storage.Path}</code></td><td>{row.Storage.Data}<small>{row.Storage.Criticality}</small></td>");
            html.Add($"<td>{row.Storage.Claim}</td>");
            html.Add($"<td>{row.Storage.Storage}<small>{row.Backend}</small></td><td>{row.Place.Spoken}");
            if (row.Path.Length > 0)
            {
                html.Add($"<small>{row.Path}</small>");
            }

            html.Add("</td><td>");
            if (row.Standing is Standing.Refused or Standing.Changed or Standing.Warned or Standing.Known)
            {
                html.Add($"<a href=\"#{findings}\">");
                Tag(row.Standing, html);
                html.Add("</a>");
            }
            else
            {
                Tag(row.Standing, html);
            }

            html.Add("</td></tr>\n");
        }

        html.Add("</tbody>\n");
    }
}

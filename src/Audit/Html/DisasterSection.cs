using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Html;

/// <summary>The disaster table, and what to do if one thing fails.</summary>
internal sealed class DisasterSection : PageSection
{
    /// <inheritdoc/>
    public override string Id => "disaster";

    /// <inheritdoc/>
    public override string Title => "Failures";

    /// <inheritdoc/>
    public override string Lead =>
        "What stops and what is lost if a node, NAS or StorageClass fails, and what to do.";

    /// <inheritdoc/>
    public override void Write(Portrait portrait, Markup html) => EachCluster(portrait, html, cluster =>
    {
        foreach (var loss in cluster.Losses)
        {
            Write(loss, cluster.Name, html);
        }

        html.Add("<h3>Every app in every failure</h3>\n<p class=\"lead\">What is lost. An RTO is the policy's goal, not a measurement.</p>\n");
        html.Add("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table of failures\"><table class=\"failures\">\n");
        html.Add("<caption>Failures</caption>\n");
        html.Add("<thead><tr><th scope=\"col\">App</th>");
        foreach (var heading in DisasterLine.Headings)
        {
            html.Add($"<th scope=\"col\">{heading}</th>");
        }

        html.Add("<th scope=\"col\">Single points of failure</th></tr></thead>\n<tbody>\n");
        foreach (var line in cluster.Disasters)
        {
            Write(line, ElementId.App(cluster.Name, line.Workload), html);
        }

        html.Add("</tbody></table></div>\n");
    });

    private static void Write(DisasterLine line, string app, Markup html)
    {
        var worst = StandingWords.Key(line.Cells.Max(cell => cell.Standing));
        html.Add($"<tr data-item=\"{worst}\"><th scope=\"row\"><a href=\"#{app}\">{line.Name}</a>");
        html.Add($"<small>{line.Criticality}</small></th>");
        foreach (var (standing, outcome, goal) in line.Cells)
        {
            html.Add($"<td class=\"shaped {StandingWords.Key(standing)}\">{outcome}");
            if (goal.Length > 0)
            {
                html.Add($"<small>{goal}</small>");
            }

            html.Add("</td>");
        }

        html.Add($"<td>{(line.Points.Length > 0 ? line.Points : "none known")}</td></tr>\n");
    }

    private static void Write(LossView loss, string cluster, Markup html)
    {
        html.Add($"<details class=\"loss\" id=\"{ElementId.Loss(cluster, loss.Spoken)}\" data-item=\"{StandingWords.Key(loss.Standing)}\">");
        html.Add($"<summary><h3>If {loss.Spoken} fails</h3> <span class=\"sum\">{loss.Summary}</span></summary>\n");
        Lines("First", loss.First, html);
        if (loss.SameAs.Length > 0)
        {
            html.Add($"<p>The same apps as <a href=\"#{ElementId.Loss(cluster, loss.SameAs)}\">if {loss.SameAs} fails</a>, each with the same data.</p>\n");
        }

        foreach (var app in loss.Apps)
        {
            html.Add("<h4>");
            Tag(app.Standing, app.State, html);
            var reason = app.Volumes.Count == 0 ? $": {app.Reason}" : string.Empty;
            html.Add($" <a href=\"#{ElementId.App(cluster, app.Workload)}\">{app.Workload}</a> <small>{app.Criticality}{reason}</small></h4>\n");
            html.Add("<ul>");
            foreach (var volume in app.Volumes)
            {
                html.Add($"<li>{volume}</li>");
            }

            foreach (var step in app.ToDo)
            {
                html.Add($"<li class=\"step\">{step}</li>");
            }

            html.Add("</ul>\n");
        }

        if (loss.Left > 0)
        {
            html.Add($"<p>And {loss.Left} more apps: <code>homelab-storage what-if</code> lists all of them.</p>\n");
        }

        Lines("Claims that no known app keeps its data on", loss.Claims, html);
        Lines("No longer backed up meanwhile", loss.Unprotected, html);
        html.Add("</details>\n");
    }

    private static void Lines(string heading, IReadOnlyList<string> lines, Markup html)
    {
        if (lines.Count == 0)
        {
            return;
        }

        html.Add($"<p class=\"label\">{heading}</p><ul>");
        foreach (var line in lines)
        {
            html.Add($"<li>{line}</li>");
        }

        html.Add("</ul>\n");
    }
}

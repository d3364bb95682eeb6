using HomelabStorage.Audit.Portraits;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Html;

/// <summary>The decision matrix of the policy, and in each of its fields who is there.</summary>
internal sealed class MatrixSection : PageSection
{
    /// <summary>So many names are read at a glance; more are folded.</summary>
    private const int Glance = 6;

    /// <inheritdoc/>
    public override string Id => "matrix";

    /// <inheritdoc/>
    public override string Title => "Policy";

    /// <inheritdoc/>
    public override string Lead => "Which StorageClass the policy wants for which data, and where your apps are. Only the place counts here.";

    /// <inheritdoc/>
    public override void Write(Portrait portrait, Markup html) => EachCluster(portrait, html, cluster =>
    {
        html.Add("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table of the matrix\"><table class=\"matrix\">\n");
        html.Add("<caption>Decision matrix</caption>\n<thead><tr><th scope=\"col\">Data</th>");
        foreach (var criticality in MatrixLine.Criticalities)
        {
            html.Add($"<th scope=\"col\">{Words.Criticalities.Spell(criticality)}</th>");
        }

        html.Add("</tr></thead>\n<tbody>\n");
        foreach (var line in cluster.Matrix)
        {
            html.Add($"<tr><th scope=\"row\">{line.Data}<small>{line.Why}</small>");
            if (line.Never.Length > 0)
            {
                html.Add($"<small class=\"never\">never {line.Never}</small>");
            }

            html.Add("</th>");
            foreach (var field in line.Fields)
            {
                Write(field, cluster.Name, html);
            }

            html.Add("</tr>\n");
        }

        html.Add("</tbody></table></div>\n");
        BackendTable.Write(cluster, html);
    });

    private static void Write(MatrixField field, string cluster, Markup html)
    {
        html.Add("<td>");
        if (field.Classes.Count > 0)
        {
            html.Add($"<p class=\"wish\">{string.Join(", then ", field.Classes)}</p>");
        }
        else
        {
            html.Add("<p class=\"wish none\">anywhere</p>");
        }

        if (field.Apps.Count > 0)
        {
            if (field.Apps.Count > Glance)
            {
                html.Add("<details>");
            }
            else
            {
                html.Add("<details open>");
            }

            html.Add("<summary>");
            foreach (var standing in StandingWords.Worst)
            {
                var count = field.Apps.Count(app => app.Standing == standing);
                if (count > 0)
                {
                    Tag(standing, FormattableString.Invariant($"{count} {StandingWords.Place(standing)}"), html);
                    html.Add(" ");
                }
            }

            html.Add("</summary><ul class=\"stand\">");
            foreach (var (app, name, on, standing) in field.Apps)
            {
                html.Add($"<li class=\"shaped {StandingWords.Key(standing)}\" data-item=\"{StandingWords.Key(standing)}\">");
                html.Add($"<a href=\"#{ElementId.App(cluster, app)}\">{name}</a> <span>on {on}</span></li>");
            }

            html.Add("</ul></details>");
        }

        html.Add("</td>");
    }
}

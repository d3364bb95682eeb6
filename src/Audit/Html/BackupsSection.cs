using HomelabStorage.Audit.Portraits;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Html;

/// <summary>Backups against what the policy promises.</summary>
internal sealed class BackupsSection : PageSection
{
    private static readonly string[] Headings = ["Volume", "Promise", "Data", "May be lost", "Copied by", "Last copy"];

    /// <inheritdoc/>
    public override string Id => "backups";

    /// <inheritdoc/>
    public override string Title => "Backups";

    /// <inheritdoc/>
    public override string Lead => "Every volume with data worth keeping: who copies it, and whether that is what the policy promises.";

    /// <inheritdoc/>
    public override void Write(Portrait portrait, Markup html) => EachCluster(portrait, html, cluster =>
    {
        if (cluster.Backups.Count == 0)
        {
            html.Add("<p>No volume here holds data worth keeping.</p>\n");
            return;
        }

        html.Add("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table of backups\"><table>\n<caption>Backups</caption>\n<thead><tr>");
        foreach (var heading in Headings)
        {
            html.Add($"<th scope=\"col\">{heading}</th>");
        }

        html.Add("</tr></thead>\n<tbody>\n");
        foreach (var line in cluster.Backups)
        {
            Write(line, line.Workload.Length > 0 ? ElementId.App(cluster.Name, line.Workload) : string.Empty, html);
        }

        html.Add("</tbody></table></div>\n");
    });

    private static void Write(BackupLine line, string app, Markup html)
    {
        var standing = StandingOf(line.State);
        html.Add($"<tr data-item=\"{StandingWords.Key(standing)}\"><th scope=\"row\">");
        if (app.Length > 0)
        {
            html.Add($"<a href=\"#{app}\">{line.Volume}</a>");
        }
        else
        {
            html.Add($"{line.Volume}");
        }


        html.Add($"<small>{line.Programs}</small></th><td>");
        Tag(standing, Words.BackupStates.Spell(line.State), html);
        html.Add($"<small>{line.Reason}</small>");
        if (line.Obstacle.Length > 0)
        {
            html.Add($"<small>in the way: {line.Obstacle}</small>");
        }

        html.Add($"</td><td>{line.Data}</td><td>{line.Rpo}</td><td>{Or(line.Copied, "nobody")}</td><td>{Or(line.LastSuccess, "unknown")}</td></tr>\n");
    }

    private static Standing StandingOf(BackupState state) => state switch
    {
        BackupState.Broken => Standing.Refused,
        BackupState.Unknown => Standing.Unknown,
        BackupState.NotProven => Standing.Warned,
        BackupState.Kept => Standing.Fine,
        _ => Standing.Noted,
    };

    private static string Or(string text, string otherwise) => text.Length > 0 ? text : otherwise;
}

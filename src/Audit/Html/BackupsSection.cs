using HomelabStorage.Audit.Portraits;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Html;

/// <summary>Backups against the RPO of the policy.</summary>
internal sealed class BackupsSection : PageSection
{
    private static readonly string[] Headings = ["Volume", "Status", "Data", "RPO", "Copied by", "Last copy"];

    private const string Guide = "https://github.com/homelab-storage/homelab-storage/blob/main/docs/backups.md";

    /// <inheritdoc/>
    public override string Id => "backups";

    /// <inheritdoc/>
    public override string Title => "Backups";

    /// <inheritdoc/>
    public override string Lead =>
        "Every volume with data worth keeping: what copies it, and whether that meets the policy's RPO, the time between two copies.";

    /// <inheritdoc/>
    public override void Write(Portrait portrait, Markup html) => EachCluster(portrait, html, cluster =>
    {
        if (cluster.Backups.Count == 0)
        {
            html.Add("<p>No volume here holds data worth keeping.</p>\n");
            return;
        }

        if (cluster.Backups.All(line => line.Copied.Length == 0))
        {
            html.Add("<p class=\"start\"><b>No backups were found.</b> Start with the first volumes of this list: ");
            html.Add($"<a href=\"{Guide}\">how to set up backups</a>.</p>\n");
        }

        html.Add("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table of backups\"><table class=\"backups\">\n");
        html.Add("<caption>Backups</caption>\n<thead><tr>");
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
        Tag(standing, Spell(line.State), html);
        html.Add($"<small>{line.Reason}</small>");
        if (line.Obstacle.Length > 0)
        {
            html.Add($"<small>in the way: {line.Obstacle}</small>");
        }

        if (line.Told is { } told)
        {
            html.Add($"<small><a href=\"#{ElementId.Object(told.Cluster, told.Reference)}\">what to do</a></small>");
        }

        html.Add($"</td><td>{line.Data}</td><td>{line.Rpo}</td>");
        html.Add($"<td>{Or(line.Copied, "none")}</td><td>{Or(line.LastSuccess, line.Copied.Length > 0 ? "unknown" : "–")}</td></tr>\n");
    }

    private static string Spell(BackupState state) => state switch
    {
        BackupState.Broken => "RPO not met",
        BackupState.Unknown => "cannot tell",
        BackupState.NotProven => "not proven yet",
        BackupState.Kept => "RPO met",
        _ => "no backup asked for",
    };

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

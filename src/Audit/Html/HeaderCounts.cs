using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Html;

/// <summary>The head of the page in counts: how many objects stand how, in the words of the filter; and what else there is to read.</summary>
internal static class HeaderCounts
{
    /// <summary>Writes the counts, and where to begin.</summary>
    public static void Write(Portrait portrait, Markup html)
    {
        html.Add($"<p>{portrait.Judged} judged: ");
        var isFirst = true;
        foreach (var standing in StandingWords.Worst.Where(portrait.Counts.ContainsKey))
        {
            html.Add($"{(isFirst ? string.Empty : ", ")}{portrait.Counts[standing]} {StandingWords.Counted(standing)}");
            isFirst = false;
        }

        Rest(portrait.Notes.Count, portrait.Notes.Count == 1 ? "note" : "notes", FindingsSection.Notes, html);
        Rest(portrait.NotJudged.Count, portrait.NotJudged.Count == 1 ? "document not judged" : "documents not judged", FindingsSection.NotJudged, html);
        Rest(portrait.Unread.Count, "that cannot be read", FindingsSection.Unread, html);
        if (portrait.Known > 0)
        {
            html.Add($" · {portrait.Known} known {(portrait.Known == 1 ? "finding" : "findings")}");
        }

        html.Add($" · policy {portrait.Policy}{(portrait.ReadAt.Length > 0 ? $" · read {portrait.ReadAt}" : string.Empty)}</p>\n");
        Start(portrait, html);
    }

    private static void Rest(int count, string what, string id, Markup html)
    {
        if (count > 0)
        {
            html.Add($" · <a href=\"#{id}\">{count} {what}</a>");
        }
    }

    private static void Start(Portrait portrait, Markup html)
    {
        if (portrait.Objects.Count == 0)
        {
            html.Add("<p class=\"start\">Nothing has to be done. The map shows where the data of each app is stored.</p>\n");
            return;
        }

        var worst = portrait.Objects[0];
        if (worst.Standing <= Standing.Known)
        {
            html.Add("<p class=\"start\">Nothing is new: what is wrong is known from before.</p>\n");
            return;
        }

        html.Add("<p class=\"start\"><b>Start here:</b> ");
        html.Add($"<a href=\"#{ElementId.Object(worst.Cluster, worst.Reference)}\">{worst.Spoken}</a>");
        html.Add($"<span>: {worst.Findings.First(f => !f.IsKnown).Message}</span></p>\n");
    }
}

using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Html;

/// <summary>Every app against every kind of storage that is used: what it keeps there, and how that stands.</summary>
internal static class BackendTable
{
    /// <summary>Writes the table of a cluster; nothing where no app has a volume.</summary>
    public static void Write(ClusterPortrait cluster, Markup html)
    {
        var apps = cluster.Rows.GroupBy(row => row.Storage.Workload, StringComparer.Ordinal).OrderByDescending(app => app.Max(row => row.Standing)).ToArray();
        if (apps.Length == 0)
        {
            return;
        }

        string[] backends =
        [
            .. cluster.Rows
                .GroupBy(row => row.Backend, StringComparer.Ordinal)
                .OrderByDescending(backend => backend.Select(row => row.Storage.Workload).Distinct(StringComparer.Ordinal).Count())
                .ThenBy(backend => backend.Key, StringComparer.Ordinal)
                .Select(backend => backend.Key),
        ];
        html.Add("<h3>Apps and storage</h3>\n<p class=\"lead\">What each app keeps on which storage, the worst first.</p>\n");
        html.Add("<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table of apps and storage\"><table>\n");
        html.Add("<caption>Apps and storage</caption>\n");
        html.Add("<thead><tr><th scope=\"col\">App</th>");
        foreach (var backend in backends)
        {
            html.Add($"<th scope=\"col\">{backend}</th>");
        }

        html.Add("</tr></thead>\n<tbody>\n");
        foreach (var app in apps)
        {
            Write([.. app], backends, ElementId.App(cluster.Name, app.Key), html);
        }

        html.Add("</tbody></table></div>\n");
    }

    private static void Write(MapRow[] app, string[] backends, string id, Markup html)
    {
        html.Add($"<tr data-item=\"{StandingWords.Key(app.Max(row => row.Standing))}\"><th scope=\"row\"><a href=\"#{id}\">{app[0].Name}</a></th>");
        foreach (var backend in backends)
        {
            var there = app.Where(row => string.Equals(row.Backend, backend, StringComparison.Ordinal)).ToArray();
            if (there.Length == 0)
            {
                html.Add("<td></td>");
                continue;
            }

            var worst = there.Max(row => row.Standing);
            var data = string.Join(", ", there.Select(row => row.Storage.Data).Distinct(StringComparer.Ordinal));
            html.Add($"<td class=\"shaped {StandingWords.Key(worst)}\">{data}<small>{StandingWords.Word(worst)}</small></td>");
        }

        html.Add("</tr>\n");
    }
}

using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Html;

/// <summary>The page: one file with its style and its script, of which everything can be read without either.</summary>
internal static class HtmlPage
{
    private static readonly IReadOnlyList<PageSection> Sections =
    [
        new MapSection(),
        new FindingsSection(),
        new AppsSection(),
        new MatrixSection(),
        new BackupsSection(),
        new DisasterSection(),
    ];

    /// <summary>The page of a portrait. The same portrait is the same page.</summary>
    public static string Of(Portrait portrait)
    {
        var html = new Markup();
        Head(portrait, html);
        html.Add("<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n");
        Header(portrait, html);
        html.Add("<main id=\"main\" tabindex=\"-1\">\n");
        foreach (var section in Sections)
        {
            // The first is there before the rest is read.
            html.Add("<section ");
            if (ReferenceEquals(section, Sections[0]))
            {
                html.Add("class=\"current\" ");
            }

            html.Add($"id=\"{section.Id}\" aria-labelledby=\"{section.Id}-title\">\n<h2 id=\"{section.Id}-title\">{section.Title}</h2>\n");
            html.Add($"<p class=\"lead\">{section.Lead}</p>\n");
            section.Write(portrait, html);
            html.Add("</section>\n");
        }

        html.Add("</main>\n<footer>");
        html.Add($"<p>Policy {portrait.Policy}, <code>{Short(portrait.Hash)}</code>");
        html.Add($"{(portrait.ReadAt.Length > 0 ? $" · read {portrait.ReadAt}" : string.Empty)}</p>");
        html.Add("<p>Made by <a href=\"https://github.com/homelab-storage/homelab-storage\">homelab-storage</a>. This page makes no network requests.</p>");
        html.Add("</footer>\n</body>\n</html>\n");
        return html.ToString();
    }

    private static void Head(Portrait portrait, Markup html)
    {
        html.Add("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Add($"<meta http-equiv=\"Content-Security-Policy\" content=\"{PageAssets.ContentSecurityPolicy}\">\n");
        html.Add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Add("<meta name=\"referrer\" content=\"no-referrer\">\n<link rel=\"icon\" href=\"data:,\">\n");
        html.Add($"<title>{Title(portrait)}</title>\n<style>");
        html.Add(PageAssets.Style);
        html.Add("</style>\n<script>");
        html.Add(PageAssets.Script);
        html.Add("</script>\n</head>\n");
    }

    private static string Title(Portrait portrait) => portrait.Title.Length > 0 ? $"Storage report: {portrait.Title}" : "Storage report";

    /// <summary>So much of a digest tells a policy from any other.</summary>
    private static string Short(string digest) => digest.Length > 19 ? digest[..19] : digest;

    private static void Header(Portrait portrait, Markup html)
    {
        html.Add("<header class=\"top\">\n<div class=\"title\">");
        html.Add($"<h1>{Title(portrait)}</h1>\n");
        HeaderCounts.Write(portrait, html);
        html.Add("</div>\n");
        html.Add("<nav aria-label=\"Views\"><ul>");
        foreach (var section in Sections)
        {
            html.Add($"<li><a href=\"#{section.Id}\" data-view=\"{section.Id}\">{section.Title}</a></li>");
        }

        html.Add("</ul></nav>\n<form class=\"filter\" role=\"search\" aria-label=\"Filter\" hidden>");
        html.Add("<label class=\"find\"><span>Search</span>");
        html.Add("<input type=\"search\" name=\"q\" autocomplete=\"off\" placeholder=\"app, claim, class, rule\"></label>");
        html.Add("<fieldset><legend>Show:</legend>");
        foreach (var standing in StandingWords.Worst.Where(portrait.Counts.ContainsKey))
        {
            var key = StandingWords.Key(standing);
            html.Add($"<label class=\"chip shaped {key}\"><input type=\"checkbox\" name=\"standing\" value=\"{key}\">");
            html.Add($"{StandingWords.Counted(standing)} <b>{portrait.Counts[standing]}</b></label>");
        }

        html.Add("</fieldset><button type=\"reset\" hidden>Clear</button><output role=\"status\"></output></form>\n</header>\n");
    }
}

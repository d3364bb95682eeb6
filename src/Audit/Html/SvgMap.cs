using System.Globalization;
using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Html;

/// <summary>A drawing as SVG: every box is a link, so that it is reached by the keyboard and leads somewhere without any script.</summary>
internal static class SvgMap
{
    private const double Width = 246;
    private const double Between = 64;
    private const double Top = 34;
    private const double Height = Drawing.NodeHeight;
    private const int TitleLength = 29;
    private const int DetailLength = 32;

    private static readonly string[] Headings = ["Apps", "Claims", "StorageClasses", "Stored on"];

    /// <summary>Writes what all drawings show again and again, once and before them: the box, and the shapes.</summary>
    public static void WriteBox(Markup html)
    {
        html.Add($"<svg width=\"0\" height=\"0\" aria-hidden=\"true\"><defs><rect id=\"box\" width=\"{Width}\" height=\"{Height}\" rx=\"8\" ");
        html.Add("fill=\"#fff\" stroke=\"#98a2b3\"/>");
        foreach (var standing in StandingWords.Worst)
        {
            html.Add($"<text id=\"shape-{StandingWords.Key(standing)}\" class=\"shape\" x=\"{Width - 17}\" y=\"27\">{StandingWords.Shape(standing)}</text>");
        }

        html.Add("</defs></svg>\n");
    }

    /// <summary>Writes a drawing of a cluster.</summary>
    public static void Write(Drawing drawing, ClusterPortrait cluster, Markup html)
    {
        var spoken = drawing.Title.Length > 0 ? $"Storage map of {drawing.Title}" : "Storage map";
        var (width, height) = ((Headings.Length * (Width + Between)) - Between + 2, drawing.Height + Top + 2);
        html.Add($"<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"{spoken}\">");
        html.Add($"<svg class=\"map\" viewBox=\"-1 0 {width} {height}\" width=\"{width}\" height=\"{height}\" font-family=\"system-ui, sans-serif\" ");
        html.Add("font-size=\"13\">\n<g class=\"heads\" font-size=\"12\">");
        for (var layer = 0; layer < Headings.Length; layer++)
        {
            html.Add($"<text x=\"{X(layer)}\" y=\"16\">{(layer == 0 && drawing.Nodes.Any(n => n.IsNamespace) ? "Namespaces" : Headings[layer])}</text>");
        }

        html.Add("</g>\n<g class=\"edges\" fill=\"none\" stroke=\"#98a2b3\" stroke-width=\"1.5\">\n");
        foreach (var edge in drawing.Edges)
        {
            Edge(edge, drawing, html);
        }

        html.Add("</g>\n");
        var (losses, drawn) = (cluster.Losses.Select(loss => loss.Spoken).ToHashSet(StringComparer.Ordinal), cluster.Drawings.Select(d => d.Title));
        foreach (var node in drawing.Nodes)
        {
            Node(node, ElementId.Node($"{cluster.Name}\n{drawing.Title}", node.Key), Target(node, cluster.Name, losses, drawn), html);
        }

        html.Add("</svg></div>\n");
    }

    private static void Edge(DrawnEdge edge, Drawing drawing, Markup html)
    {
        var (from, to) = (drawing.Nodes[edge.From], drawing.Nodes[edge.To]);
        var (left, right) = (X(from.Layer) + Width, X(to.Layer));
        var (y1, y2) = (Top + from.Y + (Height / 2), Top + to.Y + (Height / 2));
        html.Add("<path");
        if (edge.Standing != Standing.Fine)
        {
            html.Add($" class=\"{StandingWords.Key(edge.Standing)}\"");
        }

        html.Add($" data-c=\"{Numbers(edge.Chains)}\" d=\"M{left} {y1}C{left + (Between / 2)} {y1} {right - (Between / 2)} {y2} {right} {y2}\"/>\n");
    }

    private static void Node(DrawnNode node, string id, string target, Markup html)
    {
        var isFine = node.Standing == Standing.Fine;
        html.Add($"<a class=\"node{(isFine ? string.Empty : $" {StandingWords.Key(node.Standing)}")}\" id=\"{id}\" href=\"#{target}\" ");
        html.Add($"transform=\"translate({X(node.Layer)} {Top + node.Y})\" data-layer=\"{node.Layer}\" data-c=\"{Numbers(node.Chains)}\">");
        html.Add($"<title>{node.Spoken}{(isFine ? string.Empty : $", {StandingWords.Word(node.Standing)}")}</title><use href=\"#box\"/>");
        html.Add($"<text x=\"14\" y=\"{(node.Detail.Length > 0 ? 19 : 27)}\">{Short(node.Title, TitleLength)}</text>");
        if (node.Detail.Length > 0)
        {
            html.Add($"<text class=\"detail\" x=\"14\" y=\"35\">{Short(node.Detail, DetailLength)}</text>");
        }

        if (!isFine)
        {
            html.Add($"<use href=\"#shape-{StandingWords.Key(node.Standing)}\"/>");
        }

        html.Add("</a>\n");
    }

    /// <summary>Where a box leads: an app into the table, a namespace to its own drawing, a class or a place to what is lost with it.</summary>
    private static string Target(DrawnNode node, string cluster, HashSet<string> losses, IEnumerable<string> drawn) =>
        node.Layer >= Drawing.ClassLayer ? losses.Contains(node.Leads) ? ElementId.Loss(cluster, node.Leads) : "apps"
        : node.IsNamespace ? drawn.Contains(node.Leads, StringComparer.Ordinal) ? ElementId.Drawing(cluster, node.Leads) : "apps"
        : ElementId.App(cluster, node.Leads);

    private static double X(int layer) => layer * (Width + Between);

    private static string Numbers(IReadOnlyList<int> chains) => string.Join(' ', chains.Select(c => c.ToString(CultureInfo.InvariantCulture)));

    /// <summary>As much of a text as a box has room for: of a path the end tells more than the beginning.</summary>
    private static string Short(string text, int length)
    {
        var letters = new StringInfo(text);
        return letters.LengthInTextElements <= length ? text
            : text.Contains('/', StringComparison.Ordinal) ? $"…{letters.SubstringByTextElements(letters.LengthInTextElements - length + 1)}"
            : $"{letters.SubstringByTextElements(0, length - 1)}…";
    }
}

using HomelabStorage.Audit.Portraits;

namespace HomelabStorage.Audit.Html;

/// <summary>A view of the household on the page.</summary>
internal abstract class PageSection
{
    /// <summary>What it is called in the address.</summary>
    public abstract string Id { get; }

    /// <summary>Its heading.</summary>
    public abstract string Title { get; }

    /// <summary>What is to be seen in it, as a sentence.</summary>
    public abstract string Lead { get; }

    /// <summary>Writes what follows the heading.</summary>
    public abstract void Write(Portrait portrait, Markup html);

    /// <summary>Writes a heading for a cluster where there are several, and its part below it.</summary>
    protected static void EachCluster(Portrait portrait, Markup html, Action<ClusterPortrait> write)
    {
        foreach (var cluster in portrait.Clusters)
        {
            if (cluster.Name.Length > 0)
            {
                html.Add($"<h3 class=\"cluster\">Cluster {cluster.Name}</h3>\n");
            }

            write(cluster);
        }
    }

    /// <summary>Writes a standing as a word.</summary>
    public static void Tag(Standing standing, Markup html) => Tag(standing, StandingWords.Word(standing), html);

    /// <summary>Writes a few words about a standing; the style puts its shape before them.</summary>
    public static void Tag(Standing standing, string words, Markup html) =>
        html.Add($"<span class=\"tag shaped {StandingWords.Key(standing)}\">{words}</span>");
}

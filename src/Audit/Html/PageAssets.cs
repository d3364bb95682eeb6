namespace HomelabStorage.Audit.Html;

/// <summary>The style and the script of the page, and the policy that lets the page use these and nothing else.</summary>
internal static class PageAssets
{
    /// <summary>The style.</summary>
    public static PageAsset Style { get; } = PageAsset.Of(["colours.css", "page.css", "tables.css", "findings.css", "map.css", "disaster.css", "print.css"]);

    /// <summary>The script.</summary>
    public static PageAsset Script { get; } = PageAsset.Of(["address.js", "views.js", "filter.js", "chain.js", "list.js", "copy.js", "start.js"]);

    /// <summary>What a browser may do with the page: this style, this script, no request to anybody.</summary>
    public static string ContentSecurityPolicy { get; } =
        $"default-src 'none'; script-src '{Script.Digest}'; style-src '{Style.Digest}'; img-src data:; base-uri 'none'; form-action 'none'";
}

namespace HomelabStorage.Policies.Templates;

/// <summary>A template of Go, read: what it writes, and the templates it defines for others.</summary>
/// <param name="Body">What it writes.</param>
/// <param name="Defined">What it defines, by name.</param>
internal sealed record GoTemplate(IReadOnlyList<TemplateNode> Body, IReadOnlyDictionary<string, IReadOnlyList<TemplateNode>> Defined)
{
    /// <summary>Reads a text.</summary>
    public static GoTemplate Read(string text)
    {
        var defined = new Dictionary<string, IReadOnlyList<TemplateNode>>(StringComparer.Ordinal);
        var parser = new TemplateParser(TemplateLexer.Read(text), defined);
        return new GoTemplate(parser.All(), defined);
    }
}

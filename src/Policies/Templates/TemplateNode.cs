namespace HomelabStorage.Policies.Templates;

/// <summary>A part of a template.</summary>
internal abstract record TemplateNode
{
    private TemplateNode()
    {
    }

    /// <summary>Text as it is.</summary>
    public sealed record Verbatim(string Text) : TemplateNode;

    /// <summary>A value that is written, or a variable that is set.</summary>
    public sealed record Output(Pipeline Pipeline) : TemplateNode;

    /// <summary>What is written where a value is set.</summary>
    public sealed record If(Pipeline Condition, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Otherwise) : TemplateNode;

    /// <summary>The same, with the value as the dot.</summary>
    public sealed record With(Pipeline Value, IReadOnlyList<TemplateNode> Then, IReadOnlyList<TemplateNode> Otherwise) : TemplateNode;

    /// <summary>What is written for each entry of a list or map.</summary>
    public sealed record Range(Pipeline Items, IReadOnlyList<TemplateNode> Each, IReadOnlyList<TemplateNode> Otherwise) : TemplateNode;

    /// <summary>Another template, by its name.</summary>
    public sealed record Call(string Name, Pipeline? Argument) : TemplateNode;

    /// <summary>The end of a range.</summary>
    public sealed record Break : TemplateNode;

    /// <summary>The end of one turn of a range.</summary>
    public sealed record Continue : TemplateNode;
}

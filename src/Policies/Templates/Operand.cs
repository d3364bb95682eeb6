namespace HomelabStorage.Policies.Templates;

/// <summary>A word of a call.</summary>
internal abstract record Operand
{
    private Operand()
    {
    }

    /// <summary>A value as it is written.</summary>
    public sealed record Literal(object? Value) : Operand;

    /// <summary>The dot, a variable or a pipeline in parentheses, and fields below it.</summary>
    /// <param name="Variable">The variable; empty for the dot.</param>
    /// <param name="Inner">The pipeline; null where it is none.</param>
    /// <param name="Fields">The fields.</param>
    public sealed record Path(string Variable, Pipeline? Inner, IReadOnlyList<string> Fields) : Operand;

    /// <summary>A function by its name.</summary>
    public sealed record Function(string Name) : Operand;
}

namespace HomelabStorage.Audit.Portraits;

/// <summary>A finding, or a question that is open, as a reader sees it.</summary>
internal sealed record ShownFinding
{
    /// <summary>How bad it is.</summary>
    public required Standing Standing { get; init; }

    /// <summary>The rule.</summary>
    public required string Rule { get; init; }

    /// <summary>The page about the rule.</summary>
    public required string Page { get; init; }

    /// <summary>What was seen.</summary>
    public required string Message { get; init; }

    /// <summary>Why that is wrong; empty where that is told of the rule alone.</summary>
    public string Why { get; init; } = string.Empty;

    /// <summary>What to write instead; empty for a question.</summary>
    public ShownFix Fix { get; init; } = ShownFix.None;

    /// <summary>The rest, a label and a text each: other ways out, what it rests on, what the policy says.</summary>
    public IReadOnlyList<(string Label, string Text)> Details { get; init; } = [];

    /// <summary>Where it is written, if that is not where the object begins; empty otherwise.</summary>
    public string Place { get; init; } = string.Empty;

    /// <summary>The object that is told all of it; empty where this one is.</summary>
    public string See { get; init; } = string.Empty;

    /// <summary>Whether a baseline has it.</summary>
    public bool IsKnown { get; init; }
}

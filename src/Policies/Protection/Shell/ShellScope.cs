namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>What is around a part of a script.</summary>
internal sealed record ShellScope
{
    /// <summary>Around a whole script.</summary>
    public static ShellScope Whole { get; } = new();

    /// <summary>Whether it runs.</summary>
    public ShellChance Chance { get; init; }

    /// <summary>Whether its failure is an answer, which ends no strict script.</summary>
    public bool IsAsked { get; init; }

    /// <summary>Whether something runs after its failure, so that the script ends as that does.</summary>
    public bool IsFollowed { get; init; }

    /// <summary>Whether it runs only for what it prints.</summary>
    public bool IsAside { get; init; }

    /// <summary>The file that is read by what names none itself.</summary>
    public string Input { get; init; } = string.Empty;

    /// <summary>The file that is written to by what names none itself.</summary>
    public string Output { get; init; } = string.Empty;

    /// <summary>The text that is read by what names none itself.</summary>
    public string Text { get; init; } = string.Empty;

    /// <summary>The names that are read by what names none itself; null where nobody can tell.</summary>
    public ShellNames? Names { get; init; }

    /// <summary>In a branch that runs by chance.</summary>
    public ShellScope In(ShellChance chance) => chance <= Chance ? this : this with { Chance = chance };
}

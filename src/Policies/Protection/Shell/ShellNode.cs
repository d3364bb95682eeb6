namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>A part of a script.</summary>
internal abstract record ShellNode
{
    private ShellNode()
    {
    }

    /// <summary>A program and its arguments, as written.</summary>
    public sealed record Call(IReadOnlyList<string> Words, IReadOnlyList<ShellRedirect> Redirects) : ShellNode;

    /// <summary>Commands whose output goes from one to the next.</summary>
    public sealed record Pipe(IReadOnlyList<ShellNode> Parts, bool IsNegated) : ShellNode;

    /// <summary>Commands of which one runs by how the last ended; each with what follows it.</summary>
    public sealed record Chain(IReadOnlyList<(ShellNode Node, ShellEnd End)> Links) : ShellNode;

    /// <summary>One after the other.</summary>
    public sealed record Sequence(IReadOnlyList<ShellNode> Items) : ShellNode;

    /// <summary><c>if … then … else</c>; what is otherwise is empty where nothing is said.</summary>
    public sealed record Choice(IReadOnlyList<(ShellNode Condition, ShellNode Body)> Branches, ShellNode Otherwise) : ShellNode;

    /// <summary><c>while</c>, or <c>until</c>.</summary>
    public sealed record Loop(ShellNode Condition, ShellNode Body, bool IsUntil) : ShellNode;

    /// <summary><c>for … in</c>.</summary>
    public sealed record Each(string Name, IReadOnlyList<string> Words, ShellNode Body) : ShellNode;

    /// <summary><c>case … in</c>.</summary>
    public sealed record Cases(string Word, IReadOnlyList<(IReadOnlyList<string> Patterns, ShellNode Body)> Arms) : ShellNode;

    /// <summary>What a name stands for.</summary>
    public sealed record Function(string Name, ShellNode Body) : ShellNode;

    /// <summary>In brackets, or with a file for all of it; a subshell leaves the folder as it was.</summary>
    public sealed record Group(ShellNode Body, bool IsSubshell, IReadOnlyList<ShellRedirect> Redirects) : ShellNode;
}

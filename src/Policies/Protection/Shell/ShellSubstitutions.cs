namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>What commands that stand within words become.</summary>
internal sealed class ShellSubstitutions(ShellRun run, ShellVariables variables)
{
    /// <summary>Nobody puts commands deeper into one another's words.</summary>
    private const int Deepest = 20;

    /// <summary>What a command within <c>$( )</c> prints. What it runs is noted as well.</summary>
    public string Output(string command)
    {
        // Kubernetes puts in a variable of the container where its name stands alone.
        return variables.Knows(command) ? variables.Value(command) : ShellOutput.Of(Aside(command));
    }

    /// <summary>The names that a word stands for that is nothing but a command within <c>$( )</c>; null where nobody can tell.</summary>
    public ShellNames? NamesOf(string written)
    {
        var bare = written is ['"', .., '"'] ? written[1..^1] : written;
        return bare.StartsWith("$(", StringComparison.Ordinal)
            && !bare.StartsWith("$((", StringComparison.Ordinal)
            && ShellQuotes.End(bare, 0) == bare.Length
            && bare.AsSpan(2).TrimStart() is var inner
            && (inner.StartsWith("find ", StringComparison.Ordinal) || inner.StartsWith("ls ", StringComparison.Ordinal))
                ? ShellOutput.NamesOf(Aside(bare[2..^1]))
                : null;
    }

    /// <summary>Goes through commands that stand within a word, and says what they run.</summary>
    private List<ShellLine> Aside(string command)
    {
        var (outer, folder, depth) = (run.Lines, run.Folder, run.Depth);
        if (depth > Deepest)
        {
            run.IsBroken = true;
            return [];
        }

        (run.Lines, run.Depth) = ([], depth + 4);
        var (node, isBroken) = ShellParser.Read(command);
        run.Walk(node, ShellScope.Whole with { IsAsked = true, IsFollowed = true, IsAside = true, Chance = run.Chance });
        var own = run.Lines;
        run.IsBroken |= isBroken;
        (run.Lines, run.Folder, run.Depth, run.IsEnded) = (outer, folder, depth, false);
        run.Lines.AddRange(own);
        return own;
    }
}

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Goes through pipes, where what one command prints is what the next reads.</summary>
internal sealed class ShellPipes(ShellRun run)
{
    /// <summary>Commands whose output goes from one to the next.</summary>
    public ShellAnswer Pipe(ShellNode.Pipe pipe, ShellScope scope)
    {
        if (pipe.Parts is [var only])
        {
            return ShellTest.Not(run.Walk(only, scope with { IsAsked = true, IsFollowed = true }));
        }

        var isApart = pipe.Parts[^1] is ShellNode.Loop or ShellNode.Each or ShellNode.Choice or ShellNode.Cases;
        var piped = new List<ShellCommand>();
        var outer = run.Lines;
        var (folder, isDoubted) = (run.Folder, false);
        var inner = scope with { IsAsked = true };
        var answer = ShellAnswer.Likely;
        for (var i = 0; i < pipe.Parts.Count; i++)
        {
            inner = inner with { Text = Printed(piped, inner.Text), Names = piped.Count > 0 ? ShellNames.Of(piped[^1]) : scope.Names };
            if (isApart && i == pipe.Parts.Count - 1)
            {
                run.Lines = outer;
                run.Add(piped, scope, isDoubted);
                run.Walk(pipe.Parts[i], inner with { IsAsked = scope.IsAsked });
                (run.IsEnded, run.Folder) = (false, folder);
                return answer;
            }

            run.Lines = [];
            answer = run.Walk(pipe.Parts[i], i == pipe.Parts.Count - 1 ? inner : inner with { Output = string.Empty });
            piped.AddRange(run.Lines.SelectMany(l => l.Commands));
            isDoubted |= run.Lines.Exists(l => l.IsDoubted);
            (run.IsEnded, run.Folder) = (false, folder);
        }

        run.Lines = outer;
        run.Add(piped, scope, isDoubted);
        return pipe.IsNegated ? ShellTest.Not(answer) : answer;
    }

    /// <summary>The text that commands print, where they print nothing else.</summary>
    private static string Printed(List<ShellCommand> commands, string before)
    {
        if (commands.Count == 0)
        {
            return before;
        }

        return commands.TrueForAll(c => c.Program is "echo" or "printf" or "cat")
            ? string.Join('\n', commands.Select(c => c.Program is "cat" ? c.Text : string.Join(' ', c.Arguments.Where(a => a is not ['-', ..]))))
                .Replace("\\n", "\n", StringComparison.Ordinal)
            : string.Empty;
    }
}

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>The commands that a shell runs itself, or that run a script: <c>cd</c>, <c>exit</c>, a function, <c>sh -c</c>.</summary>
internal sealed class ShellCalls(ShellRun run, ShellVariables variables)
{
    private readonly ShellTraps _traps = new(run.Function);

    /// <summary>Whether what the script runs at its end makes it end well whatever failed.</summary>
    public bool AreTrapsForgiving => _traps.AreForgiving;

    /// <summary>Runs a command of the kind, and says how it ends; null where it is of another kind.</summary>
    public ShellAnswer? Run(ShellCommand command, ShellScope scope)
    {
        string[] arguments = [.. command.Arguments];
        if (command.Start >= command.Words.Count)
        {
            return ShellAnswer.Yes;
        }

        var word = command.Words[command.Start];
        if (run.Function(word) is { } body)
        {
            return Called(body, arguments, scope);
        }

        if (ShellCall.Of(command.Words, command.Start) is { } call)
        {
            return Shell(command, call, scope);
        }

        if (run.Script(word) is { } script)
        {
            return Script(script, arguments, isOwn: false, scope, call: null);
        }

        switch (command.Program)
        {
            case "." or "source" when arguments is [var file, .. var rest] && run.Script(file) is { } sourced:
                return Script(sourced, rest, isOwn: true, scope, call: null);
            case "eval":
                return run.Read(string.Join(' ', arguments), call: null, scope);
            case "cd" or "pushd":
                run.Folder = arguments.FirstOrDefault(a => a is not ['-', ..]) is { } to && !to.StartsWith('/') && run.Folder.Length > 0
                    ? $"{run.Folder}/{to}"
                    : arguments.FirstOrDefault() ?? run.Folder;
                return ShellAnswer.Likely;
            case "set":
                Set(arguments);
                return ShellAnswer.Yes;
            case "trap":
                _traps.Set(arguments);
                return ShellAnswer.Yes;
            case "shift":
                variables.Arguments = [.. variables.Arguments?.Skip(1) ?? []];
                return ShellAnswer.Yes;
            case "read":
                variables.Set(arguments.LastOrDefault() ?? "REPLY", ShellText.Open);
                return ShellAnswer.Likely;
            case "exit" or "return":
                End(command.Program is "exit" ? arguments.FirstOrDefault() ?? "0" : "0", scope, isExit: command.Program is "exit");
                return ShellAnswer.Yes;
            default:
                return null;
        }
    }

    private void Set(string[] arguments)
    {
        for (var i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is "-o" || arguments[i] is ['-', not '-', .., 'o'])
            {
                run.How = ShellCall.Set(run.How, i + 1 < arguments.Length ? arguments[i + 1] : string.Empty);
            }

            if (arguments[i] is ['-', not '-', ..] && arguments[i].Contains('e', StringComparison.Ordinal))
            {
                run.How = run.How with { IsStrict = true };
            }

            if (arguments[i] is "--")
            {
                variables.Arguments = arguments[(i + 1)..];
                return;
            }
        }
    }

    /// <summary>Ends the script, or a function, unless only by chance. What ends badly is seen by whoever looks at the job.</summary>
    private void End(string code, ShellScope scope, bool isExit)
    {
        if (scope.Chance == ShellChance.Sure)
        {
            run.IsEnded = true;
        }
        else if (scope.Chance == ShellChance.Open && (code is "0" || !isExit))
        {
            run.IsDoubted = true;
        }
    }

    private ShellAnswer Called(ShellNode body, string[] arguments, ShellScope scope)
    {
        var before = variables.Arguments;
        var (isEnded, isDoubted) = (run.IsEnded, run.IsDoubted);
        variables.Arguments = arguments;
        var answer = run.Walk(body, scope);
        variables.Arguments = before;
        if (!Exits(body))
        {
            (run.IsEnded, run.IsDoubted) = (isEnded, isDoubted);
        }

        return answer == ShellAnswer.Yes ? ShellAnswer.Likely : answer;
    }

    /// <summary>Whether a function may end the whole script, and not only itself.</summary>
    private static bool Exits(ShellNode node) => node switch
    {
        ShellNode.Call { Words: ["exit", ..] } => true,
        ShellNode.Sequence { Items: var items } => items.Any(Exits),
        ShellNode.Group { Body: var body, IsSubshell: false } => Exits(body),
        _ => false,
    };

    private ShellAnswer? Shell(ShellCommand command, ShellCall call, ShellScope scope)
    {
        var words = command.Words;
        if (call.At < words.Count)
        {
            return call.IsText ? Script(words[call.At], [.. words.Skip(call.At + 2)], isOwn: false, scope, call)
                : run.Script(words[call.At]) is { } script ? Script(script, [.. words.Skip(call.At + 1)], isOwn: false, scope, call)
                : null;
        }

        return command.Text.Length > 0 ? Script(command.Text, [], isOwn: false, scope with { Text = string.Empty }, call) : null;
    }

    /// <summary>A script of its own ends by itself; one that is sourced ends whoever sources it.</summary>
    private ShellAnswer Script(string text, string[] arguments, bool isOwn, ShellScope scope, ShellCall? call)
    {
        var (before, folder, how) = (variables.Arguments, run.Folder, run.How);
        if (arguments.Length > 0 || !isOwn)
        {
            variables.Arguments = arguments.Length > 0 || call is not { IsText: true } ? arguments : null;
        }

        var answer = run.Read(text, isOwn ? null : call ?? new ShellCall { At = 0 }, scope);
        variables.Arguments = before;
        if (!isOwn)
        {
            (run.Folder, run.IsEnded, run.How) = (folder, false, how);
        }

        return answer;
    }
}

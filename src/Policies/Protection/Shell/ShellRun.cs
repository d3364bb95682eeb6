namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Goes through a script as a shell would, and notes what it runs.</summary>
internal sealed class ShellRun
{
    /// <summary>No backup takes more; what is behind is not read.</summary>
    private const int MostSteps = 5000;

    /// <summary>So many letters are a step.</summary>
    private const int LettersOfStep = 256;

    /// <summary>Nobody calls deeper.</summary>
    private const int Deepest = 100;

    private readonly Dictionary<string, ShellNode> _functions = new(StringComparer.Ordinal);
    private readonly ShellVariables _variables;
    private readonly Func<string, string?> _scripts;
    private readonly ShellExpansion _expansion;
    private readonly ShellSubstitutions _substitutions;
    private readonly ShellRedirects _redirects;
    private readonly ShellBranches _branches;
    private readonly ShellPipes _pipes;
    private readonly ShellCalls _calls;
    private int _steps;

    public ShellRun(ShellVariables variables, Func<string, string?> scripts, string folder)
    {
        (_variables, _scripts, Folder) = (variables, scripts, folder);
        _substitutions = new ShellSubstitutions(this, variables);
        _expansion = new ShellExpansion(variables, _substitutions.Output);
        _redirects = new ShellRedirects(this, _expansion, _substitutions);
        _branches = new ShellBranches(this, _expansion, _substitutions, variables);
        _pipes = new ShellPipes(this);
        _calls = new ShellCalls(this, variables);
    }

    /// <summary>What was gone through so far.</summary>
    public ShellReading Reading => new(Lines, IsBroken, _calls.AreTrapsForgiving);

    /// <summary>The lines that were gone through.</summary>
    public List<ShellLine> Lines { get; set; } = [];

    /// <summary>The folder that commands run in; empty for the one that the container starts in.</summary>
    public string Folder { get; set; }

    /// <summary>Whether something could not be read.</summary>
    public bool IsBroken { get; set; }

    /// <summary>Whether nothing behind runs.</summary>
    public bool IsEnded { get; set; }

    /// <summary>Whether what is behind runs only where something is so that only a run would tell.</summary>
    public bool IsDoubted { get; set; }

    /// <summary>Whether it ends when a command fails, and when one of a pipe does.</summary>
    public ShellCall How { get; set; } = new() { At = 0 };

    /// <summary>How deep the part is that is gone through.</summary>
    public int Depth { get; set; }

    /// <summary>Whether the command runs whose words are read.</summary>
    public ShellChance Chance { get; private set; }

    private bool IsTrusted { get; set; }

    /// <summary>Reads a script within what is read, with how its shell was called.</summary>
    public ShellAnswer Read(string text, ShellCall? call, ShellScope? scope = null)
    {
        var (how, trusted) = (How, IsTrusted);
        IsTrusted = ShellFailures.AreLookedAt(text);
        How = call ?? How;
        var (node, isBroken) = ShellParser.Read(text);
        IsBroken |= isBroken;
        var answer = Walk(node, scope ?? ShellScope.Whole);
        (How, IsTrusted) = scope is null ? (How, IsTrusted) : (how, trusted);
        return answer;
    }

    /// <summary>Goes through a part.</summary>
    public ShellAnswer Walk(ShellNode node, ShellScope scope)
    {
        if (IsEnded || Depth > Deepest || ++_steps > MostSteps)
        {
            IsBroken |= !IsEnded;
            return ShellAnswer.Likely;
        }

        Depth++;
        var answer = node switch
        {
            ShellNode.Sequence { Items: var items } => Sequence(items, scope),
            ShellNode.Chain { Links: var links } => _branches.Chain(links, scope),
            ShellNode.Pipe pipe => _pipes.Pipe(pipe, scope),
            ShellNode.Choice choice => _branches.Choice(choice, scope),
            ShellNode.Loop loop => _branches.Loop(loop, scope),
            ShellNode.Each each => _branches.Each(each, scope),
            ShellNode.Cases cases => _branches.Cases(cases, scope),
            ShellNode.Group group => Group(group, scope),
            ShellNode.Function function => Define(function),
            ShellNode.Call call => Call(call, scope),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Depth--;
        return answer;
    }

    /// <summary>The body of a function; null where a name is none.</summary>
    public ShellNode? Function(string name) => _functions.GetValueOrDefault(name);

    /// <summary>The script at a path; null where none is known.</summary>
    public string? Script(string word) => word.Contains('/', StringComparison.Ordinal)
        ? _scripts(word.StartsWith('/') ? word : $"{Folder}/{word}")
        : null;

    private ShellAnswer Define(ShellNode.Function function)
    {
        _functions[function.Name] = function.Body;
        return ShellAnswer.Yes;
    }

    private ShellAnswer Sequence(IReadOnlyList<ShellNode> items, ShellScope scope)
    {
        var answer = ShellAnswer.Yes;
        for (var i = 0; i < items.Count; i++)
        {
            answer = Walk(items[i], i < items.Count - 1 ? scope with { IsFollowed = true } : scope);
        }

        return answer;
    }

    private ShellAnswer Group(ShellNode.Group group, ShellScope scope)
    {
        var folder = Folder;
        var answer = Walk(group.Body, _redirects.Of(scope, group.Redirects));
        if (group.IsSubshell)
        {
            (Folder, IsEnded) = (folder, false);
        }

        return answer;
    }

    private ShellAnswer Call(ShellNode.Call call, ShellScope scope)
    {
        _steps += call.Words.Sum(w => w.Length) / LettersOfStep;
        Chance = scope.Chance;
        var words = new List<string>();
        var isWhole = true;
        foreach (var written in call.Words)
        {
            var names = words.Count > 0 ? _substitutions.NamesOf(written) : null;
            isWhole &= names?.IsWhole != false;
            words.AddRange(names?.Words ?? _expansion.Words(written));
        }

        var redirected = _redirects.Of(scope, call.Redirects).In(isWhole ? scope.Chance : ShellChance.Open);
        var command = new ShellCommand(words)
        {
            Input = redirected.Input,
            Output = redirected.Output,
            Text = redirected.Text,
            Names = redirected.Names,
            Folder = Folder,
        };
        foreach (var (variable, value) in command.Assignments)
        {
            _variables.Set(variable, value);
        }

        if (_calls.Run(command, redirected) is { } answer)
        {
            return answer;
        }

        if (words.Count > 0)
        {
            Add([command], redirected, isDoubted: false);
        }

        return ShellTest.Of(command);
    }

    /// <summary>Notes a line.</summary>
    public void Add(List<ShellCommand> piped, ShellScope scope, bool isDoubted)
    {
        if (piped.Count > 0)
        {
            Lines.Add(new ShellLine(
                piped,
                IsMasked: !IsTrusted && scope.IsFollowed && (!How.IsStrict || scope.IsAsked),
                IsPipeMasked: !IsTrusted && !How.IsStrictOfPipes && piped.Count > 1,
                IsDoubted: isDoubted || IsDoubted || scope.Chance > ShellChance.Guarded,
                IsAside: scope.IsAside));
        }
    }
}

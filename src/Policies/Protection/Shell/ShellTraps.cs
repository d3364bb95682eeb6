namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>What a script runs when it ends or a command fails, and whether that makes it end well whatever happened.</summary>
internal sealed class ShellTraps(Func<string, ShellNode?> functions)
{
    /// <summary>Nobody calls deeper.</summary>
    private const int Deepest = 8;

    private readonly Dictionary<string, string> _set = new(StringComparer.Ordinal);

    /// <summary>Whether one that is set ends the script as if all had gone well.</summary>
    public bool AreForgiving => _set.Values.Any(text => Forgives(ShellParser.Read(text).Node, Deepest));

    /// <summary>Sets what runs at some signals, of which only the end of the script and a command that fails matter.</summary>
    public void Set(string[] arguments)
    {
        foreach (var signal in arguments.Skip(1).Select(s => s is "0" ? "EXIT" : s).Where(s => s is "EXIT" or "ERR"))
        {
            if (arguments[0] is "-")
            {
                _set.Remove(signal);
            }
            else
            {
                _set[signal] = arguments[0];
            }
        }
    }

    /// <summary>Whether a part says <c>exit 0</c>, and not only where something is so. Without a number the script ends as it would have.</summary>
    private bool Forgives(ShellNode node, int depth) => depth > 0 && node switch
    {
        ShellNode.Call { Words: ["exit", "0", ..] } => true,
        ShellNode.Call { Words: [var name, ..] } => functions(name) is { } body && Forgives(body, depth - 1),
        ShellNode.Sequence { Items: var items } => items.Any(item => Forgives(item, depth)),
        ShellNode.Chain { Links: var links } => !links.Any(l => IsQuestion(l.Node)) && links.Any(l => Forgives(l.Node, depth)),
        ShellNode.Group { IsSubshell: false, Body: var body } => Forgives(body, depth),
        _ => false,
    };

    private static bool IsQuestion(ShellNode node) => node is ShellNode.Call { Words: ["[" or "[[" or "test", ..] };
}

using System.Buffers;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Which lines of a script may fail while the script ends well.</summary>
internal sealed class ShellFailures
{
    /// <summary>A script that looks at how a command ended, or ends badly by itself, is trusted to do so where it matters.</summary>
    private static readonly SearchValues<string> Looks = SearchValues.Create(
        ["$?", "PIPESTATUS", "exit $", "return $", "exit 1", "exit 2", "exit 3", "return 1", "return 2", " ERR", "$rc", "die ", "fail ", "abort "],
        StringComparison.Ordinal);

    private readonly List<ShellEnd> _ends = [];
    private bool _isStrict;
    private bool _isStrictOfPipes;

    /// <summary>A line, with what follows it.</summary>
    public ShellLine Line(IReadOnlyList<ShellCommand> commands, ShellEnd end)
    {
        _isStrict |= ShellPrefix.IsStrict(commands[0]);
        _isStrictOfPipes |= ShellPrefix.IsStrictOfPipes(commands[0]);
        _ends.Add(end);

        // A failure ends a strict script, but not where the shell takes it for a question: behind `if`, before `&&` and `||`.
        var isAsked = commands[0].Words[0] is "if" or "elif" or "while" or "until" or "!" || end != ShellEnd.Next;
        return new ShellLine(commands, IsMasked: !_isStrict || isAsked, IsPipeMasked: !_isStrictOfPipes);
    }

    /// <summary>The lines, where each knows whether its failure goes unnoticed.</summary>
    public IReadOnlyList<ShellLine> Masked(List<ShellLine> lines, string script)
    {
        var looks = script.AsSpan().IndexOfAny(Looks) >= 0;
        for (var i = 0; i < lines.Count; i++)
        {
            lines[i] = lines[i] with
            {
                IsMasked = !looks && lines[i].IsMasked && IsFollowed(lines, i),
                IsPipeMasked = !looks && lines[i].IsPipeMasked && lines[i].Commands.Count > 1,
            };
        }

        return lines;
    }

    /// <summary>Whether anything runs after a line that failed, so that the script ends as that does.</summary>
    private bool IsFollowed(List<ShellLine> lines, int failed)
    {
        var next = failed;
        while (next < lines.Count && _ends[next] == ShellEnd.And)
        {
            next++;
        }

        return lines.Skip(next + 1).Any(line => line.Commands[0].Words is not (["done" or "fi" or "}" or "esac", ..] or ["false", ..]));
    }
}

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Names of files that a command prints.</summary>
/// <param name="Words">The names, or patterns of them.</param>
/// <param name="IsWhole">Whether all of them are printed, and not only those that are new, or large, or the first.</param>
internal sealed record ShellNames(IReadOnlyList<string> Words, bool IsWhole)
{
    /// <summary>Tests of <c>find</c> that leave out no data that one would miss.</summary>
    private static readonly string[] Harmless =
    [
        "-type",
        "-maxdepth",
        "-mindepth",
        "-xdev",
        "-print",
        "-print0",
        "-follow",
        "-depth",
        "-o",
        "-or",
        "-a",
        "-and",
    ];

    /// <summary>The names that a command prints, be they those that it was given; null where nobody can tell.</summary>
    public static ShellNames? Of(ShellCommand command)
    {
        string[] arguments = [.. command.Arguments];
        return command.Program switch
        {
            "find" => Found(arguments),
            "ls" or "echo" or "printf" or "realpath" or "readlink" => new ShellNames(
                [.. arguments.Where(a => a is not ['-' or '%', ..]).SelectMany(a => a.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))],
                IsWhole: true),
            "sort" or "uniq" or "tac" or "tr" or "cat" => command.Names,
            "grep" or "egrep" or "head" or "tail" or "sed" or "awk" => command.Names is { } names ? names with { IsWhole = false } : null,
            _ => null,
        };
    }

    /// <summary>What <c>find</c> finds: every name below its folders, or those of a pattern.</summary>
    public static ShellNames Found(string[] arguments)
    {
        var first = Array.FindIndex(arguments, a => a is ['-', ..] or "(" or "!") is >= 0 and var at ? at : arguments.Length;
        var roots = first == 0 ? ["."] : arguments[..first];
        var patterns = new List<string>();
        var isWhole = true;
        for (var i = first; i < arguments.Length && arguments[i] is not ("-exec" or "-execdir" or "-ok"); i++)
        {
            if (arguments[i] is "-name" or "-iname" && i + 1 < arguments.Length)
            {
                isWhole &= i == 0 || arguments[i - 1] is not ("!" or "-not");
                patterns.Add(arguments[++i]);
            }
            else if (arguments[i] is ['-', ..] && !Harmless.Contains(arguments[i], StringComparer.Ordinal))
            {
                isWhole = false;
            }
        }

        return new ShellNames(
            patterns.Count == 0
                ? [.. roots.Select(root => $"{root.TrimEnd('/')}/**/*")]
                : [.. roots.SelectMany(root => patterns.Select(pattern => $"{root.TrimEnd('/')}/**/{pattern}"))],
            isWhole);
    }
}

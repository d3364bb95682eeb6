using HomelabStorage.Policies.Catalog;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>A call of a program that copies: which words say what is read, and which where it goes.</summary>
internal sealed class CopyCommand(Copier copier, string program, IReadOnlyList<string> arguments)
{
    /// <summary>Whether it copies when it is called so.</summary>
    public bool IsCopying =>
        (copier.Verbs.Count == 0 || copier.Verbs.Any(verb => arguments.Any(argument => Says(argument, verb))))
            && !arguments.Any(argument => copier.Rehearsals.Any(word => string.Equals(argument, word, StringComparison.Ordinal)
                || (word.Length == 1 && argument.Length > 1 && argument[0] == '-' && argument[1] != '-' && argument.Contains(word, StringComparison.Ordinal))));

    /// <summary>What copies, as it was called.</summary>
    public string Program => program;

    /// <summary>Whether a database that is written to meanwhile is copied whole.</summary>
    public bool IsConsistent => copier.IsConsistent;

    /// <summary>Whether it sends its copy to a repository of its own where nothing in sight names another place.</summary>
    public bool HasRepository => copier.To == CopyTarget.Repository || copier.Variables.Count > 0;

    /// <summary>Whether it reads every volume that it sees where nothing says what to read.</summary>
    public bool ReadsAll => copier.ReadsOwn || (copier.To == CopyTarget.Repository && !IsDump);

    /// <summary>Whether a word is the name of a place elsewhere that it was told of before (<c>nas/bucket</c>), and no path.</summary>
    public bool IsAlias(string word) => copier.HasAliases && word is not ("" or "-") && word[0] is not ('/' or '.' or '~');

    /// <summary>The variables that may name the place.</summary>
    public IReadOnlyList<string> Variables => copier.Variables;

    /// <summary>Where the copy goes, as written; empty when nothing says so.</summary>
    public string Target => copier.To switch
    {
        CopyTarget.First => Operands().FirstOrDefault(o => o.Contains("::", StringComparison.Ordinal)) is { } archive
            ? archive[..archive.IndexOf("::", StringComparison.Ordinal)]
            : Operands().FirstOrDefault(o => !copier.Verbs.Contains(o, StringComparer.Ordinal)) ?? string.Empty,
        CopyTarget.Last =>
            Operands(isValueToo: false).Skip(copier.Verbs.Count == 0 ? 1 : 0).LastOrDefault() ?? Operands().Skip(1).LastOrDefault() ?? string.Empty,
        CopyTarget.Inside => Inside(),
        _ => Option(),
    };

    /// <summary>What it is told to leave out: <c>--exclude=PATTERN</c>, <c>--exclude PATTERN</c>.</summary>
    public IEnumerable<string> LeavesOut => arguments
        .Where(a => a.StartsWith("--exclude=", StringComparison.Ordinal))
        .Select(a => a["--exclude=".Length..])
        .Concat(arguments.Zip(arguments.Skip(1)).Where(pair => pair.First is "--exclude").Select(pair => pair.Second));

    /// <summary>Whether it dumps a database server.</summary>
    public bool IsDump => copier.Servers.Count > 0;

    /// <summary>The address of the server that it dumps: an option, a variable or an address among the operands says it; empty when none does.</summary>
    public string Server(ShellVariables variables) => !IsDump
        ? string.Empty
        : arguments.Where(a => a.Contains("://", StringComparison.Ordinal))
            .Concat(copier.Servers.Select(name => name[0] == '-' ? Value(name) : variables.Written(name)))
            .Select(Host)
            .FirstOrDefault(host => host.Length > 0, string.Empty);

    private static string Host(string written)
    {
        var scheme = written.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? written : written[(scheme + 3)..].Split('/', '?')[0];
        return rest[(rest.LastIndexOf('@') + 1)..].Split(':')[0];
    }

    /// <summary>
    /// What is read, as written: every other word that may be a path. Of a program that reads its own data a path says where its settings are, or where it
    /// may put what it makes meanwhile.
    /// </summary>
    public IEnumerable<string> Sources => copier.ReadsOwn ? []
        : copier.To == CopyTarget.Inside
        ? arguments.TakeWhile(a => !Words(a).Any(w => IsVerb(w))).Where(a => !a.StartsWith('-'))
        : Operands().Where(o => !string.Equals(o, Target, StringComparison.Ordinal)
            && !(Folder.Length > 0 && string.Equals(o, Folder, StringComparison.Ordinal))
            && !copier.Verbs.Contains(o, StringComparer.Ordinal));

    /// <summary>The folder that relative paths are in, where it says one (<c>-C /data</c>); empty otherwise.</summary>
    public string Folder => Value("-C") is { Length: > 0 } folder ? folder : Value("--directory");

    private IEnumerable<string> Operands(bool isValueToo = true)
    {
        // The letters of `tar czf` are no path.
        var isLettered = copier.To == CopyTarget.Option && arguments.Count > 0 && copier.Verbs.Any(v => v.Length == 1) && IsBundle(arguments[0], 0);
        for (var i = isLettered ? 1 : 0; i < arguments.Count; i++)
        {
            var isValue = i > 0 && arguments[i - 1].StartsWith("--", StringComparison.Ordinal) && !arguments[i - 1].Contains('=', StringComparison.Ordinal);
            if (!arguments[i].StartsWith('-') || arguments[i] is "-")
            {
                if (isValueToo || !isValue)
                {
                    yield return arguments[i];
                }
            }
        }
    }

    private string Option()
    {
        foreach (var option in copier.Options)
        {
            if (Value(option) is { Length: > 0 } value)
            {
                return value;
            }
        }

        return string.Empty;
    }

    private string Value(string option)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            var argument = arguments[i];
            if (argument.Length > option.Length && argument.StartsWith(option, StringComparison.Ordinal) && argument[option.Length] == '=')
            {
                return argument[(option.Length + 1)..];
            }

            if (i + 1 < arguments.Count
                && (string.Equals(argument, option, StringComparison.Ordinal)
                    || (option.Length == 1 && IsBundle(argument, i) && argument.EndsWith(option, StringComparison.Ordinal))))
            {
                return arguments[i + 1];
            }
        }

        return string.Empty;
    }

    private string Inside()
    {
        var words = arguments.SelectMany(Words).SkipWhile(w => !IsVerb(w)).Skip(1);
        return words.FirstOrDefault(w => w.StartsWith('/') || w.Contains('.', StringComparison.Ordinal)) ?? string.Empty;
    }

    private static IEnumerable<string> Words(string argument) => argument.Split([' ', '\t', '\'', '"', ';'], StringSplitOptions.RemoveEmptyEntries);

    private bool IsVerb(string word) => copier.Verbs.Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>A word, a letter of a bundle such as <c>-czf</c>, or a word within what is quoted.</summary>
    private bool Says(string argument, string verb) =>
        verb.Length == 1 && copier.To == CopyTarget.Option
            ? IsBundle(argument, arguments.TakeWhile(a => !ReferenceEquals(a, argument)).Count()) && argument.Contains(verb, StringComparison.Ordinal)
        : copier.To == CopyTarget.Inside ? Words(argument).Any(IsVerb)
        : string.Equals(argument, verb, StringComparison.Ordinal);

    /// <summary>Letters behind one dash; of the first argument the dash may be missing.</summary>
    private static bool IsBundle(string argument, int place) =>
        argument.Length > 0
            && (argument[0] == '-' ? argument.Length > 1 && argument[1] != '-' : place == 0 && argument.Length < 8 && argument.All(char.IsAsciiLetter));
}

using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Protection.Shell;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>A call of a program that copies: which words say what is read, and which where it goes.</summary>
internal sealed record CopyCommand(Copier Copier, string Program, IReadOnlyList<string> Arguments)
{
    private readonly CopyOptions _options = new(Copier, Arguments);

    /// <summary>Whether it copies when it is called so.</summary>
    public bool IsCopying =>
        (Copier.Verbs.Count == 0 || Copier.Verbs.Any(verb => Arguments.Any(argument => Says(argument, verb))))
            && !Copier.Rehearsals.Any(_options.Has);

    /// <summary>Whether a database that is written to meanwhile is copied whole.</summary>
    public bool IsConsistent => Copier.IsConsistent;

    /// <summary>Whether it sends its copy to a repository of its own where nothing known names another place.</summary>
    public bool HasRepository => Copier.To == CopyTarget.Repository || Copier.Variables.Count > 0;

    /// <summary>Whether it reads every volume that it sees where nothing says what to read.</summary>
    public bool ReadsAll => Copier.ReadsOwn || (Copier.To == CopyTarget.Repository && !IsDump);

    /// <summary>Whether it goes into folders.</summary>
    public bool IsDeep => Copier.Folders.Count == 0 || Copier.Folders.Any(_options.Has);

    /// <summary>Whether it is handed all the names that there are.</summary>
    public bool IsWhole
    {
        get => field && !Copier.Partial.Any(_options.Has);
        private init;
    } = true;

    /// <summary>Whether the names of what it reads come in with its input, or out of a file.</summary>
    public bool IsHandedNames => Copier.Lists.Any(_options.Has);

    /// <summary>Whether what it is given goes on to where its own output goes.</summary>
    public bool PassesOn => Copier.PassesOn;

    /// <summary>The variables that may name the place.</summary>
    public IReadOnlyList<string> Variables => Copier.Variables;

    /// <summary>What it takes along.</summary>
    public CopyFilter Filter => _options.Filter;

    /// <summary>Where the copy goes, as written; empty when nothing says so.</summary>
    public string Target => Copier.To switch
    {
        CopyTarget.First => Operands().FirstOrDefault(o => o.Contains("::", StringComparison.Ordinal)) is { } archive
            ? archive[..archive.IndexOf("::", StringComparison.Ordinal)]
            : Operands().FirstOrDefault(o => !Copier.Verbs.Contains(o, StringComparer.Ordinal)) ?? string.Empty,
        CopyTarget.Last => _options.Value(Copier.Options) is { Length: > 0 } told ? told
            : Operands(isValueToo: false).Skip(Copier.Verbs.Count == 0 ? 1 : 0).LastOrDefault() ?? Operands().Skip(1).LastOrDefault() ?? string.Empty,
        CopyTarget.Inside => Inside(),
        CopyTarget.Folder => _options.Value(Copier.Options) is { Length: > 0 } folder ? folder : ".",
        CopyTarget.Output => string.Empty,
        CopyTarget.Beside => Operands().ToArray() is [var only] ? only + ".*" : Operands().FirstOrDefault() is { } first ? Beside(first) : string.Empty,
        _ => _options.Value(Copier.Options),
    };

    /// <summary>Whether it dumps a database server.</summary>
    public bool IsDump => Copier.Servers.Count > 0;

    /// <summary>
    /// What is read, as written: every other word that may be a path. Of a program that reads its own data a path says where its settings are, or where it
    /// may put what it makes meanwhile.
    /// </summary>
    public IEnumerable<string> Sources => Copier.ReadsOwn ? []
        : Copier.To == CopyTarget.Beside ? Operands()
        : Copier.From.Count > 0 ? Copier.From.SelectMany(_options.Values)
        : Copier.To == CopyTarget.Inside ? Arguments.TakeWhile(a => !Words(a).Any(IsVerb)).Where(a => !a.StartsWith('-'))
        : Copier.To == CopyTarget.Repository ? Paths()
        : Others();

    /// <summary>The folder that relative paths are in, where it says one (<c>-C /data</c>); empty otherwise.</summary>
    public string Folder => _options.Value(["-C", "--directory"]);

    /// <summary>The same call where it is not handed all that there is.</summary>
    public CopyCommand Of(bool isWhole) => this with { IsWhole = isWhole };

    /// <summary>Whether a word is the name of a place elsewhere that it was told of before (<c>nas/bucket</c>), and no path.</summary>
    public bool IsAlias(string word) => Copier.HasAliases && word is not ("" or "-") && word[0] is not ('/' or '.' or '~');

    /// <summary>The address of the server that it dumps: an option, a variable or an address among the operands says it; empty when none does.</summary>
    public string Server(ShellVariables variables) => !IsDump
        ? string.Empty
        : Arguments.Where(a => a.Contains("://", StringComparison.Ordinal))
            .Concat(Copier.Servers.Select(name => name[0] == '-' ? _options.Value([name]) : variables.Written(name)))
            .Select(Host)
            .FirstOrDefault(host => host.Length > 0, string.Empty);

    /// <summary>The server of the bucket or remote it writes to, where an option or a variable names it; empty where none does.</summary>
    public string Endpoint(string place, ShellVariables variables)
    {
        var alias = place.Split('/', ':')[0];
        return Copier.Endpoints
            .Select(name => name[0] == '-' ? _options.Value([name]) : variables.Written(Named(name, alias)))
            .FirstOrDefault(value => value.Length > 0 && !ShellText.IsOpen(value), string.Empty);
    }

    /// <summary>The variable that holds the server of an alias.</summary>
    public static string Named(string variable, string alias) => variable
        .Replace("{alias}", alias, StringComparison.Ordinal)
        .Replace("{ALIAS}", alias.ToUpperInvariant(), StringComparison.Ordinal);

    /// <summary>Any file of a folder, where several are read.</summary>
    private static string Beside(string file) => file.LastIndexOf('/') is >= 0 and var slash ? file[..(slash + 1)] + "*" : "*";

    private static string Host(string written)
    {
        var scheme = written.IndexOf("://", StringComparison.Ordinal);
        var rest = scheme < 0 ? written : written[(scheme + 3)..].Split('/', '?')[0];
        return rest[(rest.LastIndexOf('@') + 1)..].Split(':')[0];
    }

    private IEnumerable<string> Others() => Operands()
        .Where(o => !string.Equals(o, Target, StringComparison.Ordinal)
            && !(Folder.Length > 0 && string.Equals(o, Folder, StringComparison.Ordinal))
            && !Copier.Verbs.Contains(o, StringComparer.Ordinal))
        .Select(o => o.IndexOf('@') is >= 0 and var at && o.AsSpan(at).StartsWith("@/", StringComparison.Ordinal) ? o[(at + 1)..] : o);

    /// <summary>The paths of a program that has other words too: a word that is not a path counts right behind the verb.</summary>
    private IEnumerable<string> Paths()
    {
        var before = string.Empty;
        foreach (var operand in Operands())
        {
            var inside = operand.IndexOf(":/", StringComparison.Ordinal);
            if (operand[0] is '/' or '.' or '~' or '*'
                || operand.StartsWith(ShellText.Open, StringComparison.Ordinal)
                || (inside > 0 && !operand.Contains("://", StringComparison.Ordinal))
                || (before.Length > 0 && Copier.Verbs.Contains(before, StringComparer.Ordinal) && !Copier.Verbs.Contains(operand, StringComparer.Ordinal)))
            {
                yield return inside > 0 ? operand[(inside + 1)..] : operand;
            }

            before = operand;
        }
    }

    private IEnumerable<string> Operands(bool isValueToo = true)
    {
        // The letters of `tar czf` are no path.
        var isLettered = Copier.To is CopyTarget.Option && Arguments.Count > 0 && Copier.Verbs.Any(v => v.Length == 1) && CopyOptions.IsBundle(Arguments[0], 0);
        for (var i = isLettered ? 1 : 0; i < Arguments.Count; i++)
        {
            var isValue = i > 0 && Arguments[i - 1].StartsWith("--", StringComparison.Ordinal) && !Arguments[i - 1].Contains('=', StringComparison.Ordinal);
            if (Arguments[i].Length > 0
                && (!Arguments[i].StartsWith('-') || Arguments[i] is "-")
                && !_options.IsValue(i)
                && (isValueToo || !isValue))
            {
                yield return Arguments[i];
            }
        }
    }

    private string Inside()
    {
        var words = Arguments.SelectMany(Words).SkipWhile(w => !IsVerb(w)).Skip(1);
        return words.FirstOrDefault(w => w.StartsWith('/') || w.Contains('.', StringComparison.Ordinal)) ?? string.Empty;
    }

    private static IEnumerable<string> Words(string argument) =>
        argument.Split([' ', '\t', '\n', '\r', '\'', '"', ';'], StringSplitOptions.RemoveEmptyEntries);

    private bool IsVerb(string word) => Copier.Verbs.Contains(word, StringComparer.OrdinalIgnoreCase);

    /// <summary>A word, a letter of a bundle such as <c>-czf</c>, or a word within what is quoted.</summary>
    private bool Says(string argument, string verb) =>
        verb.Length == 1 && Copier.To is CopyTarget.Option or CopyTarget.Folder
            ? CopyOptions.IsBundle(argument, Arguments.TakeWhile(a => !ReferenceEquals(a, argument)).Count())
                && argument.Contains(verb, StringComparison.Ordinal)
        : Copier.To == CopyTarget.Inside ? Words(argument).Any(IsVerb)
        : string.Equals(argument, verb, StringComparison.Ordinal)
            || (verb is ['-', _] && argument is ['-', not '-', ..] && argument.Contains(verb[1], StringComparison.Ordinal));
}

using HomelabStorage.Policies.Catalog;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>The options of a call of a program that copies, with their values.</summary>
internal sealed class CopyOptions
{
    private readonly IReadOnlyList<string> _arguments;
    private readonly HashSet<int> _values = [];

    public CopyOptions(Copier copier, IReadOnlyList<string> arguments)
    {
        _arguments = arguments;
        var rules = new List<(string Pattern, bool Takes)>();
        for (var i = 0; i < arguments.Count; i++)
        {
            if (Rule(copier.Excludes, i) is { } left)
            {
                rules.AddRange(left.Select(p => (p, false)));
            }
            else if (Rule(copier.Includes, i) is { } taken)
            {
                rules.AddRange(taken.Select(p => (p, true)));
            }
            else if (Rule(copier.Filters, i) is { } filters)
            {
                rules.AddRange(filters.Where(f => f is ['+' or '-', ' ', ..]).Select(f => (f[2..].Trim(), f[0] == '+')));
            }
            else if (copier.Valued.Contains(arguments[i], StringComparer.Ordinal)
                || copier.Endpoints.Contains(arguments[i], StringComparer.Ordinal)
                || (copier.To == CopyTarget.Last && copier.Options.Contains(arguments[i], StringComparer.Ordinal)))
            {
                _values.Add(i + 1);
            }
        }

        Filter = rules.Count == 0 ? CopyFilter.None
            : new CopyFilter(copier.Order == CopyFilterOrder.Any ? [.. rules.OrderBy(r => r.Takes)] : rules, copier.Order);
    }

    /// <summary>What is taken along.</summary>
    public CopyFilter Filter { get; }

    /// <summary>Whether the argument at a place is the value of an option.</summary>
    public bool IsValue(int at) => _values.Contains(at);

    /// <summary>Whether an option is there: a word, or a letter of a bundle.</summary>
    public bool Has(string option) => _arguments.Any(argument =>
        string.Equals(argument, option, StringComparison.Ordinal)
            || (option.StartsWith("--", StringComparison.Ordinal) && argument.StartsWith(option + "=", StringComparison.Ordinal))
            || (option.Length == 1 && argument is ['-', not '-', ..] && argument.Contains(option, StringComparison.Ordinal)));

    /// <summary>The value of the first of some options that has one; empty when none does.</summary>
    public string Value(IEnumerable<string> options) => options.SelectMany(Values).FirstOrDefault(v => v.Length > 0, string.Empty);

    /// <summary>The values of an option: <c>--to=X</c>, <c>--to X</c>, <c>-tX</c>, <c>of=X</c>, <c>-czf X</c>.</summary>
    public IEnumerable<string> Values(string option)
    {
        for (var i = 0; i < _arguments.Count; i++)
        {
            var argument = _arguments[i];
            if (argument.Length > option.Length && argument.StartsWith(option, StringComparison.Ordinal) && argument[option.Length] == '=')
            {
                yield return argument[(option.Length + 1)..];
            }
            else if (option is ['-', not '-'] && argument.Length > 2 && argument.StartsWith(option, StringComparison.Ordinal))
            {
                yield return argument[2..];
            }
            else if (i + 1 < _arguments.Count
                && (string.Equals(argument, option, StringComparison.Ordinal)
                    || (option.Length == 1 && IsBundle(argument, i) && argument.EndsWith(option, StringComparison.Ordinal))
                    || (option is ['-', not '-'] && argument is ['-', not '-', _, ..] && argument.EndsWith(option[1]))))
            {
                yield return _arguments[i + 1];
            }
        }
    }

    /// <summary>Letters behind one dash; of the first argument the dash may be missing.</summary>
    public static bool IsBundle(string argument, int place) =>
        argument.Length > 0
            && (argument[0] == '-' ? argument.Length > 1 && argument[1] != '-' : place == 0 && argument.Length < 8 && argument.All(char.IsAsciiLetter));

    /// <summary>The patterns of an option at a place; null when another stands there. <c>-x</c> of zip takes all words up to the next option.</summary>
    private string[]? Rule(IReadOnlyList<string> options, int at)
    {
        var argument = _arguments[at];
        foreach (var option in options)
        {
            if (option.EndsWith('!') && argument.StartsWith(option, StringComparison.Ordinal))
            {
                return [argument[option.Length..]];
            }

            if (argument.StartsWith(option + "=", StringComparison.Ordinal))
            {
                return [argument[(option.Length + 1)..]];
            }

            if (string.Equals(argument, option, StringComparison.Ordinal) && at + 1 < _arguments.Count)
            {
                _values.Add(at + 1);
                return [_arguments[at + 1]];
            }

            if (option.EndsWith("...", StringComparison.Ordinal) && string.Equals(argument, option[..^3], StringComparison.Ordinal))
            {
                var end = at + 1;
                while (end < _arguments.Count && _arguments[end] is not ['-' or '@', ..])
                {
                    _values.Add(end++);
                }

                return [.. _arguments.Skip(at + 1).Take(end - at - 1)];
            }

            if (option is ['-', not '-'] && argument.Length > 2 && argument.StartsWith(option, StringComparison.Ordinal))
            {
                return [argument[2..]];
            }
        }

        return null;
    }
}

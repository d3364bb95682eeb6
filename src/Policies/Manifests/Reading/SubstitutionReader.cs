using System.Text;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Reads a text with Flux's variables as its envsubst does. What it cannot read is an error there, and the object is not applied.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="values">The values by name.</param>
/// <param name="isWhole">Whether a variable without a value has none, and not one that is out of sight.</param>
internal sealed class SubstitutionReader(string text, IReadOnlyDictionary<string, string> values, bool isWhole)
{
    /// <summary>Nobody puts more into one another.</summary>
    private const int Deepest = 20;

    private int _at;
    private int _depth;

    /// <summary>Where something stands that cannot be read; -1 where there is no such thing.</summary>
    public int Failed { get; private set; } = -1;

    private char Now => _at < text.Length ? text[_at] : '\0';

    private bool IsVariable => string.CompareOrdinal(text, _at, "${", 0, 2) == 0;

    /// <summary>The text with values put in. A variable whose value is out of sight stays as it is.</summary>
    public string Fill()
    {
        var filled = new StringBuilder(text.Length);
        while (_at < text.Length && Failed < 0)
        {
            var next = text.IndexOf('$', _at);
            if (next < 0)
            {
                break;
            }

            filled.Append(text, _at, next - _at);
            _at = next;
            if (IsVariable)
            {
                var value = Variable();
                filled.Append(value ?? text[next.._at]);
            }
            else
            {
                // A doubled dollar sign stands for one, and begins no variable.
                filled.Append('$');
                _at += _at + 1 < text.Length && text[_at + 1] == '$' ? 2 : 1;
            }
        }

        return filled.Append(text, _at, text.Length - _at).ToString();
    }

    /// <summary>The value of a variable that begins here, by its function; null where it is out of sight.</summary>
    private string? Variable()
    {
        var start = _at;
        _at += 2;
        var value = ++_depth > Deepest ? Fail() : Read();
        _depth--;
        if (Failed >= 0)
        {
            (Failed, _at) = (start, text.Length);
        }

        return value;
    }

    private string? Read()
    {
        if (Now == '#')
        {
            _at++;
            return Closed(Name(), "length", []);
        }

        var name = Name();
        switch (Now)
        {
            case '}':
                return Closed(name, string.Empty, []);
            case ':' when _at + 1 < text.Length && text[_at + 1] is '=' or '-' or '?' or '+':
                return Default(name, Function(":", "=-?+"));
            case '=':
                return Default(name, Function("=", string.Empty));
            case ':':
                return Part(name, Function(":", string.Empty));
            case ',' or '^':
                return Closed(name, Function(",^", ",^"), []);
            case '#' or '%':
                return One(name, Function("#%", Now == '#' ? "#" : "%"));
            case '/':
                return Replacement(name, Function("/", "/#%"));
            default:
                return Fail();
        }
    }

    /// <summary>A name; one that is missing cannot be read.</summary>
    private string Name()
    {
        var start = _at;
        while (char.IsLetterOrDigit(Now) || Now == '_')
        {
            _at++;
        }

        if (_at == start)
        {
            Fail();
        }

        return text[start.._at];
    }

    /// <summary>One letter, and one more of some.</summary>
    private string Function(string first, string second)
    {
        var start = _at;
        _at += first.Contains(Now, StringComparison.Ordinal) ? 1 : 0;
        _at += Now != '\0' && second.Contains(Now, StringComparison.Ordinal) ? 1 : 0;
        return text[start.._at];
    }

    /// <summary>What is told up to the brace, with variables in it.</summary>
    private string? Default(string name, string function)
    {
        var told = new List<string?>();
        while (Failed < 0 && Now != '}')
        {
            var start = _at;
            told.Add(Told("}", isEscaped: false) ?? text[start.._at]);
        }

        return Closed(name, function, told);
    }

    private string? One(string name, string function) => Closed(name, function, [Told("}", isEscaped: false)]);

    private string? Part(string name, string function)
    {
        List<string?> told = [Told(":}", isEscaped: false)];
        if (Now == ':')
        {
            SkipAll(':');
            told.Add(Told("}", isEscaped: false));
        }

        return Closed(name, function, told);
    }

    private string? Replacement(string name, string function)
    {
        List<string?> told = [Told("/", isEscaped: true)];
        if (Now != '/')
        {
            return Fail();
        }

        SkipAll('/');
        if (Now != '}')
        {
            told.Add(Told("}", isEscaped: true));
        }

        return Closed(name, function, told);
    }

    /// <summary>A variable, or text up to one, or up to a letter that ends it. Nothing at all cannot be read.</summary>
    private string? Told(string ends, bool isEscaped)
    {
        if (IsVariable)
        {
            return Variable();
        }

        var told = new StringBuilder();
        var start = _at;
        while (_at < text.Length && !IsVariable)
        {
            var isEscape = isEscaped && _at + 1 < text.Length && (text[_at], text[_at + 1]) is ('\\', '/' or '\\') or ('$', '$');
            if (!isEscape && ends.Contains(Now, StringComparison.Ordinal))
            {
                break;
            }

            _at += isEscape ? 1 : 0;
            told.Append(text[_at++]);
        }

        return _at == start ? Fail() : told.ToString();
    }

    private void SkipAll(char letter)
    {
        while (Now == letter)
        {
            _at++;
        }
    }

    /// <summary>The value of a function whose brace is closed here.</summary>
    private string? Closed(string name, string function, IReadOnlyList<string?> told)
    {
        if (Failed >= 0 || Now != '}')
        {
            return Fail();
        }

        _at++;
        var isDefault = function is "=" or [':', _];
        if (!values.TryGetValue(name, out var value) && !isWhole && !isDefault)
        {
            return null;
        }

        // Flux takes the ends of lines out of values.
        var given = value?.Replace("\n", string.Empty, StringComparison.Ordinal) ?? string.Empty;
        return told.Any(t => t is null) && (given.Length == 0 || !isDefault) ? null
            : SubstitutionFunction.Of(function, given, [.. told.Select(t => t ?? string.Empty)]) ?? Fail();
    }

    private string? Fail()
    {
        Failed = Failed < 0 ? Math.Min(_at, text.Length) : Failed;
        return null;
    }
}

using System.Text;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>
/// Reads a text with Flux's variables as its envsubst does. What it cannot read is an error there, and the object is not applied.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="values">The values by name.</param>
/// <param name="isWhole">Whether a variable without a value has none, and not one that was not found.</param>
internal sealed class SubstitutionReader(string text, IReadOnlyDictionary<string, string> values, bool isWhole)
{
    /// <summary>Nobody puts more into one another.</summary>
    private const int Deepest = 20;

    private readonly SubstitutionCursor _cursor = new(text);
    private int _depth;

    /// <summary>Where something stands that cannot be read; -1 where there is no such thing.</summary>
    public int Failed { get; private set; } = -1;

    private char Now => _cursor.Now;

    /// <summary>The text with values put in. A variable whose value was not found stays as it is.</summary>
    public string Fill()
    {
        var filled = new StringBuilder(text.Length);
        while (_cursor.At < text.Length && Failed < 0)
        {
            var next = text.IndexOf('$', _cursor.At);
            if (next < 0)
            {
                break;
            }

            filled.Append(text, _cursor.At, next - _cursor.At);
            _cursor.At = next;
            if (_cursor.IsVariable)
            {
                var value = Variable();
                filled.Append(value ?? text[next.._cursor.At]);
            }
            else
            {
                // A doubled dollar sign stands for one, and begins no variable.
                filled.Append('$');
                _cursor.At += _cursor.Next == '$' ? 2 : 1;
            }
        }

        return filled.Append(text, _cursor.At, text.Length - _cursor.At).ToString();
    }

    /// <summary>The value of a variable that begins here, by its function; null where it was not found.</summary>
    private string? Variable()
    {
        var start = _cursor.At;
        _cursor.At += 2;
        var value = ++_depth > Deepest ? Fail() : Read();
        _depth--;
        if (Failed >= 0)
        {
            (Failed, _cursor.At) = (start, text.Length);
        }

        return value;
    }

    private string? Read()
    {
        if (Now == '#')
        {
            _cursor.At++;
            return Closed(Name(), "length", []);
        }

        var name = Name();
        switch (Now)
        {
            case '}':
                return Closed(name, string.Empty, []);
            case ':' when _cursor.Next is '=' or '-' or '?' or '+':
                return Default(name, _cursor.Function(":", "=-?+"));
            case '=':
                return Default(name, _cursor.Function("=", string.Empty));
            case ':':
                return Part(name, _cursor.Function(":", string.Empty));
            case ',' or '^':
                return Closed(name, _cursor.Function(",^", ",^"), []);
            case '#' or '%':
                return One(name, _cursor.Function("#%", Now == '#' ? "#" : "%"));
            case '/':
                return Replacement(name, _cursor.Function("/", "/#%"));
            default:
                return Fail();
        }
    }

    /// <summary>A name; one that is missing cannot be read.</summary>
    private string Name()
    {
        var name = _cursor.Name();
        if (name.Length == 0)
        {
            Fail();
        }

        return name;
    }

    /// <summary>What is told up to the brace, with variables in it.</summary>
    private string? Default(string name, string function)
    {
        var told = new List<string?>();
        while (Failed < 0 && Now != '}')
        {
            var start = _cursor.At;
            told.Add(Told("}", isEscaped: false) ?? text[start.._cursor.At]);
        }

        return Closed(name, function, told);
    }

    private string? One(string name, string function) => Closed(name, function, [Told("}", isEscaped: false)]);

    private string? Part(string name, string function)
    {
        List<string?> told = [Told(":}", isEscaped: false)];
        if (_cursor.SkipAll(':') > 0)
        {
            told.Add(Told("}", isEscaped: false));
        }

        return Closed(name, function, told);
    }

    private string? Replacement(string name, string function)
    {
        List<string?> told = [Told("/", isEscaped: true)];
        if (_cursor.SkipAll('/') == 0)
        {
            return Fail();
        }

        if (Now != '}')
        {
            told.Add(Told("}", isEscaped: true));
        }

        return Closed(name, function, told);
    }

    /// <summary>A variable, or text up to one, or up to a letter that ends it. Nothing at all cannot be read.</summary>
    private string? Told(string ends, bool isEscaped) => _cursor.IsVariable ? Variable() : _cursor.Plain(ends, isEscaped) ?? Fail();

    /// <summary>The value of a function whose brace is closed here.</summary>
    private string? Closed(string name, string function, IReadOnlyList<string?> told)
    {
        if (Failed >= 0 || Now != '}')
        {
            return Fail();
        }

        _cursor.At++;
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
        Failed = Failed < 0 ? Math.Min(_cursor.At, text.Length) : Failed;
        return null;
    }
}

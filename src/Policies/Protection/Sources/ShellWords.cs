using System.Text;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>Words as they are read, which become commands, and commands lines; what a command assigns is known to those behind it.</summary>
internal sealed class ShellWords(ShellVariables variables)
{
    /// <summary>What stands for text that only a run of the script would tell.</summary>
    public const string Open = "…";

    /// <summary>What stands for such text that begins no path: a date, the name of a file without its folder.</summary>
    public const string OpenName = "‥";

    /// <summary>No path is longer; variables that are put into one another would have no end.</summary>
    private const int Longest = 16 * 1024;

    private readonly ShellFailures _failures = new();
    private readonly List<ShellLine> _lines = [];
    private readonly List<ShellCommand> _piped = [];
    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();
    private string _output = string.Empty;
    private bool _isOutput;
    private bool _isError;

    /// <summary>All lines, once the script has been read.</summary>
    public IReadOnlyList<ShellLine> Finished(string script) => _failures.Masked(_lines, script);

    /// <summary>Whether a word has begun, be it of nothing.</summary>
    public bool IsBegun { get; private set; }

    /// <summary>Goes on with a word, or begins one.</summary>
    public void Take(ReadOnlySpan<char> text)
    {
        IsBegun = true;
        if (_word.Length < Longest)
        {
            _word.Append(text);
        }
    }

    public void EndWord()
    {
        if (!IsBegun)
        {
            return;
        }

        var word = _word.ToString();
        _word.Clear();
        IsBegun = false;
        if (_isOutput)
        {
            (_output, _isOutput, _isError) = (_isError ? _output : word, false, false);
        }
        else
        {
            _words.Add(word);
        }
    }

    /// <summary>Output goes to a file from here. <c>2></c> is what goes wrong, which is nothing.</summary>
    public void EndOutput()
    {
        var isError = _word.Length == 1 && _word[0] == '2';
        if (isError)
        {
            _word.Clear();
            IsBegun = false;
        }

        EndWord();
        (_isOutput, _isError) = (true, isError);
    }

    public void EndCommand()
    {
        EndWord();
        if (_words.Count > 0)
        {
            var command = new ShellCommand([.. _words], _output);
            foreach (var (variable, value) in command.Assignments)
            {
                variables.Set(variable, value);
            }

            if (_words is ["for", var name, "in", var first, ..])
            {
                variables.Set(name, first);
            }

            _piped.Add(command);
        }

        _words.Clear();
        (_output, _isOutput, _isError) = (string.Empty, false, false);
    }

    public void EndLine(ShellEnd end)
    {
        EndCommand();
        if (_piped.Count > 0)
        {
            _lines.Add(_failures.Line([.. _piped], end));
            _piped.Clear();
        }
    }
}

using System.Text;

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>The words that one written word becomes.</summary>
/// <param name="isSplit">Whether a value that holds several words becomes several where nothing quotes it.</param>
internal sealed class ShellFields(bool isSplit)
{
    /// <summary>No path is longer; variables that are put into one another would have no end.</summary>
    private const int Longest = 16 * 1024;

    private readonly List<string> _words = [];
    private readonly StringBuilder _word = new();
    private bool _isBegun;

    /// <summary>All of them.</summary>
    public IReadOnlyList<string> Words
    {
        get
        {
            EndWord();
            return _words;
        }
    }

    /// <summary>Words that stay apart.</summary>
    public void PutAll(IReadOnlyList<string> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            if (i > 0)
            {
                EndWord();
            }

            Take(words[i]);
        }
    }

    /// <summary>A value becomes part of a word, or several words where nothing quotes it.</summary>
    public void Put(string value, bool isQuoted)
    {
        if (value.Length == 0 && !isQuoted && isSplit)
        {
            return;
        }

        if (isQuoted || !isSplit || !value.AsSpan().ContainsAny(" \t\n"))
        {
            Take(value);
            return;
        }

        foreach (var part in value.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (_isBegun)
            {
                EndWord();
            }

            Take(part);
        }
    }

    /// <summary>Goes on with a word, or begins one.</summary>
    public void Take(ReadOnlySpan<char> text)
    {
        _isBegun = true;
        if (_word.Length < Longest)
        {
            _word.Append(text);
        }
    }

    /// <summary>Begins another word with what follows.</summary>
    public void EndWord()
    {
        if (_isBegun)
        {
            _words.Add(_word.ToString());
            _word.Clear();
            _isBegun = false;
        }
    }
}

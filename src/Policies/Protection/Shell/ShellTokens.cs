namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>The tokens of a script, read one after the other.</summary>
internal sealed class ShellTokens(IReadOnlyList<ShellToken> tokens)
{
    /// <summary>Nobody nests deeper.</summary>
    private const int Deepest = 40;

    private int _depth;

    /// <summary>Whether something could not be put together.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>How many were read.</summary>
    public int At { get; private set; }

    /// <summary>The token to be read.</summary>
    public ShellToken Now => tokens[At];

    /// <summary>The one behind it.</summary>
    public ShellToken After => tokens[Math.Min(At + 1, tokens.Count - 1)];

    /// <summary>Whether all were read.</summary>
    public bool IsEnd => Now.Kind == ShellTokenKind.End;

    /// <summary>Goes on to the next; nothing is behind the end.</summary>
    public ShellToken Take()
    {
        var now = Now;
        At += IsEnd ? 0 : 1;
        return now;
    }

    /// <summary>Takes a token that has to stand here.</summary>
    public void Expect(string text)
    {
        if (!IsEnd && string.Equals(Now.Text, text, StringComparison.Ordinal))
        {
            Take();
        }
        else
        {
            IsBroken = true;
        }
    }

    /// <summary>Takes the word that has to stand here; empty when none does.</summary>
    public string Word()
    {
        IsBroken |= Now.Kind != ShellTokenKind.Word;
        return Now.Kind == ShellTokenKind.Word ? Take().Text : string.Empty;
    }

    /// <summary>Takes what ends lines.</summary>
    public void SkipLines()
    {
        while (Now.Is("\n"))
        {
            Take();
        }
    }

    /// <summary>Takes what nobody expects here.</summary>
    public void Skip()
    {
        IsBroken = true;
        Take();
    }

    /// <summary>Goes deeper; too deep is the end.</summary>
    public void Enter()
    {
        if (++_depth > Deepest)
        {
            (IsBroken, At) = (true, tokens.Count - 1);
        }
    }

    /// <summary>Comes back.</summary>
    public void Leave() => _depth--;
}

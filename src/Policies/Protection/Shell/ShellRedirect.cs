namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Where what a command reads comes from, or where what it prints goes.</summary>
/// <param name="Arrow">The arrow, with the number before it.</param>
/// <param name="Word">The file, as written; the text of a here-document.</param>
/// <param name="IsLiteral">Whether variables in the text are left as they are.</param>
internal sealed record ShellRedirect(string Arrow, string Word, bool IsLiteral)
{
    /// <summary>Whether it sends what is printed to a file. <c>2></c> is what goes wrong, which is nothing.</summary>
    public bool IsOutput => Arrow is ">" or ">>" or ">|" or "1>" or "1>>" or "&>" or "&>>" or "1>|";

    /// <summary>Whether a file is read.</summary>
    public bool IsInput => Arrow is "<" or "0<";

    /// <summary>Whether the text that is read stands in the script.</summary>
    public bool IsText => Arrow is "<<" or "<<<";
}

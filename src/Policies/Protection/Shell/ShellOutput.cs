namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>What commands within <c>$( )</c> print, as far as paths are concerned.</summary>
internal static class ShellOutput
{
    /// <summary>A path, the name of no folder, names of files, or what only a run would tell.</summary>
    public static string Of(IReadOnlyList<ShellLine> lines)
    {
        if (lines is not [{ Commands: [var first, ..] commands }])
        {
            return ShellText.Open;
        }

        var operand = first.Arguments.FirstOrDefault(a => !a.StartsWith('-') && !a.StartsWith('%')) ?? string.Empty;
        var isPath = operand.Length == 0 || operand[0] is '/' || operand.StartsWith(ShellText.Open, StringComparison.Ordinal);
        return first.Program switch
        {
            "date" or "basename" or "hostname" or "uname" or "whoami" or "id" or "uuidgen" => ShellText.OpenName,
            "mktemp" when isPath && operand.Length > 0 => operand,
            "mktemp" when !first.Arguments.Any(a => a.StartsWith("-p", StringComparison.Ordinal)) => $"/tmp/{ShellText.OpenName}",
            "dirname" when operand.StartsWith('/') => operand[..operand.LastIndexOf('/')],
            "pwd" when first.Folder.Length > 0 => first.Folder,
            "echo" or "printf" when commands.Count == 1 && first.Output.Length == 0 => operand,
            "echo" or "printf" when !isPath => ShellText.OpenName,
            _ => ShellText.Open,
        };
    }

    /// <summary>The names of files that lines print; null where nobody can tell.</summary>
    public static ShellNames? NamesOf(IReadOnlyList<ShellLine> lines) => lines is [{ Commands: { Count: > 0 } commands }]
        ? ShellNames.Of(commands[^1])
        : null;
}

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What a command within <c>$( )</c> prints, as far as paths are concerned.</summary>
internal static class ShellOutput
{
    /// <summary>What a command prints: a path, the name of no folder, or what only a run would tell.</summary>
    public static string Of(string command, ShellVariables variables)
    {
        // Kubernetes puts in a variable of the container where its name stands alone.
        if (variables.Knows(command))
        {
            return variables.Value(command);
        }

        var lines = ShellScript.ReadInner(command, variables);
        if (lines is not [{ Commands: [var first, ..] commands }])
        {
            return ShellWords.Open;
        }

        var operand = first.Arguments.FirstOrDefault(a => !a.StartsWith('-') && !a.StartsWith('%')) ?? string.Empty;
        var isPath = operand.Length == 0 || operand[0] is '/' || operand.StartsWith(ShellWords.Open, StringComparison.Ordinal);
        return first.Program switch
        {
            "date" or "basename" or "hostname" or "uname" or "whoami" or "id" or "uuidgen" => ShellWords.OpenName,
            "mktemp" when isPath && operand.Length > 0 => operand,
            "mktemp" when !first.Arguments.Any(a => a.StartsWith("-p", StringComparison.Ordinal)) => $"/tmp/{ShellWords.OpenName}",
            "dirname" when operand.StartsWith('/') => operand[..operand.LastIndexOf('/')],
            "echo" or "printf" when commands.Count == 1 && first.Output.Length == 0 => operand,
            "echo" or "printf" when !isPath => ShellWords.OpenName,
            _ => ShellWords.Open,
        };
    }
}

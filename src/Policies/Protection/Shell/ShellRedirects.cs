namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Reads what arrows say: files, here-documents, the output of other commands.</summary>
internal sealed class ShellRedirects(ShellRun run, ShellExpansion expansion, ShellSubstitutions substitutions)
{
    /// <summary>What is around commands whose input or output is another.</summary>
    public ShellScope Of(ShellScope scope, IReadOnlyList<ShellRedirect> redirects)
    {
        foreach (var redirect in redirects)
        {
            scope = redirect switch
            {
                { IsOutput: true } => scope with { Output = expansion.Text(redirect.Word) },
                { IsText: true, Arrow: "<<<" } => scope with { Text = expansion.Text(redirect.Word), Names = null },
                { IsText: true } => scope with { Text = redirect.IsLiteral ? redirect.Word : expansion.Document(redirect.Word), Names = null },
                { IsInput: true } when redirect.Word.StartsWith("<(", StringComparison.Ordinal) =>
                    scope with { Names = substitutions.NamesOf($"${redirect.Word[1..]}") },
                { IsInput: true } => Fed(scope, expansion.Text(redirect.Word)),
                _ => scope,
            };
        }

        return scope;
    }

    /// <summary>A known file is its text.</summary>
    private ShellScope Fed(ShellScope scope, string file) =>
        scope with { Input = file, Text = run.Script(file) ?? string.Empty, Names = null };
}

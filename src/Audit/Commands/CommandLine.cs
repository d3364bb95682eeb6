using System.CommandLine;

namespace HomelabStorage.Audit.Commands;

/// <summary>Every verb of the terminal.</summary>
public static class CommandLine
{
    /// <summary>Puts the verbs below a root command.</summary>
    public static void AddTo(RootCommand root, Terminal terminal, TimeProvider time)
    {
        root.Subcommands.Add(AuditCommand.Make(terminal, time));
        root.Subcommands.Add(ExplainCommand.Make(terminal, time));
        root.Subcommands.Add(RulesCommand.Make(terminal));
        root.Subcommands.Add(PolicyCommand.Make(terminal));
        root.Subcommands.Add(AppsCommand.Make(terminal));
        root.Subcommands.Add(BackendsCommand.Make(terminal));
        root.Subcommands.Add(ManifestsCommand.Make(terminal));
    }
}

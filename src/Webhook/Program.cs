using System.CommandLine;
using HomelabStorage.Audit;
using HomelabStorage.Audit.Commands;
using HomelabStorage.Backup;
using HomelabStorage.Backup.Commands;
using HomelabStorage.Webhook.Serving;

var terminal = Terminal.OfProcess();
var root = new RootCommand("Keeps the data of a home cluster safe: a Kubernetes admission webhook, and an audit with the same rules. "
    + "Without a command it runs the server.");
ServeCommand.AddTo(root, terminal);
HealthCommand.AddTo(root, terminal);
CommandLine.AddTo(root, terminal, TimeProvider.System);
var backup = new Surroundings(terminal.Output, terminal.Error, TimeProvider.System)
{
    Progress = terminal.ShowsProgress ? terminal.Error.Obeyed : null,
};
var backups = BackupCommand.Make(backup);
backups.Subcommands.Add(BackupNowCommand.Make(terminal, TimeProvider.System));
root.Subcommands.Add(backups);

return await CommandLine.Run(root, args, terminal, message => BackupCommand.SayMisunderstood(args, message, backup));

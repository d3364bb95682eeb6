using System.CommandLine;
using HomelabStorage.Audit;
using HomelabStorage.Audit.Commands;
using HomelabStorage.Webhook.Serving;

var terminal = Terminal.OfProcess();
var root = new RootCommand("Keeps a household's data where they are safe: a Kubernetes admission webhook, and an audit on the same engine. Without a verb it serves.");
ServeCommand.AddTo(root, terminal);
HealthCommand.AddTo(root, terminal);
CommandLine.AddTo(root, terminal, TimeProvider.System);

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        await terminal.Error.WriteLineAsync(error.Message);
    }

    await terminal.Error.WriteLineAsync("homelab-storage --help says what there is.");
    return ExitCode.Wrong;
}

return await parsed.InvokeAsync();

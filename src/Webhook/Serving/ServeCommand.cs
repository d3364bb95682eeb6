using System.CommandLine;
using HomelabStorage.Audit;

namespace HomelabStorage.Webhook.Serving;

/// <summary>Serving, which is what the executable does without a verb.</summary>
internal static class ServeCommand
{
    public static void AddTo(RootCommand root, Terminal terminal)
    {
        var options = Setting.All.ToDictionary(
            s => s.Name,
            s => new Option<string?>(s.Flag) { Description = s.Description, HelpName = s.Value },
            StringComparer.OrdinalIgnoreCase);
        var serve = new Command("serve", "Serve the webhook over HTTPS. This is also what happens without a command.");
        foreach (var command in new[] { root, serve })
        {
            foreach (var option in options.Values)
            {
                command.Options.Add(option);
            }

            command.SetAction((parsed, stop) =>
                Serve.Run(
                    ServerSettings.From(options.ToDictionary(o => o.Key, o => parsed.GetValue(o.Value), StringComparer.OrdinalIgnoreCase)),
                    terminal,
                    stop));
        }

        root.Subcommands.Add(serve);
    }
}

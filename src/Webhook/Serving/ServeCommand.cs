using System.CommandLine;
using HomelabStorage.Audit;

namespace HomelabStorage.Webhook.Serving;

/// <summary>Serving, which is what the executable does without a verb.</summary>
internal static class ServeCommand
{
    public static void AddTo(RootCommand root, Terminal terminal)
    {
        var address = new Option<string?>("--address") { Description = "The address to listen on (127.0.0.1).", HelpName = "IP" };
        var port = new Option<string?>("--port") { Description = "The port to listen on (8443).", HelpName = "PORT" };
        var policy = new Option<string?>("--policy") { Description = "The policy file; the shipped policies.yaml when it is left out.", HelpName = "FILE" };
        var inventory = new Option<string?>("--inventory") { Description = "The folder that says what the cluster holds (the shipped samples); none for an empty one.", HelpName = "FOLDER" };
        var certificate = new Option<string?>("--certificate") { Description = "The certificate file (PEM); one is made in memory when it is left out.", HelpName = "FILE" };
        var key = new Option<string?>("--certificate-key") { Description = "The certificate's private key file (PEM).", HelpName = "FILE" };
        var serve = new Command("serve", "Serve the webhook over HTTPS. This is also what happens without a verb.");
        foreach (var command in new[] { root, serve })
        {
            command.Options.Add(address);
            command.Options.Add(port);
            command.Options.Add(policy);
            command.Options.Add(inventory);
            command.Options.Add(certificate);
            command.Options.Add(key);
            command.SetAction((parsed, stop) =>
            {
                var flags = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
                {
                    ["Address"] = parsed.GetValue(address),
                    ["Port"] = parsed.GetValue(port),
                    ["Policy"] = parsed.GetValue(policy),
                    ["Inventory"] = parsed.GetValue(inventory),
                    ["Certificate"] = parsed.GetValue(certificate),
                    ["CertificateKey"] = parsed.GetValue(key),
                };
                return Server.Run(ServerSettings.From(flags), terminal, stop);
            });
        }

        root.Subcommands.Add(serve);
    }
}

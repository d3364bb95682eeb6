using System.CommandLine;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>explain</c>: everything that is known about one object, and how.</summary>
internal static class ExplainCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var files = Inputs.Make();
        var subject = new Option<string>("--for") { Description = "The object: Kind/namespace/name, or Kind/name.", HelpName = "Kind/namespace/name", Required = true };
        var policy = PolicyOption.Make();
        var command = new Command("explain", "Show the chain behind each mount of an object, how sure each link is, the row of the matrix, and every rule's answer.") { files, subject, policy };
        command.SetAction(parsed =>
        {
            if (PolicyOption.Load(parsed.GetValue(policy), terminal) is not { } rules || Inputs.Read(parsed.GetValue(files)!, terminal) is not { } readings)
            {
                return ExitCode.Wrong;
            }

            var manifests = Kustomizing.Apply([.. readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest)]).ToArray();
            var wanted = parsed.GetValue(subject)!;
            var found = manifests.Where(m => Means(wanted, m)).ToArray();
            if (found.Length == 0)
            {
                terminal.Error.WriteLine($"{wanted}: not among the objects that were read. There are:");
                foreach (var manifest in manifests.Where(m => m is Workload or Claim or StorageClass).Select(m => Spell(m.Reference)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(20))
                {
                    terminal.Error.WriteLine($"  {manifest}");
                }

                return ExitCode.Wrong;
            }

            var judge = new Judge(Inventory.Of(manifests), rules, DateOnly.FromDateTime(time.GetLocalNow().DateTime));
            foreach (var manifest in found)
            {
                Explanation.Write(judge.Of(manifest), rules, terminal);
            }

            return ExitCode.Clean;
        });
        return command;
    }

    private static bool Means(string wanted, Manifest manifest) => Means(wanted, manifest.Reference) || (manifest.Origin is { } origin && Means(wanted, origin.Reference));

    private static bool Means(string wanted, ObjectReference reference) =>
        string.Equals(wanted, Spell(reference), StringComparison.OrdinalIgnoreCase)
        || string.Equals(wanted, $"{reference.Kind}/{reference.Name}", StringComparison.OrdinalIgnoreCase);

    private static string Spell(ObjectReference reference) => reference.Namespace.Length == 0 ? $"{reference.Kind}/{reference.Name}" : $"{reference.Kind}/{reference.Namespace}/{reference.Name}";
}

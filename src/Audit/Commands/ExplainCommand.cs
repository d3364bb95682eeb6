using System.CommandLine;
using System.Globalization;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>explain</c>: everything that is known about one object, and how.</summary>
internal static class ExplainCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var subject = new Option<string>("--for")
        {
            Description = "The object: Kind/namespace/name, or Kind/name.",
            HelpName = "Kind/namespace/name",
            Required = true,
        };
        var policy = PolicyOption.Make();
        var command = new Command(
            "explain",
            "Explain a verdict: for each mount, the claim, class and backend, how certain each is, the policy row, and the result of every rule.")
        {
            subject, policy,
        };
        var inputs = Inputs.Of(command);
        inputs.Judge(command, policy, terminal, (parsed, rules, read) =>
        {
            var clusters = read.Clusters.Select(c => (c.Cluster, Readings: Deployed.Of(c.Readings))).ToArray();
            ManifestReading[] deployed = [.. clusters.SelectMany(c => c.Readings)];
            var isBroken = UnreadFormat.Broken(deployed, terminal);
            var wanted = parsed.GetValue(subject)!;
            var worlds = clusters.Select(c => (c.Cluster, World: World.Of(c.Readings, rules, time.GetUtcNow()))).ToArray();
            var found = worlds.SelectMany(w => w.World.Manifests.Where(m => Means(wanted, m)).Select(m => (w.Cluster, w.World, Manifest: m))).ToArray();
            if (found.Length == 0)
            {
                terminal.Error.WriteLine($"{wanted}: not among the objects that were read. There are:");
                foreach (var manifest in worlds.SelectMany(w => w.World.Manifests)
                    .Where(m => ManifestKinds.Of(m.Reference) is { IsJudged: true })
                    .Select(m => Spell(m.Reference))
                    .Distinct(StringComparer.Ordinal)
                    .Order(StringComparer.Ordinal)
                    .Take(20))
                {
                    terminal.Error.WriteLine($"  {manifest}");
                }

                var aside = deployed.Count(r => r is ManifestReading.NotJudged);
                if (aside > 0)
                {
                    terminal.Error.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{aside} {(aside == 1 ? "document was" : "documents were")} not judged: 'homelab-storage audit' lists what and why"));
                }

                return ExitCode.Wrong;
            }

            foreach (var (cluster, world, manifest) in found)
            {
                if (cluster.Length > 0)
                {
                    terminal.Styled().Line($"in {cluster}:");
                }

                Explanation.Write(world.Judge.Of(manifest), rules, terminal);
            }

            return isBroken ? ExitCode.Wrong : ExitCode.Clean;
        });
        return command;
    }

    private static bool Means(string wanted, Manifest manifest) =>
        Means(wanted, manifest.Reference) || (manifest.Origin is { } origin && Means(wanted, origin.Reference));

    private static bool Means(string wanted, ObjectReference reference) =>
        string.Equals(wanted, Spell(reference), StringComparison.OrdinalIgnoreCase)
        || string.Equals(wanted, $"{reference.Kind}/{reference.Name}", StringComparison.OrdinalIgnoreCase);

    private static string Spell(ObjectReference reference) =>
        reference.Namespace.Length == 0 ? $"{reference.Kind}/{reference.Name}" : $"{reference.Kind}/{reference.Namespace}/{reference.Name}";
}

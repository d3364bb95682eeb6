using System.CommandLine;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>what-if</c>: what stops and what is lost when a node, a NAS, a class or a namespace is.</summary>
internal static class WhatIfCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var node = Losing("--lose-node", "A node with its disks.");
        var nas = Losing("--lose-nas", "A storage appliance, by the policy's name for it or by its address.");
        var storage = Losing("--lose-class", "The storage behind a StorageClass.");
        var ns = Losing("--lose-namespace", "A namespace with all that is in it.");
        var all = new Option<bool>("--all") { Description = "With markdown: a runbook of every node, NAS and known class in turn, and the disaster table." };
        var format = new Option<string>("--format")
        {
            Description = "table, json or markdown.",
            DefaultValueFactory = _ => "table",
        }.AcceptOnlyFromAmong("table", "json", "markdown");
        var policy = PolicyOption.Make();
        var command = new Command(
            "what-if",
            "Simulate a failure: which apps stop, what data is lost, from which backup it can be restored, how soon the policy wants it back, and what to do. "
                + "Several losses are combined. Exit codes: 0 everything that is or may be lost can be restored, 1 data is lost, or may be, with no proven "
                + "way to restore it, 2 wrong input, policy or usage, 3 cluster unreachable. With --all: 0 the runbook is written.")
        {
            node, nas, storage, ns, all, format, policy,
        };
        var inputs = Inputs.WithNodes(command);
        command.Validators.Add(result =>
        {
            Option<string[]>[] losses = [node, nas, storage, ns];
            var count = losses.Sum(option => result.GetValue(option)?.Length ?? 0);
            if (Array.Find(losses, option => result.GetValue(option)?.Any(string.IsNullOrWhiteSpace) == true) is { } blank)
            {
                result.AddError($"{blank.Name}: an empty name names nothing");
            }
            else if (result.GetValue(all) && (count > 0 || result.GetValue(format) is not "markdown"))
            {
                result.AddError("--all writes a runbook of every loss in turn: it goes with --format markdown, and with no --lose-…");
            }
            else if (!result.GetValue(all) && count == 0)
            {
                result.AddError("name what is lost: --lose-node, --lose-nas, --lose-class or --lose-namespace, or --all --format markdown");
            }
        });
        inputs.Judge(command, policy, terminal, (parsed, rules, read) =>
        {
            var now = time.GetUtcNow();
            ManifestReading[] deployed = [.. read.Clusters.SelectMany(c => Deployed.Of(c.Readings))];
            (string Cluster, Household Household)[] households = [.. read.Clusters.Select(c => (c.Cluster, Household.Of(c.Readings, rules, now)))];
            if (parsed.GetValue(all))
            {
                Runbook.Write(households, now, terminal);
                return UnreadFormat.Broken(deployed, terminal) ? ExitCode.Wrong : ExitCode.Clean;
            }

            Loss[] losses =
            [
                .. (parsed.GetValue(node) ?? []).Select(name => new Loss.Node(name)),
                .. (parsed.GetValue(nas) ?? []).Select(name => new Loss.Nas(Called(name, households))),
                .. (parsed.GetValue(storage) ?? []).Select(name => new Loss.Class(name)),
                .. (parsed.GetValue(ns) ?? []).Select(name => new Loss.Namespace(name)),
            ];
            // Every name that nothing has is said, not only the first.
            Loss[] strange = [.. losses.Where(loss => !IsInSight(loss, [.. households.Select(h => h.Household.Sight)], terminal))];
            if (strange.Length > 0)
            {
                return ExitCode.Wrong;
            }

            (string Cluster, Outage Outage)[] outages = [.. households.Select(h => (h.Cluster, h.Household.Losing([.. losses.Distinct()])))];
            switch (parsed.GetValue(format))
            {
                case "json":
                    JsonFormat.Write(json => OutageJson.Write(outages, rules, json), terminal);
                    break;
                case "markdown":
                    OutageMarkdown.Write(outages, rules, now, terminal);
                    break;
                default:
                    OutageTable.Write(outages, rules, terminal);
                    break;
            }

            return UnreadFormat.Broken(deployed, terminal) ? ExitCode.Wrong
                : outages.Any(o => o.Outage.IsForGood || o.Outage.MayBeForGood) ? ExitCode.Findings
                : ExitCode.Clean;
        });
        return command;
    }

    private static Option<string[]> Losing(string name, string description) =>
        new(name) { Description = $"{description} May be given several times.", HelpName = "NAME" };

    /// <summary>An appliance by the policy's name for it, where an address of it is given.</summary>
    private static string Called(string name, (string Cluster, Household Household)[] households) =>
        households[0].Household.Policy.Nas.FirstOrDefault(nas => nas.Addresses.Contains(name, StringComparer.OrdinalIgnoreCase))?.Name ?? name;

    /// <summary>Whether something known has the name; the known names are said where nothing has. Where no node is named, any name may be one.</summary>
    private static bool IsInSight(Loss loss, IReadOnlyList<InSight> sights, Terminal terminal)
    {
        var (kind, name, known) = loss switch
        {
            Loss.Node node => ("node", node.Name, Names(s => s.Nodes)),
            Loss.Nas nas => ("NAS", nas.Name, Names(s => s.Nas)),
            Loss.Class named => ("StorageClass", named.Name, Names(s => s.Classes)),
            Loss.Namespace ns => ("namespace", ns.Name, Names(s => s.Namespaces)),
            _ => throw new System.Diagnostics.UnreachableException($"{loss}"),
        };
        if (known.Contains(name, StringComparer.Ordinal) || (loss is Loss.Node && known.Length == 0))
        {
            return true;
        }

        var near = Spelling.Nearest(name, known);
        terminal.Error.WriteLine($"'{name}': no {kind} of that name was found{(near.Length > 0 ? $"; did you mean '{near}'?" : ".")} "
            + $"Known: {(known.Length == 0 ? "none" : string.Join(", ", known))}");
        return false;

        string[] Names(Func<InSight, IReadOnlyList<string>> of) => [.. sights.SelectMany(of).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }
}

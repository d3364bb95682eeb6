using System.CommandLine;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Rendering;
using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Comparison;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>policy diff</c>: what another policy would say of the same manifests. They are read once and judged twice.</summary>
internal static class PolicyDiffCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var before = new Argument<string>("old") { Description = "The current policy file." };
        var after = new Argument<string>("new") { Description = "The policy file that would replace it." };
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "json");
        var all = new Option<bool>("--all") { Description = "In the table, show changes of notes too: findings of rules that only report." };
        var command = new Command(
            "diff",
            "Judge manifests or a cluster under two policies: which verdicts change and why, which findings come and go. Exit codes: 0 nothing that passes "
                + "today would be refused, 1 something would, 2 wrong input, policy or usage, 3 cluster unreachable.") { before, after, format, all };
        var inputs = Inputs.Of(command);
        inputs.Work(command, parsed => Load(parsed.GetValue(before)!, parsed.GetValue(after)!, terminal), terminal, (parsed, policies, read) =>
        {
            var now = time.GetUtcNow();
            var old = SeveralReports.Each(read.Clusters, policies.Old, now);
            var @new = SeveralReports.Each(read.Clusters, policies.New, now);
            var comparison = PolicyComparison.Of([.. old.Zip(@new, (o, n) => (o.Cluster, o.Report, n.Report))]);
            if (parsed.GetValue(format) is "json")
            {
                JsonFormat.Write(json => PolicyComparisonJson.Write(comparison, json), terminal);
            }
            else
            {
                var least = parsed.GetValue(all) ? RuleAction.Audit : RuleAction.Warn;
                PolicyDiffTable.Write(comparison, SeveralReports.Together(@new), least, terminal);
            }

            // An object that met a bug of ours under either policy was not compared.
            ManifestReading[] deployed = [.. read.Clusters.SelectMany(c => Deployed.Of(c.Readings))];
            var unread = old.Concat(@new).SelectMany(r => r.Report.Unreadable).Except(deployed.OfType<ManifestReading.Unreadable>());
            return UnreadFormat.Broken([.. deployed, .. unread], terminal) ? ExitCode.Wrong
                : comparison.Changes.Any(c => c.IsRefusedNow) ? ExitCode.Findings
                : ExitCode.Clean;
        });
        return command;
    }

    /// <summary>Both policies; null after the errors of both have been printed.</summary>
    private static Both? Load(string before, string after, Terminal terminal)
    {
        var (old, @new) = (PolicyOption.Load(before, terminal), PolicyOption.Load(after, terminal));
        return old is null || @new is null ? null : new Both(old, @new);
    }

    private sealed record Both(StoragePolicy Old, StoragePolicy New);
}

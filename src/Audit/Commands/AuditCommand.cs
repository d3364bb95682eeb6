using System.CommandLine;
using HomelabStorage.Audit.Adoption;
using HomelabStorage.Audit.Fixing;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.History;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Audit.Rendering;
using HomelabStorage.Audit.Reporting;
using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>audit</c>: judges manifests before anything is applied, or a cluster as it is.</summary>
internal static class AuditCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var failOn = new Option<string>("--fail-on")
        {
            Description = "Exit with 1 at this verdict or worse: deny, warn or never.",
            DefaultValueFactory = _ => "deny",
        }.AcceptOnlyFromAmong("deny", "warn", "never");
        var policy = PolicyOption.Make();
        var all = new Option<bool>("--all") { Description = "Show notes too: findings of rules that only report." };
        var unknown = new Option<bool>("--unknown-apps")
        {
            Description = "Instead of findings, list apps that are not in the catalog, as entries to complete in policies.yaml.",
        };
        var strict = new Option<bool>("--strict") { Description = "Exit with 2 if anything could not be judged." };
        var diff = new Option<bool>("--diff") { Description = "Instead of findings, show as unified diffs what the webhook would change about the claims." };
        var fix = new Option<bool>("--fix") { Description = "Write those changes into the files, where it is certain how, and list what was left alone." };
        var command = new Command(
            "audit",
            "Judge manifests or a cluster: what the webhook would refuse, change or warn about. Exit codes: 0 clean, 1 findings, 2 wrong input, "
                + "policy or usage, 3 cluster unreachable.") { failOn, policy, all, strict, unknown, diff, fix };
        var format = FormatOption.Of(command);
        var baseline = BaselineOptions.Of(command);
        var since = SinceOption.Of(command);
        var page = StoragePageOptions.Of(command);
        var inputs = Inputs.Of(command);
        command.Validators.Add(result =>
        {
            var isInstead = result.GetValue(diff) || result.GetValue(fix) || result.GetValue(unknown);
            if (isInstead && format.IsGiven(result))
            {
                result.AddError("--format is how findings are written, and --diff, --fix and --unknown-apps show something else instead of findings");
            }

            if (isInstead && baseline.Given(result).Concat(since.Given(result)).Concat(page.Given(result)).FirstOrDefault() is { } given)
            {
                result.AddError($"{given} is about findings, and --diff, --fix and --unknown-apps show something else instead of findings");
            }

            if (since.Given(result).Any() && !inputs.HasPlaces(result))
            {
                result.AddError("--since is about files in a git repository, and there are none in a cluster or a stream: name files or folders");
            }

            if (since.Given(result).Any() && baseline.IsWritten(result))
            {
                result.AddError("--since leaves out what --write-baseline is to take in: write the baseline without it");
            }

            foreach (var placing in format.Placing(result).Where(_ => !inputs.HasPlaces(result)))
            {
                result.AddError($"--format {placing} says where in a file a finding is, and there is no file in a cluster or a stream: "
                    + "name files, or take another format");
            }

            if (inputs.IsCluster(result) && (result.GetValue(diff) || result.GetValue(fix)))
            {
                result.AddError("--diff and --fix change files, and a cluster has none: name the files");
            }
        });
        inputs.Judge(command, policy, terminal, (parsed, rules, read) =>
        {
            var (now, heard) = (time.GetUtcNow(), inputs.Heard(parsed, terminal));
            if (parsed.GetValue(diff) || parsed.GetValue(fix))
            {
                return Fix(read.Readings, rules, now, parsed.GetValue(diff), parsed.GetValue(fix), heard);
            }

            ManifestReading[] deployed = [.. read.Clusters.SelectMany(c => Deployed.Of(c.Readings))];
            var report = SeveralReports.Of(read.Clusters, rules, now) with
            {
                GuardedSince = read.GuardedSince,
                Settings = inputs.Settings(parsed),
            };
            if (parsed.GetValue(unknown))
            {
                UnknownAppsFormat.Write(report, heard);
                return UnreadFormat.Write(deployed, heard) ? ExitCode.Wrong : ExitCode.Clean;
            }

            if (since.Judge(parsed, report, inputs.Named(parsed), Past, heard) is not { } marked
                || baseline.Judge(parsed, marked, heard) is not { } known)
            {
                return ExitCode.Wrong;
            }

            var reported = new Reported(
                known.Fresh,
                parsed.GetValue(all) ? RuleAction.Audit : RuleAction.Warn,
                Threshold(parsed.GetValue(failOn)!),
                inputs.Named(parsed))
            {
                Whole = known.Whole,
                Households = new(() => [.. read.Clusters.Select(c => (c.Cluster, Household.Of(c.Readings, rules, now)))]),
                At = now,
                IsOfCluster = inputs.IsCluster(parsed.CommandResult),
                IsQuiet = inputs.IsQuiet(parsed),
            };
            var isWritten = format.Write(parsed, reported, heard);
            var isWrong = UnreadFormat.Blind(deployed, heard) || (parsed.GetValue(strict) && NotJudgedFormat.Say(report, heard)) || !isWritten;
            return Math.Max(isWrong ? ExitCode.Wrong : Code(reported.Report, reported.FailOn), page.Judge(parsed, report, heard));

            AuditReport? Past(IReadOnlyList<string> files) =>
                inputs.ReadPast(parsed, files) is Input.Read before ? SeveralReports.Of(before.Clusters, rules, now) : null;
        });
        return command;
    }

    private static int Fix(
        IReadOnlyCollection<ManifestReading> readings,
        StoragePolicy policy,
        DateTimeOffset now,
        bool isShown,
        bool isWritten,
        Terminal terminal)
    {
        var fixes = Fixes.Of(readings, policy, now);
        if (isShown)
        {
            FixFormat.Show(fixes, terminal);
        }

        FixFormat.Rest(fixes, terminal);
        var isBroken = UnreadFormat.Write(readings, terminal);
        var isDone = !isWritten || FixFormat.Write(fixes, terminal);
        return isDone && !isBroken ? ExitCode.Clean : ExitCode.Wrong;
    }

    private static FailOn Threshold(string written) => written switch
    {
        "never" => FailOn.Never,
        "warn" => FailOn.Warn,
        _ => FailOn.Deny,
    };

    private static int Code(AuditReport report, FailOn threshold) => report.Broken.Count + report.Unreadable.Count > 0
        ? ExitCode.Wrong
        : report.Results.Any(r => r.Findings.Any(f => threshold.IsReached(f.Decision.Action))) ? ExitCode.Findings : ExitCode.Clean;
}

using System.CommandLine;
using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Audit.Rendering;
using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Commands;

/// <summary><c>backups</c>: every volume with data worth keeping, and who copies them, by whatever tool.</summary>
internal static class BackupsCommand
{
    public static Command Make(Terminal terminal, TimeProvider time)
    {
        var format = new Option<string>("--format") { Description = "table or json.", DefaultValueFactory = _ => "table" }.AcceptOnlyFromAmong("table", "json");
        var policy = PolicyOption.Make();
        var command = new Command(
            "backups",
            "List every volume with data worth keeping: who copies it, when it last succeeded, and whether that meets the policy's RPO. Exit codes: "
                + "0 all are met, 1 one is not, 2 wrong input, policy or usage, 3 cluster unreachable.") { format, policy };
        var inputs = Inputs.Of(command);
        inputs.Judge(command, policy, terminal, (parsed, rules, read) =>
        {
            var now = time.GetUtcNow();
            ManifestReading[] deployed = [.. read.Clusters.SelectMany(c => Deployed.Of(c.Readings))];
            var report = SeveralReports.Of(read.Clusters, rules, now);
            var rows = BackupReport.Of(report, now);
            if (parsed.GetValue(format) is "json")
            {
                JsonFormat.Write(json => BackupReportJson.Write(rows, report, json), terminal);
            }
            else
            {
                BackupsTable.Write(rows, report, terminal);
            }

            return UnreadFormat.Broken(deployed, terminal) ? ExitCode.Wrong
                : rows.Any(row => row.State == BackupState.Broken) ? ExitCode.Findings
                : ExitCode.Clean;
        });
        return command;
    }
}

using HomelabStorage.Audit.Cases;
using HomelabStorage.Audit.Fixing;
using HomelabStorage.Policies.Migrating;

namespace HomelabStorage.Audit.Migrating;

/// <summary>The plan of a move: the runbook and the files that it speaks of.</summary>
internal static class MovePlan
{
    public const string Runbook = "00-runbook.md";
    public const string NewClaim = "10-new-claim.yaml";
    public const string CopyJob = "20-copy-job.yaml";
    public const string Change = "30-change-in-git.diff";

    public static IReadOnlyList<PlannedFile> Of(ClaimMove move)
    {
        var change = MoveChange.Of(move);
        return
        [
            new PlannedFile(Runbook, "markdown", MoveRunbook.Text(move, change)),
            new PlannedFile(NewClaim, "yaml", YamlText.Of(MoveJson.NewClaim(move))),
            new PlannedFile(CopyJob, "yaml", YamlText.Of(MoveJson.Job(move.Job))),
            .. change.File is { } file ? [new PlannedFile(Change, "diff", UnifiedDiff.Of(file))] : Array.Empty<PlannedFile>(),
        ];
    }
}

using System.CommandLine;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Runs;

namespace HomelabStorage.Backup.Commands;

/// <summary><c>backup prune</c>: retention without a backup, or only its plan.</summary>
internal static class PruneVerb
{
    public static Command Make(Surroundings surroundings)
    {
        var dryRun = new Option<bool>("--dry-run") { Description = "Only say what would go and what stays, and why." };
        var command = new Command("prune", "Remove the backups of one claim that no rule keeps; never the last good or the last tested one.") { dryRun };
        var target = TargetOption.Of(command);
        var identity = IdentityOption.Exact(command);
        var keep = KeepOption.Of(command, isRequired: true);
        target.Say(command, surroundings, async (parsed, opened, stop) =>
        {
            var claim = identity.Get(parsed);
            var shelf = await Shelf.OfUid(opened, claim, stop);
            var plan = Pruning.Plan(shelf, keep.Find(parsed)!, surroundings.Time.GetUtcNow());
            foreach (var kept in plan.Keep)
            {
                await surroundings.Error.WriteLineAsync($"keep  {claim.Folder}/{kept.Backup.Id}  {string.Join(", ", kept.Reasons)}");
            }

            foreach (var dropped in plan.Drop)
            {
                await surroundings.Error.WriteLineAsync($"drop  {claim.Folder}/{dropped.Id}");
            }

            if (!parsed.GetValue(dryRun))
            {
                await Pruning.Drop(opened, plan, claim.Folder, stop);
                await Pruning.RemoveUnfinished(opened, shelf, surroundings.Time.GetUtcNow(), stop);
            }

            return new Outcome
            {
                Verb = "prune",
                Exit = BackupExit.Good,
                Message = plan.IsHeld
                    ? $"nothing is dropped: {plan.Held}"
                    : $"{plan.Drop.Count} {(parsed.GetValue(dryRun) ? "would be dropped" : "dropped")}, {plan.Keep.Count} kept",
                Pruned = parsed.GetValue(dryRun) ? 0 : plan.Drop.Count,
                PruningHeld = plan.IsHeld ? plan.Held : null,
            };
        });
        return command;
    }
}

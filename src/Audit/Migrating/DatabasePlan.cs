using System.Globalization;
using System.Text;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Migrating;

namespace HomelabStorage.Audit.Migrating;

/// <summary>The plan by which an app's data goes to another database: what its own documentation says, as its entry in the catalog has it.</summary>
internal static class DatabasePlan
{
    /// <summary>The plan; null where no app that mounts the claim has a way there.</summary>
    public static PlannedFile? Of(MoveWish wish, IReadOnlyList<MountFacts> mounts)
    {
        var found = mounts
            .Where(m => m.App is not null)
            .SelectMany(m => m.App!.App.Moves.Where(move => string.Equals(move.To, wish.Class, StringComparison.Ordinal)).Select(move => (m, move)))
            .FirstOrDefault();
        return found.move is { } way ? new PlannedFile(MovePlan.Runbook, "markdown", Text(wish, found.m, way)) : null;
    }

    private static string Text(MoveWish wish, MountFacts mount, AppMove way)
    {
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"# Move {mount.Program} of claim {wish.Spoken} to {way.To}\n\n")
            .Append(CultureInfo.InvariantCulture, $"{mount.Workload.Reference}. This is what {way.Source} describes; read it before you begin.\n\n")
            .Append(CultureInfo.InvariantCulture, $"Take a backup first: `homelab-storage backup now {wish.Spoken}`. The claim and its data stay as they ")
            .Append("are, so that you can go back.\n\n");
        foreach (var (at, step) in way.Steps.Index())
        {
            var said = step.StartsWith("$ ", StringComparison.Ordinal) ? $"```sh\n   {step[2..]}\n   ```" : step;
            text.Append(CultureInfo.InvariantCulture, $"{at + 1}. {said}\n");
        }

        return text
            .Append(way.Leaves.Length > 0 ? $"\nWhat does not come along: {way.Leaves}.\n" : string.Empty)
            .Append(CultureInfo.InvariantCulture, $"\nTo go back: unset what was set, and start {mount.Workload.Reference} on the claim again.\n")
            .ToString();
    }
}

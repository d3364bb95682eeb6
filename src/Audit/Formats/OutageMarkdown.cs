using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Protection;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>What a loss does, as a page to print: what to do first, then app by app, the most critical first.</summary>
internal static class OutageMarkdown
{
    public static void Write(IReadOnlyList<(string Cluster, Outage Outage)> outages, StoragePolicy policy, DateTimeOffset now, Terminal terminal)
    {
        foreach (var (cluster, outage) in outages)
        {
            var where = cluster.Length > 0 ? $" (cluster {cluster})" : string.Empty;
            terminal.Output.Write($"# Without {Escaped(outage.Spoken + where)}\n\nWorked out {Coverage.Moment(now)} by policy {Escaped(policy.Name)}.\n\n");
            Body(outage, terminal.Output);
            List(
                "Single points of failure:",
                outage.Apps.Where(a => a.IsTouched).Select(app => $"{app.Workload.Spoken}: {OutageWords.SinglePoints(app)}"),
                terminal.Output);
            Assumed(outage.Assumptions, terminal.Output);
        }
    }

    /// <summary>All but the heading and what was taken for granted.</summary>
    public static void Body(Outage outage, SafeWriter output)
    {
        output.Write($"{Escaped(OutageWords.Summary(outage))}.\n\n");
        foreach (var step in outage.First)
        {
            output.Write($"- [ ] {Escaped(step)}\n");
        }

        output.Write(outage.First.Count > 0 ? "\n" : string.Empty);
        foreach (var app in outage.Apps.Where(a => a.IsTouched))
        {
            Write(app, output);
        }

        AppOutage[] claims = [.. outage.Claims.Where(c => c.IsTouched)];
        output.Write(claims.Length > 0 ? "**Claims that no known app keeps its data on:**\n\n" : string.Empty);
        foreach (var claim in claims)
        {
            Volumes(claim, output);
        }

        foreach (var step in claims.SelectMany(c => c.ToDo))
        {
            output.Write($"- [ ] {Escaped(step)}\n");
        }

        output.Write(claims.Length > 0 ? "\n" : string.Empty);
        List(
            "No longer backed up meanwhile:",
            outage.Unprotected.Select(row => $"{row.Spoken} ({string.Join(", ", row.Programs)}: {row.Data.Spoken})"),
            output);
        List("Jobs that stop:", outage.Jobs.Select(job => job.Spoken), output);
    }

    public static void Assumed(IReadOnlyList<string> assumptions, SafeWriter output) => List("Assumed:", assumptions, output);

    /// <summary>A text within markdown: what would be read as markup or end a cell is escaped.</summary>
    public static string Escaped(string text) => string.Concat(text.Select(c => c is '|' or '*' or '_' or '`' or '<' or '[' or '\\' ? $"\\{c}" : $"{c}"));

    private static void Write(AppOutage app, SafeWriter output)
    {
        output.Write($"**{Escaped(app.Workload.Spoken)}** {OutageWords.Spell(app.State)} ({Escaped(string.Join(", ", app.Programs))}, "
            + $"{Words.Criticalities.Spell(app.Criticality)}; {OutageWords.Rto(app)}): {Escaped(app.Reason)}.\n\n");
        Volumes(app, output);
        foreach (var step in app.ToDo)
        {
            output.Write($"- [ ] {Escaped(step)}\n");
        }

        output.Write("\n");
    }

    private static void Volumes(AppOutage app, SafeWriter output)
    {
        foreach (var volume in app.Volumes.Where(v => v.Fate.Kind != FateKind.Kept))
        {
            var fate = volume.Fate.Kind == FateKind.Gone ? "lost" : "unknown";
            output.Write($"- {fate}: {Escaped($"{volume.Spoken}, {volume.Data.Spoken}{OutageWords.Why(app, volume)}; back to: {OutageWords.Back(volume)}")}\n");
        }
    }

    private static void List(string title, IEnumerable<string> entries, SafeWriter output)
    {
        var isFirst = true;
        foreach (var entry in entries)
        {
            output.Write(isFirst ? $"{title}\n\n" : string.Empty);
            isFirst = false;
            output.Write($"- {Escaped(entry)}\n");
        }

        output.Write(isFirst ? string.Empty : "\n");
    }
}

using System.Globalization;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;

namespace HomelabStorage.Benchmarks;

/// <summary>
/// Bytes that one question allocates, by the kind of its object: the objects of the rules' cases, over the wire, to a judge that knows the rest of its case
/// and has been asked before. Bytes are the same on every machine.
/// </summary>
internal static class Questions
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 0, 0, 0, TimeSpan.Zero);

    public static int Print()
    {
        Console.WriteLine("| kind | questions | bytes each |");
        Console.WriteLine("|---|---:|---:|");
        var asked = RuleCase.All().Where(c => !c.IsOnlyWritten).Select(Ask);
        foreach (var kind in asked.GroupBy(a => a.Kind, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {kind.Key} | {kind.Count()} | {kind.Average(a => a.Bytes):N0} |"));
        }

        return 0;
    }

    private static (string Kind, long Bytes) Ask(RuleCase asked)
    {
        var manifest = Shape.Read(ReviewDoor.Root(asked.Object));
        var snapshot = ReviewDoor.Snapshot(asked.Cluster, asked.Policy);
        var judge = new Judge(snapshot.Inventory, snapshot.Policy, Now);
        _ = judge.Of(manifest);
        _ = judge.Of(manifest);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = judge.Of(manifest);
        return (manifest.Reference.Kind, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}

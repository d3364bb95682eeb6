using System.Buffers;
using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Policy;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.Benchmarks;

/// <summary>What every shape costs at half of what is judged, at the whole, and at three megabytes, bytes in to bytes out, as a table. Processor time, which a busy machine does not lengthen; the best of several runs counts.</summary>
internal static class Growth
{
    private const int Rounds = 5;

    private static readonly StoragePolicy Policy = ShippedPolicy.Read();

    public static int Print(IReadOnlyCollection<string> names)
    {
        Console.WriteLine("| shape | bytes | half | whole | times | UPDATE | times | mutate | times | 3 MB | 3 MB UPDATE |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var shape in Shapes.All.Where(s => names.Count == 0 || names.Contains(s.Name, StringComparer.Ordinal)))
        {
            var created = Pair(shape, "validate", isUpdate: false);
            var updated = Pair(shape, "validate", isUpdate: true);
            var mutated = Pair(shape, "mutate", isUpdate: false);
            var largest = Math.Max(shape.Largest, Math.Min(shape.SizeOfLargestObject(), shape.Largest * 1000));
            var isAround = shape.Cluster(2).Any();
            var (create, update) = isAround ? ("", "") : (Spell(Best(shape, largest, "validate", isUpdate: false)), Spell(Best(shape, largest, "validate", isUpdate: true)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {shape.Name} | {shape.Object(shape.Largest).Length:N0} | {Spell(created.Half)} | {Spell(created.Whole)} | {created.Whole / created.Half:F1} | {Spell(updated.Whole)} | {updated.Whole / updated.Half:F1} | {Spell(mutated.Whole)} | {mutated.Whole / mutated.Half:F1} | {create} | {update} |"));
        }

        return 0;
    }

    private static (double Half, double Whole) Pair(Shape shape, string endpoint, bool isUpdate) =>
        (Best(shape, shape.Largest / 2, endpoint, isUpdate), Best(shape, shape.Largest, endpoint, isUpdate));

    /// <summary>Milliseconds of one answer.</summary>
    private static double Best(Shape shape, int size, string endpoint, bool isUpdate)
    {
        var json = shape.Object(size);
        using var document = JsonDocument.Parse(endpoint is "mutate" ? Shapes.AsPod(json) : json);
        var review = Review.Of(document.RootElement, isUpdate ? document.RootElement : null);
        var inventory = shape.InventoryOf(size);
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            // Another snapshot each time: nothing is remembered.
            var snapshot = new Snapshot(inventory, Policy);
            IAdmissionHandler handler = endpoint is "mutate" ? Handlers.Mutation(snapshot) : Handlers.Validation(snapshot);
            var body = review.ToArray();
            var buffer = new ArrayBufferWriter<byte>();
            GC.Collect();
            var begun = Environment.CpuUsage.TotalTime;
            ManagedFields.Blank(body);
            var asked = (AdmissionReading.Asked)AdmissionReviewReader.Read(body);
            using (asked.Document)
            {
                AdmissionReviewWriter.Write(handler.Answer(asked.Request, body), buffer);
            }

            best = Math.Min(best, (Environment.CpuUsage.TotalTime - begun).TotalMilliseconds);
        }

        return best;
    }

    private static string Spell(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F1} ms");
}

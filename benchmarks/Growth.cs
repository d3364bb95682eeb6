using System.Buffers;
using System.Globalization;
using System.Text.Json;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.Benchmarks;

/// <summary>
/// What every shape costs at half of what is judged, at the whole, and at three megabytes, bytes in to bytes out, as a table. Processor time, which a busy
/// machine does not lengthen. The two sizes of a pair take turns, so that the compiler and the collector trouble both alike; the best round counts, and rounds
/// go on until none of the last 25 was better.
/// </summary>
internal static class Growth
{
    private const int RoundsWithoutBetter = 25;
    private const int MostRounds = 400;

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
            var create = isAround ? "" : Spell(Best(Question.Of(shape, largest, "validate", isUpdate: false)));
            var update = isAround ? "" : Spell(Best(Question.Of(shape, largest, "validate", isUpdate: true)));
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {shape.Name} | {shape.Object(shape.Largest).Length:N0} "
                    + $"| {Spell(created.Half)} | {Spell(created.Whole)} | {created.Whole / created.Half:F1} "
                    + $"| {Spell(updated.Whole)} | {updated.Whole / updated.Half:F1} | {Spell(mutated.Whole)} | {mutated.Whole / mutated.Half:F1} "
                    + $"| {create} | {update} |"));
        }

        return 0;
    }

    private static (double Half, double Whole) Pair(Shape shape, string endpoint, bool isUpdate)
    {
        var best = Best(Question.Of(shape, shape.Largest / 2, endpoint, isUpdate), Question.Of(shape, shape.Largest, endpoint, isUpdate));
        return (best[0], best[1]);
    }

    private static double Best(Question question) => Best([question])[0];

    /// <summary>Milliseconds of one answer to each.</summary>
    private static double[] Best(params Question[] questions)
    {
        var best = Array.ConvertAll(questions, _ => double.MaxValue);
        for (int round = 0, better = 0; round < MostRounds && round - better <= RoundsWithoutBetter; round++)
        {
            for (var i = 0; i < questions.Length; i++)
            {
                var took = questions[i].Ask();
                better = took < best[i] * 0.99 ? round : better;
                best[i] = Math.Min(best[i], took);
            }
        }

        return best;
    }

    private static string Spell(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:F1} ms");

    /// <summary>A review, and what is around its object.</summary>
    private sealed record Question(byte[] Review, Inventory Around, bool IsMutation)
    {
        public static Question Of(Shape shape, int size, string endpoint, bool isUpdate)
        {
            var json = shape.Object(size);
            using var document = JsonDocument.Parse(endpoint is "mutate" ? Shapes.AsPod(json) : json);
            return new(TestKit.Review.Of(document.RootElement, isUpdate ? document.RootElement : null), shape.InventoryOf(size), endpoint is "mutate");
        }

        /// <summary>Milliseconds until it is answered, by a snapshot that remembers nothing.</summary>
        public double Ask()
        {
            var snapshot = new Snapshot(Around, Policy);
            IAdmissionHandler handler = IsMutation ? Handlers.Mutation(snapshot) : Handlers.Validation(snapshot);
            var body = Review.ToArray();
            var buffer = new ArrayBufferWriter<byte>();
            GC.Collect();
            var begun = Environment.CpuUsage.TotalTime;
            ManagedFields.Blank(body);
            var asked = (AdmissionReading.Asked)AdmissionReviewReader.Read(body);
            using (asked.Document)
            {
                AdmissionReviewWriter.Write(handler.Answer(asked.Request, body), buffer);
            }

            return (Environment.CpuUsage.TotalTime - begun).TotalMilliseconds;
        }
    }
}

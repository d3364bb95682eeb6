using System.Buffers;
using System.Text.Json;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Mutation;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>
/// Judging is linear: twice the object, twice the cost. Bytes and steps are the same on every machine; time is not, and belongs to the benchmark.
/// </summary>
public sealed class GrowthTests
{
    /// <summary>Twice, and what lists that double their space may add.</summary>
    private const double Allowed = 2.3;

    private static readonly StoragePolicy Policy = ShippedPolicy.Read();

    public static TheoryData<string> Names => [.. Shapes.All.Select(shape => shape.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Twice_the_object_allocates_twice_as_much(string name)
    {
        var shape = Shapes.All.Single(s => s.Name == name);
        foreach (var (endpoint, isUpdate) in new[] { ("validate", false), ("validate", true), ("mutate", false) })
        {
            _ = Allocated(shape, shape.Largest / 8, endpoint, isUpdate);
            var half = Allocated(shape, shape.Largest / 4, endpoint, isUpdate);
            var whole = Allocated(shape, shape.Largest / 2, endpoint, isUpdate);

            // The parser's own tables are borrowed, and made new where none is to be had: some bytes for each byte of the body.
            Assert.True(
                whole.Bytes <= (half.Bytes * Allowed) + (4L * whole.Body),
                $"{name}, {endpoint}{(isUpdate ? " of an UPDATE" : string.Empty)}: {half.Bytes} bytes "
                    + $"became {whole.Bytes}, {(double)whole.Bytes / half.Bytes:F2} times as many");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Twice_the_object_takes_twice_the_steps(string name)
    {
        var shape = Shapes.All.Single(s => s.Name == name);
        foreach (var isUpdate in new[] { false, true })
        {
            var half = StepsOf(shape, shape.Largest / 4, isUpdate);
            var whole = StepsOf(shape, shape.Largest / 2, isUpdate);
            Assert.True(whole <= (half * Allowed) + 100, $"{name}{(isUpdate ? ", UPDATE" : string.Empty)}: {half} steps became {whole}");
        }
    }

    [Fact]
    public void What_searches_a_list_for_every_element_of_another_is_counted()
    {
        var steps = new Steps();
        var list = new Counted<int>([.. Enumerable.Range(0, 100)], steps);
        _ = list.Count(one => list.Any(other => other == one + 1));
        Assert.InRange(steps.Count, 5000, 6000);
    }

    private static (long Bytes, int Body) Allocated(Shape shape, int size, string endpoint, bool isUpdate)
    {
        var json = shape.Object(size);
        using var document = JsonDocument.Parse(endpoint is "mutate" ? Shapes.AsPod(json) : json);
        var body = Review.Of(document.RootElement, isUpdate ? document.RootElement : null);
        var snapshot = new Snapshot(shape.InventoryOf(size), Policy);
        IAdmissionHandler handler = endpoint is "mutate" ? Handlers.Mutation(snapshot) : Handlers.Validation(snapshot);
        var buffer = new ArrayBufferWriter<byte>(1024 * 1024);
        var before = GC.GetAllocatedBytesForCurrentThread();
        ManagedFields.Blank(body);
        var asked = (AdmissionReading.Asked)AdmissionReviewReader.Read(body);
        using (asked.Document)
        {
            AdmissionReviewWriter.Write(handler.Answer(asked.Request, body), buffer);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before, body.Length);
    }

    private static long StepsOf(Shape shape, int size, bool isUpdate)
    {
        var steps = new Steps();
        var inventory = Inventory.Of(shape.ClusterOf(size).Select(steps.Counting));
        var asked = steps.Counting(shape.ManifestOf(size));
        using var pod = JsonDocument.Parse(Shapes.AsPod(shape.Object(size)));
        var made = steps.Counting(Shape.Read(pod.RootElement));
        var judge = new Judge(inventory, Policy, new DateTimeOffset(2026, 11, 26, 0, 0, 0, TimeSpan.Zero));
        steps.Reset();
        if (isUpdate)
        {
            judge.Of(asked, asked);
        }
        else
        {
            judge.Of(asked);
            Mutator.OnCreate(made, judge, Policy);
            inventory.With(asked);
        }

        return steps.Count;
    }
}

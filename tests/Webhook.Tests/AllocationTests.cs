using System.Buffers;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class AllocationTests
{
    /// <summary>
    /// The budget of a review, bytes in to bytes out: 14,168 as Debug compiles it, and less optimised. Allocation is the same on every machine; time is not.
    /// </summary>
    private const int Budget = 14_400;

    [Fact]
    public void A_review_of_three_volumes_stays_within_its_budget()
    {
        var review = File.ReadAllBytes(Repository.Path("benchmarks", "Data", "three-volumes.json"));
        var file = Repository.Path("benchmarks", "Data", "cluster.yaml");
        var cluster = ManifestReader.ReadAll(File.ReadAllText(file), file).OfType<ManifestReading.Understood>().Select(r => r.Manifest);
        var handler = Handlers.Validation(new Snapshot(Inventory.Of(cluster), ShippedPolicy.Read()));
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        Answer(review, handler, buffer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        Answer(review, handler, buffer);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, Budget);
    }

    private static void Answer(byte[] review, ValidationHandler handler, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        var asked = (AdmissionReading.Asked)AdmissionReviewReader.Read(review);
        using (asked.Document)
        {
            AdmissionReviewWriter.Write(handler.Answer(asked.Request, default), buffer);
        }
    }
}

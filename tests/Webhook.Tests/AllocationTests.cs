using System.Buffers;
using System.Text;
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
    /// The budget of a review, bytes in to bytes out: 6,120 as Debug compiles it, and less optimised. Allocation is the same on every machine; time is not.
    /// </summary>
    private const int Budget = 6_144;

    [Fact]
    public void A_review_of_three_volumes_stays_within_its_budget()
    {
        var review = File.ReadAllBytes(Repository.Path("benchmarks", "Data", "three-volumes.json"));
        var file = Repository.Path("benchmarks", "Data", "cluster.yaml");
        var cluster = ManifestReader.ReadAll(File.ReadAllText(file), file).OfType<ManifestReading.Understood>().Select(r => r.Manifest);
        var handler = Handlers.Validation(new Snapshot(Inventory.Of(cluster), ShippedPolicy.Read()));
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        for (var i = 0; i < 3; i++)
        {
            // What is made once is made by then.
            Answer(review, handler, buffer);
        }

        // A collection beside it may empty the pools that arrays are borrowed from; then one review makes them anew, and the next does not.
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => Allocated(() => Answer(review, handler, buffer))), 1, Budget);
    }

    /// <summary>Scripts are the dearest there is to read; in a cluster something changes all the time, and hardly ever a CronJob.</summary>
    [Fact]
    public void What_changes_elsewhere_has_no_job_read_again()
    {
        // Whether anything is copied is asked where critical data has no backup.
        var review = Encoding.UTF8.GetBytes(File.ReadAllText(Repository.Path("benchmarks", "Data", "three-volumes.json"))
            .Replace("jellyfin/jellyfin:10.11.11", "vaultwarden/server:1.32.0", StringComparison.Ordinal)
            .Replace("\"/config\"", "\"/data\"", StringComparison.Ordinal));
        const string Job = """
            ---
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: NAME, namespace: home}
            spec:
              schedule: "0 3 * * *"
              jobTemplate:
                spec:
                  template:
                    spec:
                      containers:
                        - name: clean
                          image: alpine:3
                          command: [sh, -c, 'set -e; cd /data && rm -rf "$DIR" && tar czf /data/old.tgz .']

            """;
        var jobs = string.Concat(Enumerable.Range(0, 200).Select(i => Job.Replace("NAME", $"clean-{i}", StringComparison.Ordinal)));
        var inventory = Inventory.Of(ManifestReader.ReadAll(jobs, "jobs.yaml").OfType<ManifestReading.Understood>().Select(r => r.Manifest));
        var claim = ManifestReader.ReadAll("{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: data, namespace: home}, spec: {}}", "claim.yaml")
            .OfType<ManifestReading.Understood>()
            .Single()
            .Manifest;
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        var policy = ShippedPolicy.Read();
        Answer(review, Handlers.Validation(new Snapshot(inventory, policy)), buffer);

        var handler = Handlers.Validation(new Snapshot(inventory.With(claim), policy));
        Assert.InRange(Allocated(() => Answer(review, handler, buffer)), 1, 12 * Budget);
    }

    private static long Allocated(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        act();
        return GC.GetAllocatedBytesForCurrentThread() - before;
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

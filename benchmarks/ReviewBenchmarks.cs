using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.Benchmarks;

/// <summary>One AdmissionReview for a Deployment with three volumes, bytes in to bytes out. The baseline only parses the bytes.</summary>
[MemoryDiagnoser]
public class ReviewBenchmarks
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private byte[] _review = [];
    private ValidationHandler _handler = null!;

    [GlobalSetup]
    public void Setup()
    {
        _review = File.ReadAllBytes(Repository.Path("benchmarks", "Data", "three-volumes.json"));
        var file = Repository.Path("benchmarks", "Data", "cluster.yaml");
        var cluster = ManifestReader.ReadAll(File.ReadAllText(file), file).OfType<ManifestReading.Understood>().Select(r => r.Manifest);
        _handler = new ValidationHandler(new Snapshots(new Snapshot(Inventory.Of(cluster), ShippedPolicy.Read())), TimeProvider.System);
    }

    [Benchmark(Baseline = true)]
    public int Parse()
    {
        using var document = JsonDocument.Parse(_review);
        return (int)document.RootElement.ValueKind;
    }

    [Benchmark]
    public int Answer()
    {
        _buffer.ResetWrittenCount();
        var asked = (AdmissionReading.Asked)AdmissionReviewReader.Read(_review);
        using (asked.Document)
        {
            AdmissionReviewWriter.Write(_handler.Handle(asked.Request), _buffer);
        }

        return _buffer.WrittenCount;
    }
}

using System.Buffers;
using System.Text.Json;
using BenchmarkDotNet.Attributes;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;

namespace HomelabStorage.Benchmarks;

/// <summary>One AdmissionReview for a Deployment with three volumes, bytes in to bytes out. The baseline only parses the bytes.</summary>
[MemoryDiagnoser]
public class ReviewBenchmarks
{
    private readonly ArrayBufferWriter<byte> _buffer = new(16 * 1024);
    private byte[] _review = [];
    private byte[] _body = [];
    private ValidationHandler _handler = null!;

    [GlobalSetup]
    public void Setup()
    {
        _review = File.ReadAllBytes(Repository.Path("benchmarks", "Data", "three-volumes.json"));
        _body = new byte[_review.Length];
        var file = Repository.Path("benchmarks", "Data", "cluster.yaml");
        var cluster = ManifestReader.ReadAll(File.ReadAllText(file), file).OfType<ManifestReading.Understood>().Select(r => r.Manifest);
        _handler = Handlers.Validation(new Snapshot(Inventory.Of(cluster), ShippedPolicy.Read()));
    }

    [GlobalSetup(Target = nameof(AnswerAgain))]
    public void SetupAnswered()
    {
        Setup();
        Receive();
        var asked = (AdmissionReading.Asked)AdmissionReviewReader.Read(_body);
        using (asked.Document)
        {
            _handler.Answer(asked.Request, _body);
        }
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
        Receive();
        var asked = (AdmissionReading.Asked)AdmissionReviewReader.Read(_body);
        using (asked.Document)
        {
            // Without its body nothing can be remembered: every question is a new one.
            AdmissionReviewWriter.Write(_handler.Answer(asked.Request, default), _buffer);
        }

        return _buffer.WrittenCount;
    }

    [Benchmark]
    public int AnswerAgain()
    {
        Receive();
        AdmissionReviewWriter.Write(_handler.Recall(_body)!, _buffer);
        return _buffer.WrittenCount;
    }

    [Benchmark]
    public int TakeOut()
    {
        Receive();
        return _body.Length;
    }

    /// <summary>A body as it comes from the socket; the endpoint changes it.</summary>
    private void Receive()
    {
        _buffer.ResetWrittenCount();
        _review.CopyTo(_body, 0);
        ManagedFields.Blank(_body);
    }
}

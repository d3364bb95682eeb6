using BenchmarkDotNet.Attributes;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.TestKit;

namespace HomelabStorage.Benchmarks;

/// <summary>The cases of all rules as one folder: reading, gathering, judging, and reading a policy.</summary>
[MemoryDiagnoser]
public class AuditBenchmarks
{
    private readonly StoragePolicy _policy = ShippedPolicy.Read();
    private IReadOnlyList<string> _files = [];
    private IReadOnlyList<ManifestReading> _readings = [];
    private Manifest[] _manifests = [];

    [GlobalSetup]
    public void Setup()
    {
        (_files, _, _) = ManifestFiles.Find([Repository.Path("tests", "cases")]);
        _readings = ManifestInput.Read(_files, TextReader.Null, BoundedText.UsualLimit, () => { });
        _manifests = [.. _readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest)];
    }

    [Benchmark(Baseline = true)]
    public int FolderToReadings() => ManifestInput.Read(_files, TextReader.Null, BoundedText.UsualLimit, () => { }).Count;

    [Benchmark]
    public int FolderToReport() =>
        Policies.Reports.Audit.Of(ManifestInput.Read(_files, TextReader.Null, BoundedText.UsualLimit, () => { }), _policy, FixedTime.Now).Results.Count;

    [Benchmark]
    public int InventoryToVerdicts()
    {
        var judge = new Judge(Inventory.Of(_manifests), _policy, FixedTime.Now);
        return _manifests.Count(m => judge.Of(m).Findings.Count > 0);
    }

    [Benchmark]
    public PolicyReading PolicyToSnapshot() => PolicyFile.Read(ShippedPolicy.Text, "policies.yaml");
}

using System.Globalization;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>One document with many objects is read as often as one with few. Bytes are counted of the whole process, so nothing runs beside it.</summary>
[Collection(nameof(ListTests))]
[CollectionDefinition(nameof(ListTests), DisableParallelization = true)]
public sealed class ListTests
{
    private const string Claim = "- apiVersion: v1\n  kind: PersistentVolumeClaim\n  metadata: {{name: c{0}, namespace: a, annotations: "
        + "{{homelab-storage.io/data: {1}}}}}\n  spec: {{accessModes: [ReadWriteOnce], resources: {{requests: {{storage: 1Gi}}}}}}\n";

    private const string Class = "- apiVersion: storage.k8s.io/v1\n  kind: StorageClass\n  metadata: {name: local-path}\n  provisioner: rancher.io/local-path\n"
        + "  reclaimPolicy: Retain\n";

    private const string Template = "- apiVersion: v1\n  kind: PersistentVolumeClaim\n  metadata: {{name: '{{{{ .Values.c{0} }}}}'}}\n";

    [Theory]
    [InlineData("--all", Claim, "cache")]
    [InlineData("--diff", Claim, "cache")]
    [InlineData("--all", Claim, "nonsense")]
    [InlineData("--all", Template, "")]
    public void Work_grows_with_the_list_and_no_faster(string verb, string item, string data)
    {
        Bytes(verb, item, data, 10);
        var few = Bytes(verb, item, data, 100);
        Assert.InRange(Bytes(verb, item, data, 800) / (double)few, 1, 12);
    }

    private static long Bytes(string verb, string item, string data, int count)
    {
        var list = $"apiVersion: v1\nkind: List\nitems:\n{Class}"
            + string.Concat(Enumerable.Range(0, count).Select(i => string.Format(CultureInfo.InvariantCulture, item, i, data)));
        var before = GC.GetTotalAllocatedBytes();
        var (_, output, error) = FolderDoor.Run(["audit", verb, "-"], list);
        var bytes = GC.GetTotalAllocatedBytes() - before;
        Assert.True((output + error).Split('\n').Length > count);
        return bytes;
    }
}

using System.Text;
using HomelabStorage.TestKit;
using Xunit;
using static HomelabStorage.Audit.Tests.FixFolder;

namespace HomelabStorage.Audit.Tests;

/// <summary>Which files audit --fix touches, and what it says of the others.</summary>
public sealed class FixFilesTests : IDisposable
{
    private readonly FixFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_stream_has_no_file_to_change()
    {
        var (code, output, error) = FolderDoor.Run(["audit", "--fix", "-"], $"{Classes}\n---\n{Ollama}\n---\n{Claims}");
        Assert.Equal((0, "0 changed, 2 left alone\n"), (code, output));
        Assert.Contains("<stdin>:", error, StringComparison.Ordinal);
        Assert.Contains("left alone: it came by standard input; name its file", error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_written_stays_as_it_was_and_the_others_are_changed()
    {
        var parts = Claims.Split("---\n");
        var one = _folder.Write("one.yaml", parts[0]);
        var two = _folder.Write("two.yaml", parts[1]);

        // Something stands where the new text would be put before it takes the file's place.
        Directory.CreateDirectory(Path.Combine(_folder.Path, $".one.yaml.{Environment.ProcessId}.tmp"));
        var (code, output, error) = _folder.Fix();
        Assert.Equal(2, code);
        Assert.Equal($"changed {two}\n1 changed, 1 not changed, 0 left alone\n", output);
        Assert.StartsWith($"{one}: not changed: ", error, StringComparison.Ordinal);
        Assert.Equal(parts[0], File.ReadAllText(one));
    }

    [Fact]
    public void A_base_of_several_namespaces_is_left_to_their_overlays_and_a_patch_is_no_object()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "base"));
        var file = _folder.Write(
            "base/claims.yaml",
            "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data, annotations: {homelab-storage.io/data: cache}}\nspec:\n  "
                + "accessModes: [ReadWriteOnce]\n  resources: {requests: {storage: 1Gi}}\n");
        _folder.Write("base/kustomization.yaml", "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nresources: [claims.yaml]\n");
        foreach (var ns in new[] { "dev", "prod" })
        {
            Directory.CreateDirectory(Path.Combine(_folder.Path, ns));
            _folder.Write(
                $"{ns}/kustomization.yaml",
                $"apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nnamespace: {ns}\nresources: [../base]\npatches: [{{path: size.yaml}}]\n");
            _folder.Write(
                $"{ns}/size.yaml",
                "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: data}\nspec: {resources: {requests: {storage: 5Gi}}}\n");
        }

        _folder.Write("classes.yaml", Classes);
        var (_, output, error) = _folder.Fix();
        Assert.StartsWith("0 changed, ", output, StringComparison.Ordinal);
        Assert.Contains($"{file}:1: PersistentVolumeClaim data: left alone: several namespaces get it from here (dev, prod)", error, StringComparison.Ordinal);
        Assert.DoesNotContain("size.yaml", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_written_through_a_link()
    {
        var elsewhere = Directory.CreateTempSubdirectory("homelab-storage");
        var file = Path.Combine(elsewhere.FullName, "claims.yaml");
        File.WriteAllText(file, Claims);
        File.CreateSymbolicLink(Path.Combine(_folder.Path, "claims.yaml"), file);
        var (code, output, error) = _folder.Fix();
        Assert.Equal((2, "0 changed, 1 not changed, 0 left alone\n"), (code, output));
        Assert.Contains($"not changed: it is a link to {file}; name the file itself", error, StringComparison.Ordinal);
        Assert.Equal(Claims, File.ReadAllText(file));
        elsewhere.Delete(recursive: true);
    }

    [Fact]
    public void What_cannot_be_read_is_named_beside_the_changes()
    {
        var file = _folder.Write("broken.yaml", "kind: Pod\napiVersion: [");
        foreach (var verb in new[] { "--fix", "--diff", "--unknown-apps" })
        {
            var (code, _, error) = FolderDoor.Run(["audit", verb, file]);
            Assert.Equal(2, code);
            Assert.StartsWith($"broken  {file}:", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_file_in_another_encoding_stays_as_it_was()
    {
        var file = Path.Combine(_folder.Path, "claims.yaml");
        File.WriteAllText(file, Claims, Encoding.Unicode);
        var before = File.ReadAllBytes(file);
        var (_, output, error) = _folder.Fix();
        Assert.Equal("0 changed, 2 left alone\n", output);
        Assert.Contains("its file is not UTF-8", error, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(file));
    }
}

using System.Diagnostics;
using System.Text.Json;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What the audit takes for input, what it says of what it could not read, and its exit code then.</summary>
public sealed class InputTests : IDisposable
{
    private const string Claim = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: x, namespace: y}\nspec: {accessModes: "
        + "[ReadWriteOnce], storageClassName: \"\", resources: {requests: {storage: 1Gi}}}\n";

    private const string Namespace = "apiVersion: v1\nkind: Namespace\nmetadata: {name: y}\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public void Dispose() => Shell("rm -rf $1", _folder);

    [Theory]
    [InlineData("ln -s /dev/zero $1/a.yaml", "a.yaml:1:1  is not a file but a device: of a folder only files are read")]
    [InlineData(
        "ln -s /proc/kmsg $1/a.yaml",
        "a.yaml:1:1  links to a file without bytes; one that a file system makes up, as /proc does, may never end, and is not read")]
    [InlineData("mkfifo $1/a.yml", "a.yml:1:1  is not a file but a pipe: of a folder only files are read")]
    [InlineData("mkfifo $1/pipe; ln -s pipe $1/a.yaml", "a.yaml:1:1  is not a file but a pipe: of a folder only files are read")]
    [InlineData("ln -s nowhere $1/a.yaml", "a.yaml:1:1  no such file")]
    [InlineData("ln -s a.yaml $1/a.yaml", "a.yaml:1:1  cannot be read: ")]
    [InlineData(
        "head -c 17000000 /dev/zero > $1/a.json",
        "a.json:1:1  larger than 16777216 bytes, the most that is read of a file; --max-file-size raises that")]
    [InlineData("n=$(printf %0240d 0); d=$n/$n/$n/$n/$n/$n/$n/$n/$n/$n; mkdir -p $1/a/$d $1/b/$d; mv $1/b $1/a/$d/", ":1:1  cannot be looked at: ")]
    public void What_cannot_be_read_of_a_folder_is_a_row_and_hides_no_other(string make, string row)
    {
        Shell(make, _folder);
        File.WriteAllText(Path.Combine(_folder, "b.yaml"), Claim);
        foreach (var verb in new[] { "--all", "--diff", "--unknown-apps" })
        {
            var (code, output, error) = FolderDoor.Run(["audit", verb, _folder]);
            Assert.Equal(2, code);
            Assert.Contains(row, output + error, StringComparison.Ordinal);
        }

        using var report = JsonDocument.Parse(FolderDoor.Run(["audit", "--format", "json", _folder]).Output);
        Assert.Equal((1, 1), (report.RootElement.GetProperty("results").GetArrayLength(), report.RootElement.GetProperty("broken").GetArrayLength()));
    }

    [Fact]
    public void A_file_whose_reading_breaks_costs_itself()
    {
        var readings = ManifestInput.Read(
            ["a.yaml", "b.yaml", "c.yaml"],
            file => file is "b.yaml" ? throw new InvalidOperationException("the trap snapped.") : new BoundedText.Whole(Claim),
            () => { });
        Assert.Equal(2, readings.OfType<ManifestReading.Understood>().Count());
        var broken = Assert.Single(readings.OfType<ManifestReading.Broken>());
        Assert.Equal(("b.yaml", 1, "cannot be read: the trap snapped"), (broken.File, broken.Position.Line, broken.Message));
    }

    [Fact]
    public void Standard_input_that_breaks_is_a_row_beside_what_was_read_of_files()
    {
        File.WriteAllText(Path.Combine(_folder, "b.yaml"), Claim);
        using var input = new Snapping();
        var (code, output, _) = FolderDoor.Run(["audit", "-", _folder], input);
        Assert.Equal(2, code);
        Assert.Contains("broken  <stdin>:1:1  cannot be read: the trap snapped", output, StringComparison.Ordinal);
        Assert.Contains("1 judged", output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pipe_that_is_named_is_read_to_its_end_and_no_further_than_the_limit()
    {
        Shell("mkfifo $1/p", _folder);
        var pipe = Path.Combine(_folder, "p");
        using (Process.Start("sh", ["-c", "cat > \"$0\" <<X\n" + Claim + "X\n", pipe]))
        {
            Assert.Contains("1 judged", FolderDoor.Run(["audit", pipe]).Output, StringComparison.Ordinal);
        }

        var (code, output, _) = FolderDoor.Run(["audit", "/dev/zero", "--max-file-size", "1Mi"]);
        Assert.Equal(2, code);
        Assert.StartsWith("broken  /dev/zero:1:1  larger than 1048576 bytes", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Standard_input_has_the_limit_too() =>
        Assert.StartsWith(
            "broken  <stdin>:1:1  larger than 100 bytes",
            FolderDoor.Run(["audit", "-", "--max-file-size", "100"], Claim).Output,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("much")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("9Gi")]
    public void A_limit_that_is_none_is_wrong_usage(string size)
    {
        var (code, _, error) = FolderDoor.Run(["audit", "-", $"--max-file-size={size}"], Claim);
        Assert.Equal(2, code);
        Assert.StartsWith($"--max-file-size: '{size}' is not a size such as 16Mi, up to 2000Mi\n", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Namespace, 0, "")]
    [InlineData(Namespace + "---\npages:\n- url: a\n  url: b\n", 0, "")]
    [InlineData(Claim + "---\npages: [\n", 0, "")]
    [InlineData("pages: [\n", 2, "nothing to judge: there is no Kubernetes object in ")]
    [InlineData("a: b\n", 2, "nothing to judge: there is no Kubernetes object in ")]
    [InlineData(Namespace + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Values.name }}}\n", 2, "nothing was judged, and 1 document could not be")]
    [InlineData(Claim + "---\napiVersion: v1\nkind: Pod\nmetadata: {name: {{ .Values.name }}}\n", 0, "")]
    [InlineData(Claim + "---\napiVersion: v1\nkind Pod\nmetadata: {}\n", 2, "")]
    [InlineData("{\"kind\": \"Pod\", \"apiVersion\": \"v1\", \"metadata\": {\n", 2, "")]
    [InlineData("apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a}\nspec:\n  <<: *nowhere\n", 2, "")]
    public void The_exit_code_says_whether_all_that_matters_was_judged(string text, int expected, string said)
    {
        File.WriteAllText(Path.Combine(_folder, "a.yaml"), text);
        foreach (var format in new[] { "table", "json" })
        {
            var (code, _, error) = FolderDoor.Run(["audit", "--format", format, _folder]);
            Assert.Equal(expected, code);
            Assert.Contains(said, error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(".k8s", true)]
    [InlineData(".github", false)]
    public void Where_there_is_nothing_hidden_folders_with_YAML_are_named(string hidden, bool isNamed)
    {
        Directory.CreateDirectory(Path.Combine(_folder, hidden, "apps"));
        File.WriteAllText(Path.Combine(_folder, hidden, "apps", "a.yaml"), Claim);
        var (code, _, error) = FolderDoor.Run(["audit", _folder]);
        Assert.Equal(2, code);
        Assert.Equal(isNamed, error.Contains($"; hidden folders are only read when they are named: {_folder}/{hidden}\n", StringComparison.Ordinal));
    }

    [Fact]
    public void Objects_that_hold_no_storage_are_a_success_that_says_so() =>
        Assert.Equal(
            (0, "no object here holds storage: none is a workload, a claim or a StorageClass\n0 judged (policy homelab)\n", string.Empty),
            FolderDoor.Run(["audit", "-"], Namespace));

    [Fact]
    public void A_claim_that_came_through_a_pipe_is_left_alone_by_a_fix()
    {
        using var folder = new FixFolder();
        Shell("mkfifo $1/p", _folder);
        var pipe = Path.Combine(_folder, "p");
        using (Process.Start("sh", ["-c", "cat > \"$0\" <<X\n" + FixFolder.Claims + "\nX\n", pipe]))
        {
            Assert.Contains(
                "left alone: it came by a pipe; name its file",
                FolderDoor.Run(["audit", "--fix", folder.Path, pipe]).Error,
                StringComparison.Ordinal);
        }
    }

    private static void Shell(string script, string folder)
    {
        using var made = Process.Start("sh", ["-c", script, "sh", folder])!;
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }

    /// <summary>A standard input that breaks in a way nobody thought of.</summary>
    private sealed class Snapping : TextReader
    {
        public override int Read(char[] buffer, int index, int count) => throw new InvalidOperationException("the trap snapped");

        public override int Read(Span<char> buffer) => throw new InvalidOperationException("the trap snapped");
    }
}

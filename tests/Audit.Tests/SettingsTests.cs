using System.Text.Json;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>Flags that a repository has for whoever audits it.</summary>
public sealed class SettingsTests : IDisposable
{
    private static readonly string Lenient = ShippedPolicy.Text.Replace("name: homelab\n", "name: lenient\n", StringComparison.Ordinal)
        + "\nrules: [{rule: sqlite-on-network-filesystem, action: warn}]\n";

    private readonly string _home = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    public SettingsTests()
    {
        Write(".git/HEAD", "ref: refs/heads/main\n");
        Write("apps/radarr.yaml", RadarrOnNfs.Whole);
        Write("storage/policies.yaml", Lenient);
    }

    private string Apps => Path.Combine(_home, "apps");

    private string File => Path.Combine(_home, ".homelab-storage.yaml");

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public void Settings_above_what_is_audited_hold_and_are_named()
    {
        Assert.Equal(1, FolderDoor.Run(["audit", Apps]).Code);
        Write(".homelab-storage.yaml", "policy: storage/policies.yaml\nformat: [table, json=report.json]\n");
        var (code, output, error) = FolderDoor.Run(["audit", Apps]);
        Assert.Equal((0, string.Empty), (code, error));
        Assert.EndsWith($"(policy lenient, settings {File})\n", output, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(System.IO.File.ReadAllText(Path.Combine(_home, "report.json")));
        Assert.Equal(File, json.RootElement.GetProperty("settings").GetString());
        Assert.Contains(
            "sqlite-on-network-filesystem: warn",
            FolderDoor.Run(["explain", "--for", "Deployment/home/radarr", Apps]).Output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_flag_wins_and_so_does_none()
    {
        Write(".homelab-storage.yaml", "policy: storage/policies.yaml\nfail-on: never\nall: true\nstrict: true\n");
        Assert.Equal(0, FolderDoor.Run(["audit", Apps]).Code);
        Assert.Equal(1, FolderDoor.Run(["audit", Apps, "--fail-on", "warn"]).Code);
        Assert.Equal(1, FolderDoor.Run(["audit", Apps, "--settings", "none"]).Code);
        Assert.Contains("(policy lenient, settings", FolderDoor.Run(["audit", Apps, "--all", "false"]).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("settings", FolderDoor.Run(["audit", "-"], RadarrOnNfs.Whole).Output, StringComparison.Ordinal);
        Assert.Equal(0, FolderDoor.Run(["audit", "-", "--settings", File], RadarrOnNfs.Whole).Code);
    }

    [Fact]
    public void The_nearest_counts_up_to_the_top_of_the_repository()
    {
        Write(".homelab-storage.yaml", "fail-on: never\n");
        Write("apps/.homelab-storage.yaml", "fail-on: deny\n");
        Assert.Equal(1, FolderDoor.Run(["audit", Path.Combine(Apps, "radarr.yaml")]).Code);
        Write("other/a.yaml", RadarrOnNfs.Storage);
        Assert.Contains("say what holds here: audit one by one", FolderDoor.Run(["audit", Apps, Path.Combine(_home, "other")]).Error, StringComparison.Ordinal);
        Write("apps/.git/HEAD", "ref: refs/heads/main\n");
        System.IO.File.Delete(Path.Combine(Apps, ".homelab-storage.yaml"));
        Assert.Equal(1, FolderDoor.Run(["audit", Apps]).Code);
    }

    [Theory]
    [InlineData("polciy: a.yaml\n", "(1,1): polciy: ")]
    [InlineData("all: true\nfail-on: never ever\n", "(2,1): fail-on: 'never ever' is not one of deny, never, warn")]
    [InlineData("all: sometimes\n", "(1,1): all: ")]
    [InlineData("render: never\nformat: [table, sarief]\n", "(2,1): format: 'sarief' is not a format")]
    [InlineData("policy: ../policies.yaml\n", "(1,1): policy: '../policies.yaml' leads out of the repository")]
    [InlineData("format: [table, 'json=/tmp/x']\n", "(1,17): format[1]: '/tmp/x' leads out of the repository")]
    [InlineData("baseline: .git/config\n", "(1,1): baseline: '.git/config' is git's own")]
    [InlineData("kustomize: ./run-me\n", "(1,1): kustomize: ")]
    [InlineData("allow-remote: true\n", "(1,1): allow-remote: ")]
    [InlineData("- a\n", "(1,1): settings are one mapping of flags")]
    [InlineData("a: [\n", "(")]
    public void What_is_wrong_is_said_with_its_place(string text, string complaint)
    {
        Write(".homelab-storage.yaml", text);
        var (code, output, error) = FolderDoor.Run(["audit", Apps]);
        Assert.Equal((2, string.Empty), (code, output));
        Assert.StartsWith($"{File}{complaint}", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_that_are_about_findings_leave_other_outputs_alone()
    {
        Write(".homelab-storage.yaml", "format: json\nbaseline: known.yaml\n");
        Assert.Equal(0, FolderDoor.Run(["audit", Apps, "--unknown-apps"]).Code);
        Assert.Equal(0, FolderDoor.Run(["audit", Apps, "--write-baseline", Path.Combine(_home, "known.yaml")]).Code);
        Assert.Equal(0, FolderDoor.Run(["audit", Apps]).Code);
        Assert.Equal(0, FolderDoor.Run(["backups", Apps]).Code / 2);
    }

    [Fact]
    public void The_schema_knows_every_key_and_its_words()
    {
        using var schema = JsonDocument.Parse(FolderDoor.Run(["settings", "schema"]).Output);
        var keys = schema.RootElement.GetProperty("properties");
        Assert.Equal(
            ["policy", "format", "fail-on", "all", "strict", "baseline", "render", "max-file-size"],
            keys.EnumerateObject().Select(p => p.Name));
        var words = keys.GetProperty("fail-on").GetProperty("enum").EnumerateArray().Select(w => w.GetString()!);
        Assert.Equal(["deny", "never", "warn"], words.Order(StringComparer.Ordinal));
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_home, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        System.IO.File.WriteAllText(path, text);
    }
}

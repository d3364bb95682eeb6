using System.Text.Json;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary><c>policy diff</c>: what another policy would say of the same manifests.</summary>
public sealed class PolicyDiffTests : IDisposable
{
    private const string Never = "    never: [nfs, smb, fuse, object]\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("policy-diff-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(
        Never,
        "    never: [smb, fuse, object]\n",
        "deny → allow",
        "- deny",
        "never for sqlite: nfs, smb, fuse, object → smb, fuse, object",
        "the matrix allows it")]
    [InlineData(
        "# rules:",
        "rules: [{rule: sqlite-on-network-filesystem, action: warn}]\n#",
        "deny → warn",
        "~ deny → warn",
        "the rule's action: deny → warn",
        "a rule is milder")]
    [InlineData(
        "# rules:",
        "rules: [{rule: sqlite-on-network-filesystem, action: off}]\n#",
        "deny → allow",
        "- deny",
        "the rule's action: deny → off",
        "a rule is off")]
    [InlineData(
        "# exemptions:",
        "exemptions: [{rules: ['*'], reason: moving next week}]\n#",
        "deny → allow",
        "- deny",
        "the new policy exempts it: moving next week",
        "exempt")]
    [InlineData(
        "    leaveAlone: true",
        "    leaveAlone: true\n  - names: [home]\n    leaveAlone: true",
        "deny → allow",
        "- deny",
        "the new policy leaves the namespace alone",
        "left alone")]
    public void A_change_says_what_made_it_and_the_way_back_refuses(string written, string instead, string flip, string sign, string because, string why)
    {
        var (old, @new) = (Policy("old", string.Empty, string.Empty), Policy("new", written, instead));
        var (code, output, error) = Diff(old, @new);
        Assert.Equal(string.Empty, error);
        Assert.True(code == ExitCode.Clean, $"{why}: nothing that passes would be refused: {output}");
        Assert.Contains($"{flip}  Deployment home/radarr  <stdin>:16\n  {sign} sqlite-on-network-filesystem at <stdin>:", output, StringComparison.Ordinal);
        Assert.Contains($"because: {because}\n", output, StringComparison.Ordinal);
        Assert.Contains("sqlite-on-network-filesystem see Deployment home/radarr\n", output, StringComparison.Ordinal);
        Assert.Contains("3 judged, 2 are refused today and would pass", output, StringComparison.Ordinal);

        var back = Diff(@new, old);
        Assert.True(back.Code == ExitCode.Findings, $"{why}: {back.Output}");
        Assert.Contains("3 judged, 2 would be refused that pass today", back.Output, StringComparison.Ordinal);
    }

    /// <summary>An exemption that has ended is still there: it is only said that the new policy does not exempt the object.</summary>
    [Theory]
    [InlineData("# exemptions:")]
    [InlineData("exemptions: [{rules: ['*'], reason: moving next week, until: 2020-01-01}]\n#")]
    [InlineData("exemptions: [{rules: ['*'], reason: moving next week, images: ['example.com/another']}]\n#")]
    public void What_the_new_policy_does_not_exempt_is_said(string instead)
    {
        var old = Policy("old", "# exemptions:", "exemptions: [{rules: ['*'], reason: moving next week}]\n#");
        var (_, output, error) = Diff(old, Policy("new", "# exemptions:", instead));
        Assert.Equal(string.Empty, error);
        Assert.Contains("because: the old policy exempts it, and the new one does not: moving next week\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_differs_in_no_answer_is_no_change()
    {
        var (code, output, _) = Diff(Policy("old", string.Empty, string.Empty), Policy("new", "name: homelab", "name: another"));
        Assert.Equal("3 judged, and both policies say the same of all of them (policy homelab → another)\n", output);
        Assert.Equal(ExitCode.Clean, code);
    }

    [Fact]
    public void A_program_reads_what_flips_and_why()
    {
        var (code, output, _) = Diff(Policy("old", Never, "    never: [smb]\n"), Policy("new", string.Empty, string.Empty), "--format", "json");
        using var json = JsonDocument.Parse(output);
        Assert.Equal(ExitCode.Findings, code);
        Assert.Equal("PolicyDiff", json.RootElement.GetProperty("kind").GetString());
        Assert.Equal(2, json.RootElement.GetProperty("summary").GetProperty("refusedNow").GetInt32());
        var change = json.RootElement.GetProperty("changes")[0];
        Assert.Equal(("allow", "deny"), (change.GetProperty("old").GetString(), change.GetProperty("new").GetString()));
        var finding = change.GetProperty("findings")[0];
        Assert.Equal("deny", finding.GetProperty("new").GetString());
        Assert.False(finding.TryGetProperty("old", out _), "it was not found before");
    }

    [Fact]
    public void The_mistakes_of_both_policies_are_said_at_once()
    {
        var (code, output, error) = Diff(Policy("old", "usualCriticality: important", "usualCriticality: huge"), Policy("new", "rto: 5m", "rto: soon"));
        Assert.Equal(ExitCode.Wrong, code);
        Assert.Equal(string.Empty, output);
        Assert.Contains("'huge'", error, StringComparison.Ordinal);
        Assert.Contains("'soon'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_policies_without_manifests_are_not_enough()
    {
        var (code, _, error) = FolderDoor.Run(["policy", "diff", Policy("old", string.Empty, string.Empty), Policy("new", string.Empty, string.Empty)]);
        Assert.Equal(ExitCode.Wrong, code);
        Assert.StartsWith("nothing to read: name files or folders", error, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_YAML_is_wrong_input_whatever_else_changes()
    {
        var policy = Policy("old", string.Empty, string.Empty);
        var (code, _, error) = FolderDoor.Run(["policy", "diff", policy, policy, "-"], RadarrOnNfs.Whole + "\n---\nkind: [\n");
        Assert.Equal(ExitCode.Wrong, code);
        Assert.Contains("broken  <stdin>:", error, StringComparison.Ordinal);
    }

    /// <summary>A cluster of a repository in which a namespace differs is named; what changes in all of them alike is said once.</summary>
    [Fact]
    public void What_changes_in_every_cluster_is_said_once()
    {
        foreach (var cluster in new[] { "one", "two" })
        {
            var overlay = Directory.CreateDirectory(Path.Combine(_folder, "repository", "clusters", cluster)).FullName;
            File.WriteAllText(Path.Combine(overlay, "kustomization.yaml"), "resources: [../../base]\n");
        }

        var shared = Directory.CreateDirectory(Path.Combine(_folder, "repository", "base")).FullName;
        File.WriteAllText(Path.Combine(shared, "kustomization.yaml"), "resources: [all.yaml]\n");
        File.WriteAllText(Path.Combine(shared, "all.yaml"), RadarrOnNfs.Whole);
        var (code, output, _) = FolderDoor.Run([
            "policy", "diff", Policy("old", string.Empty, string.Empty), Policy("new", Never, "    never: [smb]\n"), Path.Combine(_folder, "repository"),
        ]);
        Assert.Equal(ExitCode.Clean, code);
        Assert.Contains("2 are refused today and would pass", output, StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Error) Diff(string old, string @new, params string[] more) =>
        FolderDoor.Run(["policy", "diff", old, @new, .. more, "-"], RadarrOnNfs.Whole);

    /// <summary>The shipped policy with something else in place of a part of it.</summary>
    private string Policy(string name, string written, string instead)
    {
        var file = Path.Combine(_folder, $"{name}.yaml");
        Assert.Contains(written, ShippedPolicy.Text, StringComparison.Ordinal);
        File.WriteAllText(file, written.Length == 0 ? ShippedPolicy.Text : ShippedPolicy.Text.Replace(written, instead, StringComparison.Ordinal));
        return file;
    }
}

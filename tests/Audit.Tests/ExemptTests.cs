using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary><c>exempt</c>: an exemption in a policy file, of which everything else stays.</summary>
public sealed class ExemptTests : IDisposable
{
    private const string Head = """
        apiVersion: homelab-storage.io/v1alpha1
        kind: StoragePolicy
        metadata: {name: home}
        classes: [{name: block, backend: longhorn}]
        matrix: [{data: [sqlite], critical: [block], important: [block], low: [block], never: [nfs], why: locks}]

        """;
    private const string Item = """
        - rules: [sqlite-on-network-filesystem]
          kinds: [Deployment]
          namespaces: [media]
          names: [tautulli]
          images: [tautulli/tautulli]
          classes: [nas]
          data: [sqlite]
          reason: "moving next month"
          until: "2027-01-31"

        """;

    private const string Manifests = """
        # statistics
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: tautulli   # mine
          namespace: media
        spec:
          template:
            spec:
              containers: [{name: app, image: 'tautulli/tautulli:v2.14', volumeMounts: [{name: config, mountPath: /config}]}]
              volumes: [{name: config, persistentVolumeClaim: {claimName: tautulli}}]
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: tautulli, namespace: media}
        spec: {accessModes: [ReadWriteOnce], storageClassName: nas, resources: {requests: {storage: 1Gi}}}
        ---
        apiVersion: storage.k8s.io/v1
        kind: StorageClass
        metadata: {name: nas}
        provisioner: nfs.csi.k8s.io
        parameters: {server: 10.0.0.2, share: /k8s}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("exempt-").FullName;

    private string Policy => Path.Combine(_folder, "policies.yaml");

    private string Written => Path.Combine(_folder, "tautulli.yaml");

    public ExemptTests() => File.WriteAllText(Written, Manifests);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("", "\nexemptions:\n{0}", "there is none yet")]
    [InlineData("# the last word", "# the last word\n\nexemptions:\n{0}", "the file does not end with a line end")]
    [InlineData("exemptions:\n", "exemptions:\n{0}", "the key is there already")]
    [InlineData("exemptions: []  # none yet\n", "exemptions: [{1}]  # none yet\n", "an empty list between brackets")]
    [InlineData(
        "exemptions:\n# mine\n- rules: ['*']   # all\n  reason: old\n",
        "exemptions:\n{2}# mine\n- rules: ['*']   # all\n  reason: old\n",
        "a list that is not indented")]
    [InlineData(
        "exemptions:\n    - rules: ['*']\n      reason: old\n# end\n",
        "exemptions:\n{3}    - rules: ['*']\n      reason: old\n# end\n",
        "a list that is indented more")]
    [InlineData("exemptions: [{rules: ['*'], reason: old}]\n", "exemptions: [{1}, {rules: ['*'], reason: old}]\n", "a list between brackets")]
    public void It_is_put_at_the_head_of_the_list_and_all_else_stays(string rest, string expected, string why)
    {
        File.WriteAllText(Policy, Head + rest);
        var (code, output, error) = Exempt();
        Assert.Equal((ExitCode.Clean, string.Empty), (code, error));
        Assert.StartsWith($"{Policy}: added\n{Item}", output, StringComparison.Ordinal);
        var whole = Head + expected
            .Replace("{0}", Indented("  "), StringComparison.Ordinal)
            .Replace("{1}", "{" + string.Join(", ", Item[2..].TrimEnd('\n').Split("\n  ")) + "}", StringComparison.Ordinal)
            .Replace("{2}", Item, StringComparison.Ordinal)
            .Replace("{3}", Indented("    "), StringComparison.Ordinal);
        Assert.True(string.Equals(whole, File.ReadAllText(Policy), StringComparison.Ordinal), $"{why}: {File.ReadAllText(Policy)}");

        Assert.StartsWith($"{Policy} says so already\n", Exempt().Output, StringComparison.Ordinal);
        Assert.Equal(whole, File.ReadAllText(Policy));
    }

    [Fact]
    public void Without_a_policy_file_the_other_ways_are_named()
    {
        var (code, output, error) = Exempt();
        Assert.Equal((2, string.Empty), (code, output));
        Assert.StartsWith($"{Policy}: there is no such policy file", error, StringComparison.Ordinal);
        Assert.Contains("`homelab-storage init .`", error, StringComparison.Ordinal);
        Assert.Contains("--annotate FILE", error, StringComparison.Ordinal);
    }

    /// <summary>A second entry would go on to hold when the first has ended, and the other way round.</summary>
    [Theory]
    [InlineData("until: \"2026-12-31\"  # soon", "until: \"2027-01-31\"  # soon", "another day")]
    [InlineData("until: 2026-12-31", "until: \"2027-01-31\"", "another day, not quoted")]
    public void An_entry_for_the_same_is_changed(string before, string after, string why)
    {
        var rest = $"exemptions:\n  # mine\n{Indented("  ").Replace("until: \"2027-01-31\"", before, StringComparison.Ordinal)}# end\n";
        File.WriteAllText(Policy, Head + rest.Replace("moving next month", "we shall see", StringComparison.Ordinal));
        var (code, output, error) = Exempt();
        Assert.Equal((ExitCode.Clean, string.Empty), (code, error));
        Assert.StartsWith($"{Policy}(8,5): changed to\n", output, StringComparison.Ordinal);
        var changed = File.ReadAllText(Policy);
        Assert.True(changed.Contains(after, StringComparison.Ordinal) && changed.Contains("moving next month", StringComparison.Ordinal), $"{why}: {changed}");
        Assert.StartsWith(Head + "exemptions:\n  # mine\n", changed, StringComparison.Ordinal);
        Assert.EndsWith("# end\n", changed, StringComparison.Ordinal);
        Assert.StartsWith($"{Policy} says so already\n", Exempt().Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  reason: \"moving next month\"\n  until: \"2027-01-31\"\n", "  reason: \"we shall see\"  # how long?\n", "below the last key")]
    [InlineData("until: \"2027-01-31\"", "# forever", "a comment stays where it was")]
    public void An_entry_without_an_end_gets_one(string with, string without, string why)
    {
        File.WriteAllText(Policy, Head + "exemptions:\n" + Indented("  ", Item.Replace(with, without, StringComparison.Ordinal)) + "# end\n");
        var (code, output, error) = Exempt();
        Assert.Equal((ExitCode.Clean, string.Empty), (code, error));
        Assert.StartsWith($"{Policy}(7,5): changed to\n{Item}", output, StringComparison.Ordinal);
        var changed = File.ReadAllText(Policy);
        Assert.True(changed.Contains("\n    until: \"2027-01-31\"\n", StringComparison.Ordinal), $"{why}: {changed}");
        Assert.Single(changed.Split('\n'), line => line.Contains("rules:", StringComparison.Ordinal));
        Assert.EndsWith("# end\n", changed, StringComparison.Ordinal);
        Assert.StartsWith($"{Policy} says so already\n", Exempt().Output, StringComparison.Ordinal);
    }

    /// <summary>What another exemption goes on to bear is not ended by this one's day.</summary>
    [Theory]
    [InlineData("{rules: ['*'], namespaces: [media], reason: old}", "every object in media from *", "it has no end")]
    [InlineData(
        "{rules: [sqlite-on-network-filesystem], names: ['taut*'], reason: old, until: 2027-06-30}",
        "taut* from sqlite-on-network-filesystem",
        "it ends on 2027-06-30")]
    [InlineData(
        "{rules: ['*'], kinds: [Deployment], reason: old, until: 2026-12-31}",
        "every Deployment from *",
        "it is for other images, classes or data too")]
    [InlineData(
        "{rules: ['*'], names: ['*'], images: [tautulli/tautulli], classes: [nas], data: [sqlite], reason: old, until: 2027-01-31}",
        "",
        "it ends with this one")]
    [InlineData("{rules: ['*'], namespaces: [home], reason: old}", "", "it is for another namespace")]
    [InlineData("{rules: [host-path-volume], names: ['*'], reason: old}", "", "it is for another rule")]
    public void Another_exemption_that_holds_on_is_named(string other, string spoken, string why)
    {
        File.WriteAllText(Policy, Head + $"exemptions:\n  - {other}\n");
        var (code, output, error) = Exempt();
        Assert.Equal((ExitCode.Clean, string.Empty), (code, error));
        if (spoken.Length == 0)
        {
            Assert.False(output.Contains("holds on", StringComparison.Ordinal), $"{why}: {output}");
            return;
        }

        Assert.Contains(
            $"{Policy}(16,5): the exemption of {spoken} is for Deployment media/tautulli too, and holds on when this one has ended: "
                + $"{why}. End it or narrow it as well\n",
            output,
            StringComparison.Ordinal);
        Assert.Contains("holds on when this one has ended", Exempt().Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Annotations_that_hold_on_are_named_too()
    {
        File.WriteAllText(Policy, ShippedPolicy.Text);
        var annotated = "annotations: {homelab-storage.io/exempt: sqlite-on-network-filesystem, homelab-storage.io/exempt-reason: old}";
        File.WriteAllText(
            Written,
            Manifests.Replace("  namespace: media\nspec", $"  namespace: media\n  {annotated}\nspec", StringComparison.Ordinal)
                + $"---\napiVersion: v1\nkind: Namespace\nmetadata:\n  name: media\n  {annotated}\n");
        var output = Exempt().Output;
        Assert.Contains(
            "Deployment media/tautulli: metadata.annotations: the exemption of tautulli from sqlite-on-network-filesystem is for",
            output,
            StringComparison.Ordinal);
        Assert.Contains(
            "Namespace media: metadata.annotations: the exemption of every object from sqlite-on-network-filesystem is for",
            output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("classes: [nas]", "classes: [old]")]
    [InlineData("until: \"2027-01-31\"", "until: &day \"2026-12-31\"")]
    public void An_entry_that_says_more_than_another_reason_or_day_is_named_with_what_to_put_there(string mine, string theirs)
    {
        var text = Head + "exemptions:\n" + Indented("  ").Replace(mine, theirs, StringComparison.Ordinal);
        File.WriteAllText(Policy, text);
        var (code, _, error) = Exempt();
        Assert.Equal(ExitCode.Wrong, code);
        Assert.StartsWith(
            $"{Policy}(7,5): Deployment media/tautulli has an exemption from sqlite-on-network-filesystem already, which would go on to hold; "
                + $"put this in its place:\n{Item}",
            error,
            StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(Policy));
    }

    [Fact]
    public void It_holds_in_the_audit_from_then_on()
    {
        File.WriteAllText(Policy, ShippedPolicy.Text);
        const string Folder = "tests/cases/rules/sqlite-on-network-filesystem/denies-inline-nfs";
        var folder = Directory.Exists(Repository.Path(Folder.Split('/')))
            ? Repository.Path(Folder.Split('/'))
            : Directory.GetDirectories(Repository.Path("tests", "cases", "rules", "sqlite-on-network-filesystem"), "denies-*")
                .Order(StringComparer.Ordinal)
                .First();
        Assert.Equal(ExitCode.Findings, FolderDoor.Run(["audit", "--policy", Policy, folder]).Code);
        Assert.Equal(ExitCode.Clean, FolderDoor.Run(["exempt", "Deployment/*", "*", "--reason", "a test", "--policy", Policy]).Code);
        Assert.Equal(ExitCode.Clean, FolderDoor.Run(["exempt", "persistentvolumeclaim/*", "*", "--reason", "a test", "--policy", Policy]).Code);
        Assert.StartsWith(ShippedPolicy.Text, File.ReadAllText(Policy), StringComparison.Ordinal);
        Assert.Contains("kinds: [PersistentVolumeClaim]", File.ReadAllText(Policy), StringComparison.Ordinal);
        Assert.DoesNotContain("deny  Deployment", FolderDoor.Run(["audit", "--policy", Policy, folder]).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Deployment/media/tautulli", "sqlite-on-network", "x", "2027-01-31", "'sqlite-on-network' is not a rule")]
    [InlineData("Deploymnt/media/tautulli", "*", "x", "2027-01-31", "'Deploymnt' is not a kind that is judged; did you mean 'Deployment'?")]
    [InlineData("tautulli", "*", "x", "2027-01-31", "'tautulli' is not an object such as Deployment/media/my-app")]
    [InlineData("Deployment/media/tautulli", "*", "  ", "2027-01-31", "--reason: write why it is acceptable")]
    [InlineData("Deployment/media/tautulli", "*", "x", "soon", "--until: 'soon' is not a day such as 2027-01-31")]
    [InlineData("Deployment/media/tautulli", "*", "x", "2026-11-22", "--until: 2026-11-22 has passed")]
    public void What_is_wrong_is_said_and_nothing_is_written(string subject, string rule, string reason, string until, string said)
    {
        File.WriteAllText(Policy, Head);
        var (code, output, error) = FolderDoor.Run(["exempt", subject, rule, "--reason", reason, "--until", until, "--policy", Policy]);
        Assert.Equal((ExitCode.Wrong, string.Empty), (code, output));
        Assert.StartsWith(said, error, StringComparison.Ordinal);
        Assert.Equal(Head, File.ReadAllText(Policy));
    }

    [Theory]
    [InlineData("exemptions: &all\n  - rules: ['*']\n    reason: old\n", "put this below exemptions:", "an anchor may be meant elsewhere")]
    [InlineData("exemptions:\n  - rules: [nobody]\n    reason: old\n", "'nobody'", "the policy is wrong already")]
    public void Where_it_is_not_certain_it_says_what_to_write(string rest, string said, string why)
    {
        File.WriteAllText(Policy, Head + rest);
        var (code, _, error) = Exempt();
        Assert.True(code == ExitCode.Wrong, why);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Equal(Head + rest, File.ReadAllText(Policy));
    }

    [Fact]
    public void A_policy_that_is_not_there_is_named()
    {
        var (code, _, error) = Exempt();
        Assert.Equal(ExitCode.Wrong, code);
        Assert.Contains(Policy, error, StringComparison.Ordinal);
        Assert.False(File.Exists(Policy));
    }

    [Fact]
    public void It_ends_when_what_it_was_given_for_does()
    {
        File.WriteAllText(Policy, ShippedPolicy.Text);
        Assert.Equal(ExitCode.Clean, Exempt().Code);
        Assert.Contains("exempted (moving next month): tautulli keeps SQLite at /config", OfWorkload(), StringComparison.Ordinal);

        File.WriteAllText(Written, Manifests.Replace("v2.14", "v2.15", StringComparison.Ordinal));
        Assert.Contains("exempted (moving next month): tautulli keeps SQLite at /config", OfWorkload(), StringComparison.Ordinal);

        File.WriteAllText(Written, Manifests.Replace("nas", "nas2", StringComparison.Ordinal));
        Assert.Contains("; the exemption was given for class nas, and it is nas2 now", OfWorkload(), StringComparison.Ordinal);

        File.WriteAllText(Written, Manifests.Replace("'tautulli/", "'ghcr.io/tautulli/", StringComparison.Ordinal));
        Assert.Contains(
            "; the exemption was given for image tautulli/tautulli, and it is ghcr.io/tautulli/tautulli now",
            OfWorkload(),
            StringComparison.Ordinal);
    }

    [Fact]
    public void An_annotation_says_the_same_in_the_manifest_of_which_all_else_stays()
    {
        File.WriteAllText(Policy, ShippedPolicy.Text);
        string[] exempt =
        [
            "exempt", "Deployment/media/tautulli", "sqlite-on-network-filesystem", "--reason", "moving next month", "--until", "2027-01-31",
            "--annotate", Written,
        ];
        Assert.DoesNotContain("exempted (moving next month)", OfWorkload(), StringComparison.Ordinal);
        var (code, output, error) = FolderDoor.Run(exempt);
        Assert.Equal((ExitCode.Clean, string.Empty), (code, error));
        Assert.Equal(
            Manifests.Replace(
                "  name: tautulli   # mine\n",
                """
                  name: tautulli   # mine
                  annotations:
                    homelab-storage.io/exempt: sqlite-on-network-filesystem
                    homelab-storage.io/exempt-reason: "moving next month"
                    homelab-storage.io/exempt-until: "2027-01-31"
                    homelab-storage.io/exempt-given: "image=tautulli/tautulli, class=nas, data=sqlite"

                """,
                StringComparison.Ordinal),
            File.ReadAllText(Written));
        Assert.Contains("homelab-storage.io/exempt-given: \"image=tautulli/tautulli, class=nas, data=sqlite\"", output, StringComparison.Ordinal);
        Assert.Contains("exempted (moving next month): tautulli keeps SQLite at /config", OfWorkload(), StringComparison.Ordinal);
        Assert.Equal(
            $"{Written} says so already\nPersistentVolumeClaim media/tautulli is told the same, and needs an exemption of its own: "
                + "homelab-storage exempt PersistentVolumeClaim/media/tautulli sqlite-on-network-filesystem --reason '…'\n",
            FolderDoor.Run(exempt).Output);

        // Another class, with all that is written.
        File.WriteAllText(Written, File.ReadAllText(Written).Replace("name: nas}", "name: other}", StringComparison.Ordinal)
            .Replace("storageClassName: nas", "storageClassName: other", StringComparison.Ordinal));
        Assert.Contains("; the exemption was given for class nas, and it is other now", OfWorkload(), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Clean, FolderDoor.Run(exempt).Code);
        Assert.Contains("exempt-given: \"image=tautulli/tautulli, class=other, data=sqlite\"", File.ReadAllText(Written), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("name: tautulli   # mine", "name: tautulli   # mine\n  annotations: {homelab-storage.io/exempt: host-path-volume}", "host-path-volume already")]
    [InlineData("  name: tautulli   # mine", "  annotations: &more {a: b}\n  name: tautulli", "put these below metadata.annotations:")]
    [InlineData("kind: Deployment", "kind: DaemonSet", "not among the objects that were read")]
    public void Where_an_annotation_has_no_certain_place_nothing_is_written(string text, string other, string said)
    {
        var written = Manifests.Replace(text, other, StringComparison.Ordinal);
        File.WriteAllText(Written, written);
        var (code, _, error) = FolderDoor.Run(
            ["exempt", "Deployment/media/tautulli", "sqlite-on-network-filesystem", "--reason", "x", "--annotate", Written]);
        Assert.Equal(ExitCode.Wrong, code);
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Equal(written, File.ReadAllText(Written));
    }

    [Fact]
    public void Where_a_rule_finds_nothing_there_is_nothing_to_exempt()
    {
        File.WriteAllText(Policy, ShippedPolicy.Text);
        var (code, _, error) = FolderDoor.Run(["exempt", "Deployment/media/tautulli", "host-path-volume", "--reason", "x", "--policy", Policy]);
        Assert.Equal(ExitCode.Wrong, code);
        Assert.Equal("Deployment media/tautulli: host-path-volume finds nothing there, so nothing is there to exempt\n", error);
        Assert.Equal(ShippedPolicy.Text, File.ReadAllText(Policy));
    }

    private string OfWorkload() => FolderDoor.Run(["explain", "--for", "Deployment/media/tautulli", "--policy", Policy, Written]).Output;

    private static string Indented(string indent) => Indented(indent, Item);

    private static string Indented(string indent, string item) => string.Concat(item.TrimEnd('\n').Split('\n').Select(line => $"{indent}{line}\n"));

    private (int Code, string Output, string Error) Exempt() => FolderDoor.Run(
    [
        "exempt", "Deployment/media/tautulli", "sqlite-on-network-filesystem", "--reason", "moving next month", "--until", "2027-01-31", "--policy", Policy,
    ]);
}

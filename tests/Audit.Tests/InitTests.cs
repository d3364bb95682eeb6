using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>The first contact: a policy of the household that is found, under which nothing that is there is refused.</summary>
public sealed class InitTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;

    private string Policy => Path.Combine(_folder, "policies.yaml");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_is_found_is_in_it_and_guesses_are_marked()
    {
        Write("storage.yaml", RadarrOnNfs.Storage);
        Write("app.yaml", RadarrOnNfs.App);
        Write(
            "other.yaml",
            """
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: more, namespace: home}
            spec: {storageClassName: longhorn, accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: strange, namespace: home}
            spec: {storageClassName: "gold: # 1", accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
            ---
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: films}
            spec: {nfs: {server: nas.home.arpa, path: /films}, capacity: {storage: 1Ti}, accessModes: [ReadWriteMany]}
            ---
            apiVersion: v1
            kind: Pod
            metadata: {name: a}
            spec: {containers: [{name: a, image: b, volumeMounts: [{name: c, mountPath: /c}]}], volumes: [{name: c, hostPath: {path: /mnt/tank/c}}]}
            """);
        var (code, output, error) = Init();
        Assert.Equal((0, string.Empty), (code, output));
        Assert.StartsWith($"{Policy}: written. Classes: 2, 1 of them guessed; not known: 1; servers: 2\n", error, StringComparison.Ordinal);
        Assert.Contains("warns for now: sqlite-on-network-filesystem (deny: ", error, StringComparison.Ordinal);
        Assert.EndsWith(
            "next, once you have read it:\n"
                + $"  homelab-storage audit {_folder} --policy {Policy}\n"
                + $"  policy: policies.yaml in {_folder}/.homelab-storage.yaml, and audits of what is beside and below it judge by it\n"
                + "  a webhook that judges by it: https://github.com/homelab-storage/homelab-storage/blob/main/docs/operating.md#install\n",
            error,
            StringComparison.Ordinal);
        var text = File.ReadAllText(Policy);
        Assert.Contains("  - {name: truenas-nfs, backend: csi-driver-nfs}    # 1 claim; nfs.csi.k8s.io\n", text, StringComparison.Ordinal);
        Assert.Contains("  - {name: \"longhorn\", backend: longhorn}    # 1 claim; a guess by its name", text, StringComparison.Ordinal);
        Assert.Contains(
            "# - {name: \"gold: # 1\", backend: }    # it was not found, and its name tells nothing: say what it is\n",
            text,
            StringComparison.Ordinal);
        Assert.Contains("  - name: \"nas\"\n    protocol: nfs\n    addresses: [\"10.10.10.20\"]", text, StringComparison.Ordinal);
        Assert.Contains("  - name: nas-2\n", text, StringComparison.Ordinal);
        Assert.Contains("#   paths: [\"/mnt/tank\"]    # a guess", text, StringComparison.Ordinal);
        Assert.Contains("  - rule: sqlite-on-network-filesystem\n    action: warn    # deny: ", text, StringComparison.Ordinal);
        Assert.DoesNotContain("linkding-data", text, StringComparison.Ordinal);
        Assert.Equal(0, FolderDoor.Run(["policy", "check", Policy]).Code);
        Assert.Equal(1, FolderDoor.Run(["audit", _folder, "--settings", "none"]).Code);
        Assert.Equal(0, FolderDoor.Run(["audit", _folder, "--policy", Policy]).Code);
    }

    /// <summary>Whatever a household has: the policy is valid, and refuses nothing that is there.</summary>
    [Fact]
    public void A_policy_for_any_case_is_valid_and_refuses_nothing_of_it()
    {
        foreach (var asked in RuleCase.All())
        {
            string[] files = [asked.Object, .. File.Exists(asked.Cluster) ? [asked.Cluster] : Array.Empty<string>()];
            var (code, _, error) = FolderDoor.Run(["init", .. files, "--output", Policy, "--force"]);
            Assert.True(code == 0 || error.Contains("nothing to judge", StringComparison.Ordinal), $"{asked}: {error}");
            if (code == 0)
            {
                Assert.True(PolicyFile.Read(File.ReadAllText(Policy), Policy) is PolicyReading.Valid, $"{asked}");
                Assert.True(FolderDoor.Run(["audit", .. files, "--policy", Policy]).Code is 0 or 2, $"{asked}");
            }
        }
    }

    [Fact]
    public void Without_anything_the_shipped_decisions_are_left()
    {
        Write("pod.yaml", "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: a, image: b}]}\n");
        Assert.Equal(0, Init().Code);
        var text = File.ReadAllText(Policy);
        Assert.Contains("classes: []", text, StringComparison.Ordinal);
        Assert.Contains("nas: []", text, StringComparison.Ordinal);
        Assert.Contains("tiers:\n", text, StringComparison.Ordinal);
        Assert.Equal(0, FolderDoor.Run(["policy", "check", Policy]).Code);
    }

    [Fact]
    public void A_file_that_is_there_stays_until_it_is_said_twice()
    {
        Write("app.yaml", RadarrOnNfs.Whole);
        File.WriteAllText(Policy, "mine");
        Assert.Equal(
            (2, $"{Policy}: is there already, and was left as it is; --output names another, --force writes over it\n"),
            Init() is var (code, _, error) ? (code, error) : default);
        Assert.Equal("mine", File.ReadAllText(Policy));
        var (shown, output, _) = FolderDoor.Run(["init", Path.Combine(_folder, "app.yaml"), "--output", "-"]);
        Assert.Equal(0, shown);
        Assert.Contains("kind: StoragePolicy\n", output, StringComparison.Ordinal);
        Assert.Equal(0, FolderDoor.Run(["init", Path.Combine(_folder, "app.yaml"), "--output", Policy, "--force"]).Code);
        Assert.Equal(output, File.ReadAllText(Policy));
    }

    /// <summary>A household of one class: what is refused is refused with a way out, and not with the class that it is on.</summary>
    [Fact]
    public void Where_there_is_one_class_only_the_way_out_is_not_that_class()
    {
        Write(
            "storage.yaml",
            RadarrOnNfs.Storage.Replace("truenas-nfs", "local-path", StringComparison.Ordinal)
                .Replace("nfs.csi.k8s.io", "rancher.io/local-path", StringComparison.Ordinal)
                .Replace("parameters: {server: 10.10.10.20, share: /mnt/tank}", "volumeBindingMode: WaitForFirstConsumer", StringComparison.Ordinal)
                .Replace("ReadWriteMany", "ReadWriteOnce", StringComparison.Ordinal));
        const string Critical = "namespace: home, annotations: {homelab-storage.io/criticality: critical}}";
        Write("app.yaml", RadarrOnNfs.App.Replace("namespace: home}", Critical, StringComparison.Ordinal));
        Assert.Equal(0, Init().Code);
        const string Warns = "  - rule: critical-data-on-node-local\n    action: ";
        File.WriteAllText(Policy, File.ReadAllText(Policy).Replace($"{Warns}warn", $"{Warns}deny", StringComparison.Ordinal));
        var (code, output, _) = FolderDoor.Run(["audit", _folder, "--policy", Policy]);
        Assert.Equal(1, code);
        Assert.DoesNotContain("sqlite × critical → local-path", output, StringComparison.Ordinal);
        Assert.DoesNotContain("create one of them", output, StringComparison.Ordinal);
        Assert.Contains("add a StorageClass whose storage is on several nodes or on a NAS", output, StringComparison.Ordinal);
        Assert.Contains("Longhorn", output, StringComparison.Ordinal);
        Assert.Contains("homelab-storage exempt Deployment/home/radarr critical-data-on-node-local --reason '…'", output, StringComparison.Ordinal);
        Assert.Equal(
            0,
            FolderDoor.Run(["exempt", "Deployment/home/radarr", "critical-data-on-node-local", "--reason", "bought in May", "--policy", Policy]).Code);
        Assert.DoesNotContain("deny  Deployment home/radarr", FolderDoor.Run(["audit", _folder, "--policy", Policy]).Output, StringComparison.Ordinal);
    }

    private (int Code, string Output, string Error) Init() => FolderDoor.Run(["init", _folder, "--output", Policy]);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);
}

using System.Text.Json;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.Policies.Yaml;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Catalog;

public sealed class CatalogTests
{
    [Fact]
    public void Every_file_says_what_it_must() => Assert.Empty(ShippedCatalog.Check());

    /// <summary>What is read at every start is what the build made of the YAML.</summary>
    [Theory]
    [InlineData("apps", "Catalog/Apps/*.yaml", "apps/")]
    [InlineData("backends", "Catalog/Backends/*.yaml", "backends/")]
    [InlineData("charts", "Charts/Storage/*.yaml", "charts/")]
    [InlineData("operators", "Catalog/Operators/*.yaml", "operators/")]
    [InlineData("hints", "Catalog/hints.yaml", "")]
    public void What_is_packed_is_what_is_written(string pack, string files, string prefix)
    {
        using var stream = typeof(ShippedCatalog).Assembly.GetManifestResourceStream($"packed/{pack}.json");
        using var packed = JsonDocument.Parse(stream!);
        string[] written =
        [
            .. Directory.GetFiles(Repository.Path("src", "Policies", Path.GetDirectoryName(files)!), Path.GetFileName(files)).Order(StringComparer.Ordinal),
        ];
        var properties = packed.RootElement.EnumerateObject().ToArray();
        Assert.Equal(written.Select(file => prefix + Path.GetFileName(file)), properties.Select(p => p.Name));
        Assert.All(written.Zip(properties), both => Assert.True(
            JsonElement.DeepEquals(((YamlDocument.Readable)YamlReader.Read(File.ReadAllText(both.First), both.First).Single()).Root, both.Second.Value),
            $"{both.First} is packed as something else"));
    }

    [Fact]
    public void Every_file_is_named_after_its_entry()
    {
        var files = ShippedCatalog.Names("apps/").Concat(ShippedCatalog.Names("backends/"));
        var entries = ShippedCatalog.Index.Apps.Select(a => $"apps/{a.Name}.yaml").Concat(ShippedCatalog.Index.Backends.Select(b => $"backends/{b.Name}.yaml"));
        Assert.Empty(files.Zip(entries)
            .Where(both => !string.Equals(both.First, both.Second, StringComparison.Ordinal))
            .Select(both => $"{both.First} has the name of {both.Second}"));
    }

    [Theory]
    [InlineData("", "evidence: is missing; write public addresses where the entry can be checked")]
    [InlineData("evidence: [the manual]", "evidence[0]: 'the manual' is not an address such as https://example.org/docs")]
    public void Every_entry_can_be_checked_by_anybody(string evidence, string complaint)
    {
        string[] complaints =
        [
            .. ShippedCatalog.Check("apps/x.yaml", $"name: x\nimages: [x/x]\nengine: files\ncriticality: low\n{evidence}\n")
                .Select(e => $"{e.Path}: {e.Message}"),
            .. ShippedCatalog.Check("backends/x.yaml", $"name: x\nprovisioners: [x]\nprotocol: nfs\nwhere: nas\n{evidence}\n")
                .Select(e => $"{e.Path}: {e.Message}"),
        ];
        Assert.Equal([complaint, complaint], complaints);
    }

    [Fact]
    public void No_image_belongs_to_two_apps() =>
        Assert.Empty(Shared(ShippedCatalog.Index.Apps.SelectMany(app => app.Images.Select(image => (image, app.Name)))));

    [Fact]
    public void No_provisioner_belongs_to_two_backends() =>
        Assert.Empty(Shared(ShippedCatalog.Index.Backends.SelectMany(backend => backend.Provisioners.Select(provisioner => (provisioner, backend.Name)))));

    [Theory]
    [InlineData("sissbruecker/linkding:latest", "linkding")]
    [InlineData("docker.io/library/postgres:17@sha256:abc", "postgres")]
    [InlineData("lscr.io/linuxserver/sonarr", "sonarr")]
    [InlineData("docker.io/teslamate/grafana:4.1.1", "grafana")]
    [InlineData("stremio/server:v4.20.17", "stremio")]
    [InlineData("registry.home:5000/mirror/sissbruecker/linkding:1", "linkding")]
    [InlineData("registry.home:5000/docker/library/postgres:17", "postgres")]
    [InlineData("mirror.gcr.io/library/mariadb:11", "mariadb")]
    [InlineData("harbor.home/ghcr/dani-garcia/vaultwarden:1", "vaultwarden")]
    [InlineData("harbor.home/ghcr.io/dani-garcia/vaultwarden:1", "vaultwarden")]
    [InlineData("harbor.home/dockerhub/mariadb:12.3.2", "mariadb")]
    [InlineData("registry.home:5000/docker.io/postgres:17", "postgres")]
    [InlineData("123456789012.dkr.ecr.eu-central-1.amazonaws.com/docker-hub/redis:8", "redis")]
    [InlineData("arm64v8/mongo:bionic", "mongodb")]
    [InlineData("docker.io/arm32v7/postgres:15", "postgres")]
    [InlineData("homeassistant/raspberrypi4-64-homeassistant:2024.1", "home-assistant")]
    public void An_image_is_recognised(string image, string app) =>
        Assert.Equal(app, Assert.IsType<AppMatch.Listed>(ShippedCatalog.Index.FindApp(ImageReference.Parse(image))).App.Name);

    [Theory]
    [InlineData("registry.home/linkding:1", "linkding")]
    [InlineData("registry.home/someone/postgres:17", "postgres")]
    [InlineData("someone/wyoming-piper-gpu:1", "wyoming-voice")]
    [InlineData("ghcr.io/someone/wyoming-whisper-cuda:1", "wyoming-voice")]
    public void A_bare_name_is_a_guess(string image, string app) =>
        Assert.Equal(app, Assert.IsType<AppMatch.SameName>(ShippedCatalog.Index.FindApp(ImageReference.Parse(image))).App.Name);

    [Theory]
    [InlineData("rancher.io/local-path", "local-path")]
    [InlineData("rook-ceph.rbd.csi.ceph.com", "ceph-rbd")]
    [InlineData("my-ns.cephfs.csi.ceph.com", "cephfs")]
    [InlineData("cluster.local/nfs-nfs-subdir-external-provisioner", "nfs-subdir")]
    [InlineData("nfs", "nfs-by-name")]
    [InlineData("org.democratic-csi.iscsi", "democratic-csi")]
    [InlineData("kubernetes.io/nfs", "nfs-volume")]
    public void A_provisioner_is_recognised(string provisioner, string backend) =>
        Assert.Equal(backend, ShippedCatalog.Index.FindBackend(provisioner)!.Name);

    [Theory]
    [InlineData("k8s-cephfs", "cephfs")]
    [InlineData("ceph-filesystem-ssd", "cephfs")]
    [InlineData("ceph-block-hdd", "ceph-rbd")]
    [InlineData("csi-rbd", "ceph-rbd")]
    [InlineData("sata-local-path", "local-path")]
    [InlineData("local-hostpath", "hostpath-provisioner")]
    [InlineData("openebs-hostpath", "openebs-hostpath")]
    [InlineData("fast-longhorn", "longhorn")]
    [InlineData("truenas-nfs-csi", "nfs-by-name")]
    public void A_class_is_guessed_by_what_its_name_says(string name, string backend) => Assert.Equal(backend, ShippedCatalog.Index.GuessBackend(name)?.Name);

    [Fact]
    public void At_least_the_apps_that_homelabs_run_are_known() => Assert.True(ShippedCatalog.Index.Apps.Count >= 110);

    [Fact]
    public void What_is_advised_throws_the_switch() =>
        Assert.Empty(ShippedCatalog.Index.Apps
            .SelectMany(a => a.Switches.Where(s => s.Example.Length > 0 && s.Variable.Length > 0).Select(s => (App: a.Name, Switch: s)))
            .Where(s => s.Switch.Example.Split('=', 2) is not [var name, var value] || name != s.Switch.Variable || !s.Switch.Test.Holds(value))
            .Select(s => $"{s.App}: {s.Switch.Example}"));

    [Fact]
    public void Databases_of_the_catalog_say_where_they_lie() =>
        Assert.Empty(ShippedCatalog.Index.Apps
            .Where(a => a.Engine == Engine.Sqlite && !a.Data.Any(d => d.Kind == DataKind.Sqlite || d.Also.Contains(DataKind.Sqlite)))
            .Select(a => $"{a.Name}: engine: sqlite, and no data of kind: sqlite"));

    /// <summary>What is in more than one entry, and in which.</summary>
    private static IEnumerable<string> Shared(IEnumerable<(string Name, string Entry)> names) => names
        .GroupBy(n => n.Name, StringComparer.Ordinal)
        .Where(g => g.Count() > 1)
        .Select(g => $"{g.Key} is in {string.Join(" and ", g.Select(n => n.Entry))}");
}

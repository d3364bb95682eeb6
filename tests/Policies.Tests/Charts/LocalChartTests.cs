using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using Xunit;

namespace HomelabStorage.Policies.Tests.Charts;

/// <summary>Charts that lie in the repository and bring others along, and charts that make what applies others.</summary>
public sealed class LocalChartTests
{
    private const string Chart =
        """
        apiVersion: v2
        name: shelf
        dependencies:
          - {name: app-template, alias: books, version: 3.7.3, repository: https://bjw-s-labs.github.io/helm-charts}
          - {name: longhorn, version: 1.9.0, condition: longhorn.enabled}
        """;

    private const string Values =
        """
        books:
          controllers: {books: {containers: {main: {image: {repository: docker.io/sissbruecker/linkding, tag: "1"}}}}}
          persistence: {data: {size: 1Gi, storageClass: slow, globalMounts: [{path: /etc/linkding/data}]}}
        """;

    private const string Application =
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: reading, namespace: argocd}
        spec:
          destination: {namespace: home}
          source:
            path: apps/shelf
            helm: {valuesObject: {books: {persistence: {data: {storageClass: fast}}}}}
        """;

    [Theory]
    [InlineData("longhorn: {enabled: false}", "Deployment /shelf, PersistentVolumeClaim /shelf slow")]
    [InlineData("longhorn: {enabled: true}", "Deployment /shelf, PersistentVolumeClaim /shelf slow, StorageClass longhorn")]
    [InlineData("", "Deployment /shelf, PersistentVolumeClaim /shelf slow, StorageClass longhorn")]
    public void A_chart_nobody_installs_is_what_a_person_would_install(string more, string expected) => Assert.Equal(
        expected.Replace("/shelf slow", "/shelf-data slow", StringComparison.Ordinal),
        Made(("apps/shelf/Chart.yaml", Chart), ("apps/shelf/values.yaml", $"{Values}\n{more}\n")));

    [Fact]
    public void An_application_gives_it_a_name_a_namespace_and_values() => Assert.Equal(
        "Deployment home/reading, PersistentVolumeClaim home/reading-data fast",
        Made(("apps/shelf/Chart.yaml", Chart), ("apps/shelf/values.yaml", $"{Values}\nlonghorn: {{enabled: false}}\n"), ("argo/app.yaml", Application)));

    [Fact]
    public void Its_values_are_where_they_are_written()
    {
        var claim = Read(("apps/shelf/Chart.yaml", Chart), ("apps/shelf/values.yaml", Values)).OfType<Claim>().Single();
        Assert.Equal("apps/shelf/values.yaml:3", Place(claim));
    }

    [Fact]
    public void A_chart_of_a_library_installs_nothing() =>
        Assert.Equal(string.Empty, Made(("lib/Chart.yaml", $"{Chart}\ntype: library\n"), ("lib/values.yaml", Values)));

    [Fact]
    public void An_application_may_install_the_chart_that_makes_it()
    {
        const string Argo =
            """
            argocd-apps:
              applicationsets:
                root:
                  generators: [{git: {directories: [{path: apps/*}, {path: system/*}]}}]
                  template:
                    metadata: {name: "{{path.basename}}"}
                    spec: {destination: {namespace: "{{path.basename}}"}, source: {path: "{{path}}"}}
            """;
        Assert.Equal(
            "Deployment shelf/shelf, PersistentVolumeClaim shelf/shelf-data slow",
            Made(
                ("apps/shelf/Chart.yaml", Chart),
                ("apps/shelf/values.yaml", $"{Values}\nlonghorn: {{enabled: false}}\n"),
                ("system/argocd/Chart.yaml", "apiVersion: v2\nname: argocd\ndependencies: [{name: argocd-apps, version: 2.0.0}]\n"),
                ("system/argocd/values.yaml", Argo)));
    }

    [Fact]
    public void What_a_chart_of_raw_objects_holds_is_read() => Assert.Equal(
        "PersistentVolumeClaim home/raw slow",
        Made(("release.yaml",
            """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: raw, namespace: home}
            spec:
              chart: {spec: {chart: raw}}
              values: {resources: [{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: raw, namespace: home}, spec: {storageClassName: slow}}]}
            """)));

    [Fact]
    public void The_path_of_an_instance_of_Flux_is_a_folder_it_applies()
    {
        var made = Deployed.Controllers(Readings(("release.yaml",
            """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: flux-instance, namespace: flux-system}
            spec:
              chart: {spec: {chart: flux-instance}}
              values: {instance: {sync: {kind: GitRepository, path: ./kubernetes/flux}}}
            """)));
        Assert.Equal("kubernetes/flux", Assert.IsType<Kustomization>(Assert.Single(made)).Path);
    }

    private static string Place(Manifest manifest) =>
        manifest.Source is ManifestSource.Text { Map: var map } ? $"{map.File}:{map.Find(manifest.Origin!.Pointer).Line}" : string.Empty;

    private static string Made(params (string File, string Text)[] files) => string.Join(
        ", ",
        Read(files)
            .Select(m => m switch
            {
                Claim claim => $"PersistentVolumeClaim {claim.Namespace}/{claim.Name} {(claim.Spec.Class as ClassRequest.Named)?.Name}",
                StorageClass storage => $"StorageClass {storage.Name}",
                _ => $"{m.Reference.Kind} {m.Namespace}/{m.Name}",
            })
            .Order(StringComparer.Ordinal));

    private static Manifest[] Read(params (string File, string Text)[] files) => [.. Deployed.Manifests(Readings(files))];

    private static ManifestReading[] Readings(params (string File, string Text)[] files) => [.. files.SelectMany(f => ManifestReader.ReadAll(f.Text, f.File))];
}

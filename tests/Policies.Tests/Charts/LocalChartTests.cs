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

    private const string OwnChart = "apiVersion: v2\nname: own\nversion: 1.0.0\nappVersion: \"1.32.0\"\n";

    private const string OwnValues = "name: demo\nimage: vaultwarden/server\nclaims: {}\n";

    private const string Helpers = "{{- define \"own.name\" -}}{{ .Release.Name }}-{{ .Chart.Name }}{{- end -}}";

    private const string Workload =
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{ include "own.name" . }}
        spec:
          selector: {matchLabels: {app: a}}
          template:
            metadata:
              labels: {app: a}
              annotations: {checksum: {{ include (print $.Template.BasePath "/config.yaml") . | sha256sum }}}
            spec:
              containers:
                - name: main
                  image: "{{ .Values.image }}:{{ .Chart.AppVersion }}"
                  volumeMounts: [{name: data, mountPath: /data}]
              volumes:
              {{- range $name, $claim := .Values.claims }}
                - name: {{ $name }}
                  persistentVolumeClaim: {claimName: {{ $name }}}
              {{- end }}
        {{- range $name, $claim := .Values.claims }}
        ---
        apiVersion: v1
        kind: PersistentVolumeClaim
        metadata: {name: {{ $name }}}
        spec:
          accessModes: [ReadWriteOnce]
          storageClassName: {{ $claim.class | default "slow" }}
          resources: {requests: {storage: 1Gi}}
        {{- end }}
        """;

    private const string Static = "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: fixed}\nspec: {storageClassName: plain}\n";

    private const string Release =
        """
        apiVersion: helm.toolkit.fluxcd.io/v2
        kind: HelmRelease
        metadata: {name: NAME, namespace: home}
        spec:
          chart: {spec: {chart: ./charts/own, sourceRef: {kind: GitRepository, name: homelab}}}
          values: {claims: {NAME-data: {class: fast}}}
        """;

    private static readonly (string File, string Text)[] Own =
    [
        ("charts/own/Chart.yaml", OwnChart),
        ("charts/own/values.yaml", OwnValues),
        ("charts/own/templates/_helpers.tpl", Helpers),
        ("charts/own/templates/workload.yaml", Workload),
    ];

    private const string Pvc = "{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: NAME}, spec: {accessModes: [ReadWriteOnce]}}";

    /// <summary>The names of the claims of a template that is a List, of a chart whose appVersion has no quotes.</summary>
    private static string Listed(string items) => string.Join(
        ", ",
        Read(("list/Chart.yaml", "apiVersion: v2\nname: list\nappVersion: 1.25\n"), ("list/templates/all.yaml", $"apiVersion: v1\nkind: List\n{items}\n"))
            .OfType<Claim>()
            .Select(c => c.Name));

    [Fact]
    public void The_templates_of_a_chart_are_filled_for_each_release() => Assert.Equal(
        "Deployment home/a-own, Deployment home/b-own, PersistentVolumeClaim home/a-data fast, PersistentVolumeClaim home/b-data fast",
        Made([.. Own, .. "ab".Select(one => $"{one}").Select(name => ($"apps/{name}.yaml", Release.Replace("NAME", name, StringComparison.Ordinal)))]));

    [Fact]
    public void A_chart_nobody_installs_has_its_own_values() => Assert.Equal(
        "Deployment /own-own, PersistentVolumeClaim /books slow",
        Made([.. Own.Where(f => !f.File.EndsWith("values.yaml", StringComparison.Ordinal)), ("charts/own/values.yaml", "image: a\nclaims: {books: {}}\n")]));

    [Fact]
    public void The_tag_of_an_image_may_be_the_version_of_the_app() => Assert.Equal(
        "vaultwarden/server:1.32.0",
        Assert.IsType<Workload>(Assert.Single(Read(Own))).Pod.Containers.Single().Image.Written);

    [Fact]
    public void An_object_without_a_placeholder_is_in_the_namespace_of_the_release_and_in_its_own_file()
    {
        var claim = Read([.. Own, ("charts/own/templates/fixed.yaml", Static), ("apps/a.yaml", Release.Replace("NAME", "a", StringComparison.Ordinal))])
            .OfType<Claim>()
            .Single(c => c.Name is "fixed");
        Assert.Equal("home", claim.Namespace);
        Assert.Null(claim.Origin);
        Assert.Equal("charts/own/templates", claim.Source.Folder);
    }

    [Fact]
    public void What_a_template_makes_names_the_template_that_decides() => Assert.Equal(
        "spec.storageClassName (made by charts/own/templates/workload.yaml)",
        Read([.. Own, ("apps/a.yaml", Release.Replace("NAME", "a", StringComparison.Ordinal))])
            .OfType<Claim>()
            .Single()
            .Origin!.Place("spec.storageClassName", "storageClass"));

    [Fact]
    public void A_template_that_only_Helm_can_fill_costs_itself_and_is_named()
    {
        (string, string)[] files = [.. Own, ("charts/own/templates/odd.yaml", "apiVersion: v1\nkind: Secret\ndata: {{ genCA \"a\" 1 }}\n")];
        Assert.Equal("Deployment /own-own", Made(files));
        Assert.Equal(
            "templates that only Helm can fill: the function genCA is not known",
            string.Join(", ", Deployed.Of(Readings(files))
                .OfType<ManifestReading.NotJudged>()
                .Where(n => n.Group is "templates that only Helm can fill")
                .Select(n => $"{n.Group}: {n.Reason[(n.Reason.LastIndexOf(": ", StringComparison.Ordinal) + 2)..]}")));
    }

    [Theory]
    [InlineData("items: [OBJECT]", "named-1.25")]
    [InlineData("items: [OBJECT, {apiVersion: v1, kind: List, items: [OBJECT]}]", "named-1.25, named-1.25")]
    [InlineData("items: []", "")]
    public void A_list_that_a_template_makes_is_taken_apart(string items, string expected)
    {
        var named = Pvc.Replace("NAME", "named-{{ .Chart.AppVersion }}", StringComparison.Ordinal);
        Assert.Equal(expected, Listed(items.Replace("OBJECT", named, StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("---\n{{- include", "a template's dashes eat the end of the line, and Helm takes it apart all the same")]
    [InlineData("---\n{{ include", "")]
    [InlineData("\n--- # two\n{{ include", "")]
    public void What_Helm_takes_apart_is_taken_apart(string between, string why)
    {
        var one = "{{ define \"one\" }}" + Pvc.Replace("NAME", "{{ . }}", StringComparison.Ordinal) + "{{ end }}";
        var made = Read(
            ("pair/Chart.yaml", "apiVersion: v2\nname: pair\n"),
            ("pair/templates/_one.tpl", one),
            ("pair/templates/both.yaml", $"{{{{- include \"one\" \"a\" }}}}\n{between} \"one\" \"b\" }}}}\n"));
        Assert.True(string.Join(", ", made.OfType<Claim>().Select(c => c.Name)) is "a, b", why);
    }

    [Fact]
    public void A_list_without_a_placeholder_is_taken_apart() => Assert.Equal(
        "one, two",
        Listed($"items: [{Pvc.Replace("NAME", "one", StringComparison.Ordinal)}, {Pvc.Replace("NAME", "two", StringComparison.Ordinal)}]"));

    [Fact]
    public void A_chart_of_Applications_installs_what_they_name()
    {
        const string Apps =
            """
            {{- range .Values.apps }}
            ---
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: {{ . }}, namespace: argocd}
            spec:
              destination: {namespace: {{ . }}}
              source: {path: charts/own, helm: {valuesObject: {claims: {data: {}}}}}
            {{- end }}
            """;
        Assert.Equal(
            "Deployment one/one-own, Deployment two/two-own, PersistentVolumeClaim one/data slow, PersistentVolumeClaim two/data slow",
            Made([
                .. Own,
                ("root/Chart.yaml", "apiVersion: v2\nname: root\n"),
                ("root/values.yaml", "apps: [one, two]\n"),
                ("root/templates/apps.yaml", Apps),
            ]));
    }

    [Fact]
    public void Values_for_a_library_are_those_of_the_chart_that_uses_it() => Assert.Equal(
        "Deployment /game, PersistentVolumeClaim /game slow",
        Made(
            ("game/Chart.yaml",
                "apiVersion: v2\nname: game\ndependencies: [{name: common, version: 5.1.0, repository: https://bjw-s-labs.github.io/helm-charts}]\n"),
            ("game/values.yaml",
                "controllers: {main: {containers: {main: {image: {repository: a, tag: b}}}}}\npersistence: {data: {size: 1Gi, storageClass: slow, "
                + "type: persistentVolumeClaim, accessMode: ReadWriteOnce}}\n"),
            ("game/templates/common.yaml", "{{- include \"bjw-s.common.loader.all\" . }}\n")));

    [Fact]
    public void A_folder_of_one_word_is_that_of_the_repository_itself() => Assert.Equal(
        "Deployment /own-own",
        Made([
            .. Own.Select(f => ($"home/{f.File.Replace("charts/own", "apps/cluster", StringComparison.Ordinal)}", f.Text)),
            ("home/cluster/root.yaml", Application.Replace("apps/shelf", "cluster", StringComparison.Ordinal)),
        ]));

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

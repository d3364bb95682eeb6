using System.Globalization;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What of a repository is one cluster, and where that begins.</summary>
public sealed class DeployedTests : RepositoryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Overlays_that_make_the_same_object_are_clusters_of_their_own(bool isRendered)
    {
        Write("base/kustomization.yaml", "namespace: home\nresources: [app.yaml]\n");
        Write("base/app.yaml", App);
        foreach (var (cluster, store) in new[] { ("staging", "block"), ("production", "nas") })
        {
            Write($"overlays/{cluster}/kustomization.yaml", "namespace: home\nresources: [../../base, claim.yaml]\n");
            Write($"overlays/{cluster}/claim.yaml", Claim.Replace("CLASS", store, StringComparison.Ordinal));
        }

        Write("classes.yaml", Classes);
        var output = Audit(isRendered).Output;
        Assert.Contains("in production", output, StringComparison.Ordinal);
        Assert.Contains("claim recipes is on NFS (class nas)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("in staging", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/.")]
    [InlineData("/")]
    [InlineData("/../{0}")]
    public void A_folder_is_one_however_it_is_spelled(string spelled)
    {
        Flux("clusters/home", "shop", "substitute: {}");
        Write("apps/shop/kustomization.yaml", "resources: [app.yaml]\n");
        Write("apps/shop/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}");
        Write("classes.yaml", Nas);
        var name = Path.GetFileName(Root);
        var (code, output, _) = FolderDoor.Run(["audit", "--render", "never", Root + string.Format(CultureInfo.InvariantCulture, spelled, name)]);
        Assert.Equal(Audit(isRendered: false), (code, output));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_instance_of_Flux_begins_where_its_path_leads_although_that_brings_it(bool isRendered)
    {
        Write("apps/flux/kustomization.yaml", "namespace: flux-system\nresources: [release.yaml]\n");
        Write("apps/flux/release.yaml",
            """
            apiVersion: helm.toolkit.fluxcd.io/v2
            kind: HelmRelease
            metadata: {name: flux-instance}
            spec: {chart: {spec: {chart: flux-instance}}, values: {instance: {sync: {kind: GitRepository, path: apps}}}}
            """);
        Flux("apps/shop-of-apps", "shop", "substitute: {STORE: nas}");
        Write("apps/shop/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "${STORE}", StringComparison.Ordinal)}");
        Write("apps/shop/kustomization.yaml", "resources: [app.yaml]\n");
        Write("classes.yaml", Nas);
        Assert.Contains("claim recipes is on NFS (class nas)", Audit(isRendered).Output, StringComparison.Ordinal);
    }

    /// <summary>The folder with which a person begins often holds all that the controllers apply after that.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_a_controller_applies_is_said_once_although_an_overlay_brings_both(bool isRendered)
    {
        Write("apps/kustomization.yaml", "resources: [set.yaml, shop]\n");
        Write("apps/set.yaml",
            """
            apiVersion: argoproj.io/v1alpha1
            kind: ApplicationSet
            metadata: {name: apps, namespace: argocd}
            spec:
              generators: [{git: {repoURL: 'https://example.com/home.git', directories: [{path: apps/shop}]}}]
              template:
                metadata: {name: '{{path.basename}}'}
                spec:
                  source: {repoURL: 'https://example.com/home.git', path: '{{path}}'}
                  destination: {namespace: home}
            """);
        Write("apps/shop/kustomization.yaml", "namespace: home\nresources: [app.yaml]\n");
        Write("apps/shop/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}");
        Write("classes.yaml", Nas);
        Assert.Equal(2, Audit(isRendered).Output.Split("claim recipes is on NFS (class nas)").Length);
    }

    [Fact]
    public void What_an_overlay_changes_about_the_controllers_it_brings_counts()
    {
        Write("start/kustomization.yaml",
            """
            resources: [shop.yaml]
            patches:
              - target: {kind: Kustomization}
                patch: "- {op: replace, path: /spec/postBuild/substitute/STORE, value: nas}"
            """);
        Flux("start", "shop", "substitute: {STORE: block}");
        Write("apps/shop/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "${STORE}", StringComparison.Ordinal)}");
        Write("classes.yaml", Classes);
        Assert.Contains("claim recipes is on NFS (class nas)", Audit(isRendered: true).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Argo_changes_images_and_gives_a_namespace_only_to_what_names_none(bool isRendered)
    {
        Write("argo/shop.yaml",
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: shop, namespace: argocd}
            spec:
              destination: {namespace: home}
              source: {path: apps/shop, kustomize: {images: ["ghcr.io/nobody/knows=docker.io/sissbruecker/linkding:1.45.0"]}}
            """);
        Write("apps/shop/kustomization.yaml", "resources: [app.yaml, other.yaml]\n");
        Write("apps/shop/app.yaml", App.Replace("ghcr.io/mealie-recipes/mealie:v3.0.0", "ghcr.io/nobody/knows:1", StringComparison.Ordinal)
            .Replace("/app/data", "/etc/linkding/data", StringComparison.Ordinal));
        Write("apps/shop/other.yaml", Claim.Replace("{name: recipes}", "{name: recipes, namespace: away}", StringComparison.Ordinal)
            .Replace("CLASS", "block", StringComparison.Ordinal) + "\n---\n" + Claim.Replace("CLASS", "nas", StringComparison.Ordinal));
        Write("classes.yaml", Classes);
        var output = Audit(isRendered, "--format", "json").Output;
        Assert.Contains("linkding keeps SQLite at /etc/linkding/data, but claim recipes is on NFS (class nas)", output, StringComparison.Ordinal);
        Assert.Contains("\"namespace\": \"home\"", output, StringComparison.Ordinal);
        Assert.Contains("\"namespace\": \"away\"", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Argo_applies_a_folder_without_a_kustomization_file_by_file_and_not_what_lies_below()
    {
        Write("argo/shop.yaml",
            """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: shop, namespace: argocd}
            spec: {destination: {namespace: home}, source: {path: apps}}
            """);
        Write("apps/app.yaml", App);
        Write("apps/claim.yaml", Claim.Replace("CLASS", "nas", StringComparison.Ordinal));
        Write("apps/below/claim.yaml", Claim.Replace("recipes", "below", StringComparison.Ordinal).Replace("CLASS", "nas", StringComparison.Ordinal));
        Write("classes.yaml", Nas);
        var output = Audit(isRendered: false).Output;
        Assert.Contains("home/recipes", output, StringComparison.Ordinal);
        Assert.DoesNotContain("home/below", output, StringComparison.Ordinal);
    }

    /// <summary>Of two Applications of one name that make one object, the one that was put away says nothing of a second cluster.</summary>
    [Theory]
    [InlineData("DEPRECATED/argo", false, "")]
    [InlineData("second/argo", true, "another cluster")]
    public void What_was_put_away_applies_nothing_where_others_apply_something(string folder, bool isApplied, string why)
    {
        const string application = """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: shop, namespace: argocd}
            spec: {destination: {namespace: home}, source: {path: FOLDER}}
            """;
        Write("argo/shop.yaml", application.Replace("FOLDER", "apps", StringComparison.Ordinal));
        Write($"{folder}/shop.yaml", application.Replace("FOLDER", $"{folder}/old", StringComparison.Ordinal));
        Write("apps/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "block", StringComparison.Ordinal)}");
        var old = $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}";
        Write($"{folder}/old/app.yaml", old.Replace("recipes", "old", StringComparison.Ordinal));
        Write("classes.yaml", Classes);
        var output = Audit(isRendered: false).Output;
        Assert.True(output.Contains("claim old is on NFS", StringComparison.Ordinal) == isApplied, $"{why}: {output}");
        Assert.Equal(isApplied, output.Contains($"  in {folder.Split('/')[0]}", StringComparison.Ordinal));
    }

    /// <summary>An Application of a chart brings no files of its own, and stands beside one that does.</summary>
    [Theory]
    [InlineData("shop", true)]
    [InlineData("DEPRECATED/shop", false)]
    public void An_Application_that_nobody_brings_was_applied_by_hand(string folder, bool isApplied)
    {
        const string application = """
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: NAME, namespace: argocd}
            spec: {destination: {namespace: home}, source: {path: PATH}}
            """;
        Write("plain.yaml", application.Replace("NAME", "plain", StringComparison.Ordinal).Replace("PATH", "plain", StringComparison.Ordinal));
        Write("plain/map.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: m}, data: {a: b}}\n");
        Write($"{folder}/argo.yaml", application.Replace("NAME", "shop", StringComparison.Ordinal).Replace("PATH", folder, StringComparison.Ordinal));
        Write($"{folder}/Chart.yaml", "{apiVersion: v2, name: shop, version: 1.0.0}\n");
        Write($"{folder}/templates/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}");
        Write("classes.yaml", Classes);
        var output = Audit(isRendered: false).Output;
        Assert.Equal(isApplied, output.Contains("deny  Deployment home/mealie", StringComparison.Ordinal));
    }

    /// <summary>Where everything is applied by hand, what was put away is not.</summary>
    [Theory]
    [InlineData("archive/2023", "allow")]
    [InlineData("apps/_unused", "allow")]
    [InlineData("examples", "deny")]
    [InlineData("apps/archivebox", "deny")]
    public void Nobody_applies_by_hand_what_was_put_away(string folder, string said)
    {
        Write("apps/shop/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "block", StringComparison.Ordinal)}");
        var old = $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}".Replace("{name: mealie", "{name: old", StringComparison.Ordinal);
        Write($"{folder}/app.yaml", old.Replace("{name: recipes", "{name: older", StringComparison.Ordinal)
            .Replace("claimName: recipes", "claimName: older", StringComparison.Ordinal));
        Write("classes.yaml", Classes);
        Assert.Contains($"{said}  Deployment old  {Root}/{folder}/app.yaml:1", Audit(isRendered: false, "--all").Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("app.yaml.j2", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: {{ name }}}\n", "jinja2 FILE VALUES | homelab-storage audit -")]
    [InlineData("app.jsonnet", "local k = import 'k.libsonnet'; k.claim('x')", "jsonnet FILE | homelab-storage audit -")]
    [InlineData("app.yaml.tmpl", "apiVersion: v1\nkind: Pod\nmetadata: {name: {{ .name }}}\n", "gomplate --file FILE | homelab-storage audit -")]
    [InlineData("helmfile.yaml", "releases: [{name: a, chart: x/y}]\n", "helmfile template --file FILE | homelab-storage audit -")]
    [InlineData("templates/pod.yaml", "{{- if .Values.on }}\napiVersion: v1\nkind: Pod\n{{- end }}\n", "helm template NAME ROOT | homelab-storage audit -")]
    public void What_another_tool_makes_manifests_of_is_named_with_the_command_that_shows_them(string file, string text, string command)
    {
        Write(file, text);
        Write("namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: home}\n");
        var (code, output) = Audit(isRendered: false);
        Assert.Equal(2, code);
        Assert.Contains(
            "  show: " + command.Replace("FILE", $"{Root}/{file}", StringComparison.Ordinal).Replace("ROOT", Root, StringComparison.Ordinal),
            output,
            StringComparison.Ordinal);
        Assert.Equal(2, Audit(isRendered: false, "--strict").Code);
    }

    [Theory]
    [InlineData("kind: Ingress\nmetadata: {name: {{ .name }}}", 0)]
    [InlineData("kind: Middleware\nmetadata: {name: x, namespace: '{{ .namespace }}'}", 0)]
    [InlineData("kind: HorizontalPodAutoscaler\nspec:\n  scaleTargetRef:\n    kind: Deployment\n    name: {{ .name }}", 2)]
    [InlineData("kind: {{ .kind }}\nmetadata: {name: x}", 2)]
    [InlineData("kind: IngressList\nitems: [{{ .items }}]", 2)]
    public void A_template_of_what_is_not_judged_is_not_named(string text, int expected)
    {
        Write("cluster/object.yaml", $"apiVersion: example.com/v1\n{text}\n");
        Write("namespace.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: home}\n");
        Assert.Equal(expected, Audit(isRendered: false).Code);
    }

    [Fact]
    public void Where_there_are_only_templates_nothing_was_judged_and_that_is_no_success()
    {
        Write("app.yaml.j2", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: {{ name }}}\n");
        var (code, output, error) = FolderDoor.Run(["audit", Root]);
        Assert.Equal(2, code);
        Assert.Contains("templates of Jinja", output, StringComparison.Ordinal);
        Assert.Contains("nothing was judged", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Values_that_a_kustomization_puts_into_a_ConfigMap_are_no_values_of_nobody()
    {
        Write("app/kustomization.yaml", "configMapGenerator: [{name: v, files: [values.yaml]}]\nresources: [ns.yaml]\n");
        Write("app/values.yaml", "image: {tag: \"1\"}\n");
        Write("app/ns.yaml", "apiVersion: v1\nkind: Namespace\nmetadata: {name: home}\n");
        Assert.DoesNotContain("values", Audit(isRendered: false).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, "spec: {storageClassName: ${STORE}}")]
    [InlineData(false, "spec: {{ toYaml .Values.spec }}")]
    [InlineData(true, "spec: {{ toYaml .Values.spec }}")]
    public void A_file_that_Flux_cannot_read_in_a_folder_without_a_kustomization_is_not_passed_over(bool isRendered, string spec)
    {
        Flux("cluster", "shop", "substitute: {STORE: nas}");
        Write("apps/shop/app.yaml", App);
        Write("apps/shop/claim.yaml", $"apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {{name: recipes}}\n{spec}\n");
        var (code, output) = Audit(isRendered, "--strict");
        Assert.Equal(2, code);
        Assert.Contains($"{Root}/apps/shop/claim.yaml", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_kustomization_in_a_file_without_an_ending_is_one(bool isRendered)
    {
        Write("base/kustomization.yaml", "resources: [app.yaml]\n");
        Write("base/app.yaml", App);
        Write("overlay/Kustomization", "namespace: home\nresources: [../base, claim.yaml]\n");
        Write("overlay/claim.yaml", Claim.Replace("CLASS", "nas", StringComparison.Ordinal));
        Write("classes.yaml", Classes);
        Assert.Contains("deny  Deployment home/mealie", Audit(isRendered).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Files_with_parameters_and_files_of_values_by_any_name_decide_what_an_ApplicationSet_applies(bool isRendered)
    {
        Write("sets/all.yaml",
            """
            apiVersion: argoproj.io/v1alpha1
            kind: ApplicationSet
            metadata: {name: all, namespace: argocd}
            spec:
              goTemplate: true
              generators: [{git: {repoURL: "https://git.example.org/me/home", files: [{path: "apps/*/app.json"}]}}]
              template:
                metadata: {name: "{{ .path.basename }}"}
                spec:
                  destination: {server: "https://kubernetes.default.svc", namespace: "{{ .ns }}"}
                  sources:
                    - chart: app-template
                      repoURL: https://charts.example.org
                      targetRevision: 4.1.1
                      helm: {valueFiles: ["$own/{{ .path.path }}/{{ .settings }}"]}
                    - {repoURL: "https://git.example.org/me/home", ref: own}
                    - {repoURL: "https://git.example.org/me/home", path: "{{ .path.path }}/more"}
            """);
        Write("apps/mealie/app.json", """{"ns": "home", "settings": "mealie.yaml"}""");
        Write("apps/mealie/mealie.yaml",
            """
            controllers: {mealie: {containers: {app: {image: {repository: ghcr.io/mealie-recipes/mealie, tag: v3.0.0}}}}}
            persistence: {data: {existingClaim: recipes, globalMounts: [{path: /app/data}]}}
            """);
        Write("apps/mealie/more/kustomization.yaml", "resources: [claim.yaml]\n");
        Write("apps/mealie/more/claim.yaml", Claim.Replace("CLASS", "nas", StringComparison.Ordinal));
        Write("classes.yaml", Classes);
        var output = Audit(isRendered).Output;
        Assert.Contains("deny  Application argocd/mealie (as Deployment home/mealie)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not judged", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("path: .")]
    [InlineData("path: \"\"")]
    [InlineData("targetRevision: 4.1.1")]
    public void Argo_installs_the_chart_that_an_address_of_a_registry_is(string path)
    {
        Write("argo/mealie.yaml",
            $$$$$$"""
            apiVersion: argoproj.io/v1alpha1
            kind: Application
            metadata: {name: mealie, namespace: argocd}
            spec:
              destination: {server: "https://kubernetes.default.svc", namespace: home}
              source:
                repoURL: oci://registry.example.org/charts/app-template
                {{{{{{path}}}}}}
                helm:
                  valuesObject:
                    controllers: {mealie: {containers: {app: {image: {repository: ghcr.io/mealie-recipes/mealie, tag: v3.0.0}}}}}
                    persistence: {data: {existingClaim: recipes, globalMounts: [{path: /app/data}]}}
            """);
        Write(
            "claim.yaml",
            Claim.Replace("{name: recipes}", "{name: recipes, namespace: home}", StringComparison.Ordinal).Replace("CLASS", "nas", StringComparison.Ordinal));
        Write("classes.yaml", Classes);
        var output = Audit(isRendered: false).Output;
        Assert.Contains("deny  Application argocd/mealie (as Deployment home/mealie)", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not judged", output, StringComparison.Ordinal);
    }
}

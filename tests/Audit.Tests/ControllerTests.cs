using System.Text.RegularExpressions;
using Xunit;

namespace HomelabStorage.Audit.Tests;

/// <summary>What Flux and Argo do to objects on their way, and what they fail at.</summary>
public sealed class ControllerTests : RepositoryTests
{
    private const string Exempt = "{homelab-storage.io/exempt: sqlite-on-network-filesystem, homelab-storage.io/exempt-reason: known}";

    private const string OnNas = "claim recipes is on NFS (class nas)";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Functions_of_variables_decide_the_class(bool isRendered)
    {
        Flux("cluster", "shop", "substitute: {STORE: nas-of-others}");
        Shop("${STORE%-of-*}");
        Assert.Contains(OnNas, Audit(isRendered).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_object_that_Flux_fails_at_is_not_judged_and_named_where_it_was_written()
    {
        Flux("cluster", "shop", "substitute: {STORE: nas}");
        Shop("${STORE-block}");
        var output = Audit(isRendered: true, "--all").Output;
        Assert.Contains("PersistentVolumeClaim home/recipes: Flux cannot put a value in for '${STORE-block}'", output, StringComparison.Ordinal);
        Assert.Contains($"{Root}/apps/shop/claim.yaml:1", output, StringComparison.Ordinal);
        Assert.DoesNotContain(OnNas, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_Flux_adds_to_everything_counts(bool isRendered)
    {
        Flux("cluster", "shop", "substitute: {STORE: nas}", $"commonMetadata: {{annotations: {Exempt}}}");
        Shop("${STORE}");
        Assert.DoesNotContain("deny  Deployment home/mealie", Audit(isRendered).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_Argo_adds_to_everything_counts(bool isRendered)
    {
        Argo($"commonAnnotations: {Exempt}, commonLabels: {{of: argo}}");
        Shop("nas");
        Assert.DoesNotContain("deny  Deployment home/mealie", Audit(isRendered).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Replicas_of_Argo_may_be_text()
    {
        Argo("replicas: [{name: mealie, count: '3'}]");
        Shop("block");
        var output = Audit(isRendered: true, "--all").Output;
        Assert.DoesNotContain("not rendered", output, StringComparison.Ordinal);
        Assert.Contains("3 replicas", output, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_read_of_a_rendering_is_named_where_it_was_written()
    {
        Flux("cluster", "shop", "substitute: {STORE: nas}");
        Shop("${STORE}");
        Write("apps/shop/secret.yaml", "# a note\napiVersion: v1\nkind: Secret\nmetadata: {name: keys}\nstringData: {a: ENC}\nsops: {mac: ENC}\n");
        Write("apps/shop/odd.yaml", "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: odd}\nspec:\n  storageClassName: [nas]\n");
        Write("apps/shop/kustomization.yaml", "resources: [app.yaml, claim.yaml, secret.yaml, odd.yaml]\n");
        var output = Audit(isRendered: true, "--all").Output;
        Assert.Contains($"{Root}/apps/shop/secret.yaml:2", output, StringComparison.Ordinal);
        Assert.Contains($"{Root}/apps/shop/odd.yaml:5", output, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_shown_without_what_gives_access()
    {
        Argo(string.Empty, "https://me:secret@git.example.org/other/thing", "nowhere");
        Write("apps/shop/app.yaml", App);
        var output = Audit(isRendered: false, "--all").Output;
        Assert.Contains("of https://git.example.org/other/thing", output, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", output, StringComparison.Ordinal);
    }

    /// <summary>The overlay of a cluster that is no more refuses nobody, and says why; what is deployed is refused as ever.</summary>
    [Theory]
    [InlineData(false, "block", 0)]
    [InlineData(true, "block", 0)]
    [InlineData(false, "nas", 1)]
    [InlineData(true, "nas", 1)]
    public void An_overlay_that_no_controller_in_sight_applies_is_noted(bool isRendered, string deployed, int expected)
    {
        Flux("cluster", "shop", $"substitute: {{STORE: {deployed}}}");
        Shop("${STORE}");
        Old();
        var (code, output) = Audit(isRendered, "--all");
        Assert.Equal(expected, code);
        Assert.Contains($"allow  Deployment old/mealie  {Root}/former/app.yaml:1", output, StringComparison.Ordinal);
        Assert.Contains("(no known Flux or Argo object applies it)", output, StringComparison.Ordinal);
        Assert.Equal(expected == 1, output.Contains("deny  Deployment home/mealie", StringComparison.Ordinal));
    }

    /// <summary>What is applied by hand, and an example: no overlay takes it in, and no controller looks there.</summary>
    [Theory]
    [InlineData(false, "by-hand", "(no known Flux or Argo object applies it)")]
    [InlineData(true, "by-hand", "(no known Flux or Argo object applies it)")]
    [InlineData(false, "docs/apps", "(the name of its folder says that it is not in use)")]
    [InlineData(true, "apps/_archive", "(the name of its folder says that it is not in use)")]
    public void A_file_that_no_controller_in_sight_applies_is_noted(bool isRendered, string folder, string said)
    {
        Flux("cluster", "shop", "substitute: {STORE: block}");
        Shop("${STORE}");
        Write($"{folder}/example.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}");
        Write("classes.yaml", Classes);
        var (code, output) = Audit(isRendered, "--all");
        Assert.Equal(0, code);
        Assert.Contains($"allow  Deployment mealie  {Root}/{folder}/example.yaml:1", output, StringComparison.Ordinal);
        Assert.Contains(said, output, StringComparison.Ordinal);
    }

    /// <summary>Whether it is applied to one cluster or to another is not known, nor which classes it would find there.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_no_controller_applies_is_said_once_for_all_clusters(bool isRendered)
    {
        foreach (var cluster in new[] { "one", "two" })
        {
            Flux($"clusters/{cluster}", cluster, "substitute: {STORE: block}");
            Write($"apps/{cluster}/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "${STORE}", StringComparison.Ordinal)}");
            Write($"clusters/{cluster}/unused/kustomization.yaml", $"namespace: unused-{cluster}\nresources: [../../../base]\n");
        }

        Write("base/kustomization.yaml", "resources: [app.yaml]\n");
        Write("base/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}");
        Write("other/kustomization.yaml", "namespace: other\nresources: [../base]\n");
        Old();
        var output = Audit(isRendered, "--all").Output;
        Assert.Single(Regex.Matches(output, "allow  Deployment old/mealie "));
        Assert.Single(Regex.Matches(output, "allow  Deployment other/mealie "));
    }

    [Theory]
    [InlineData("")]
    [InlineData("clusters: {}")]
    public void Where_no_controller_decides_an_overlay_is_applied_by_hand(string generator)
    {
        Undecided(generator);
        Old();
        var (code, output) = Audit(isRendered: false, "--all");
        Assert.Equal(1, code);
        Assert.Contains("deny  Deployment old/mealie", output, StringComparison.Ordinal);
    }

    /// <summary>Whatever the controllers apply, nobody applies by hand what was put away, as files or as an overlay.</summary>
    [Theory]
    [InlineData("archive", "")]
    [InlineData("apps/old", "clusters: {}")]
    [InlineData("deprecated/no_deploy", "clusters: {}")]
    public void What_was_put_away_is_only_noted_where_no_controller_decides(string folder, string generator)
    {
        Undecided(generator);
        Old(folder);
        var (code, output) = Audit(isRendered: false, "--all");
        Assert.Equal(0, code);
        Assert.Contains($"allow  Deployment old/mealie  {Root}/{folder}/app.yaml:1", output, StringComparison.Ordinal);
        Assert.Contains("(the name of its folder says that it is not in use)", output, StringComparison.Ordinal);
    }

    /// <summary>A pod to look into a claim with, which somebody applies now and then, is in nobody's way.</summary>
    [Theory]
    [InlineData("hack", false)]
    [InlineData("apps/shop", true)]
    public void What_nobody_applies_shares_no_claim(string folder, bool isShared)
    {
        Flux("cluster", "shop", "substitute: {STORE: block}");
        Shop("${STORE}");
        Write("classes.yaml", Classes);
        Write("apps/shop/kustomization.yaml", $"resources: [app.yaml, claim.yaml{(isShared ? ", shell.yaml" : string.Empty)}]\n");
        Write($"{folder}/shell.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: shell, namespace: home}\nspec: {containers: [{name: c, image: alpine, volumeMounts: "
                + "[{name: v, mountPath: /mnt}]}], volumes: [{name: v, persistentVolumeClaim: {claimName: recipes}}]}\n");
        var output = Audit(isRendered: false, "--all").Output;
        Assert.Equal(isShared, output.Contains("single-writer-volume-shared", StringComparison.Ordinal));
    }

    /// <summary>What a kustomization installs by Helm is as little applied as itself.</summary>
    [Theory]
    [InlineData("archive/csi", false)]
    [InlineData("csi", true)]
    public void Charts_of_a_kustomization_that_was_put_away_make_nothing(string folder, bool isTold)
    {
        Write($"{folder}/kustomization.yaml",
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\nhelmCharts: [{name: longhorn, valuesInline: {persistence: {}}}]\n");
        Write("apps/app.yaml", App);
        Assert.Equal(isTold, Audit(isRendered: false).Output.Contains("class longhorn has reclaimPolicy Delete", StringComparison.Ordinal));
    }

    /// <summary>A release that is applied makes what is applied, whatever else in the repository has its name.</summary>
    [Theory]
    [InlineData("wrapper/kustomization.yaml", "resources: [../apps/longhorn]\n")]
    [InlineData("wrapper/kustomization.yaml", "resources: [../apps/longhorn]\npatches: [{patch: '{}', target: {kind: HelmRelease, name: longhorn}}]\n")]
    [InlineData("patches/longhorn.yaml",
        "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: longhorn, namespace: longhorn-system}\nspec: {values: {a: b}}\n")]
    [InlineData("dev/kustomization.yaml", "resources: [../base]\n")]
    public void What_is_made_of_an_applied_release_is_applied(string file, string text)
    {
        const string release = "apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: {name: longhorn, namespace: longhorn-system}\n"
            + "spec: {chart: {spec: "
            + "{chart: longhorn, sourceRef: {kind: HelmRepository, name: longhorn}}}, values: {persistence: {defaultClassReplicaCount: 2}}}\n";
        Flux("cluster", "longhorn", string.Empty);
        Write("base/release.yaml", release);
        Write("base/kustomization.yaml", "resources: [release.yaml]\n");
        Write("apps/longhorn/kustomization.yaml", "resources: [../../base]\n");
        Write(file, text);
        var output = Audit(isRendered: false, "--all").Output;
        Assert.Single(Regex.Matches(output, "class longhorn has reclaimPolicy Delete"));
        Assert.DoesNotContain("no known Flux or Argo object applies it", output, StringComparison.Ordinal);
    }

    /// <summary>Argo CD's page writes an empty list of sources beside the only one.</summary>
    [Fact]
    public void An_empty_list_of_sources_is_none()
    {
        Argo(string.Empty, more: "\n  sources: []");
        Write("apps/shop/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}");
        Write("classes.yaml", Classes);
        Assert.Contains("deny  Deployment home/mealie", Audit(isRendered: false, "--all").Output, StringComparison.Ordinal);
    }

    /// <summary>Who has left something out knows it: all of it is one line, and JSON has each finding.</summary>
    [Fact]
    public void Faults_of_what_no_controller_applies_are_one_line()
    {
        Flux("cluster", "shop", "substitute: {STORE: block}");
        Shop("${STORE}");
        Write("classes.yaml", Classes);
        foreach (var app in new[] { "one", "two" })
        {
            Write($"apps/{app}/app.yaml", $"{App}\n---\n{Claim.Replace("CLASS", "nas", StringComparison.Ordinal)}"
                .Replace("{name: mealie", $"{{name: {app}", StringComparison.Ordinal).Replace("recipes", app, StringComparison.Ordinal));
        }

        var output = Audit(isRendered: false).Output;
        Assert.Contains(
            "6 findings on 5 objects that no known Flux or Argo object applies: nas, one, two (--all shows them)\n",
            output,
            StringComparison.Ordinal);
        Assert.DoesNotContain("sqlite-on-network-filesystem", output, StringComparison.Ordinal);
        Assert.DoesNotContain("not applied", Audit(isRendered: false, "--quiet").Output, StringComparison.Ordinal);
        Assert.Contains("claim two is on NFS", Audit(isRendered: false, "--format", "json").Output, StringComparison.Ordinal);
    }

    /// <summary>What is the same in some of the clusters is told once, and says in which.</summary>
    [Fact]
    public void What_is_the_same_in_two_of_three_clusters_is_told_once()
    {
        foreach (var (cluster, storageClass) in new[] { ("one", "nas"), ("two", "nas"), ("three", "block") })
        {
            Flux($"clusters/{cluster}", "shop", $"substitute: {{STORE: {storageClass}}}");
        }

        Shop("${STORE}");
        var output = Audit(isRendered: false).Output;
        Assert.Contains($"deny  Deployment home/mealie  {Root}/apps/shop/app.yaml:1  in one, two\n", output, StringComparison.Ordinal);
        Assert.Single(Regex.Matches(output, "Deployment home/mealie  "));
        var json = Audit(isRendered: false, "--format", "json").Output;
        Assert.All(["one", "two"], cluster => Assert.Contains($"\"cluster\": \"{cluster}\"", json, StringComparison.Ordinal));
    }

    /// <summary>A default class that was put away is no other default.</summary>
    [Theory]
    [InlineData("archive", false)]
    [InlineData("apps", true)]
    public void A_default_class_that_was_put_away_is_no_other_default(string folder, bool isTold)
    {
        static string Default(string name) => $"apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {{name: {name}, annotations: "
            + "{storageclass.kubernetes.io/is-default-class: 'true'}}\nprovisioner: rancher.io/local-path\n";
        Write("classes/now.yaml", Default("now"));
        Write($"{folder}/then.yaml", Default("then"));
        Assert.Equal(isTold, Audit(isRendered: false).Output.Contains("is a default class, and so is then", StringComparison.Ordinal));
    }

    private void Undecided(string generator)
    {
        if (generator.Length > 0)
        {
            Argo(string.Empty);
            Shop("block");
            Write("cluster/set.yaml",
                $"apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {{name: set, namespace: argocd}}\n"
                    + $"spec: {{generators: [{{{generator}}}], template: {{metadata: {{name: x}}, spec: {{source: {{path: '{{{{name}}}}'}}}}}}}}\n");
        }
    }

    private void Old(string folder = "former")
    {
        Write($"{folder}/app.yaml", App);
        Write($"{folder}/claim.yaml", Claim.Replace("CLASS", "nas", StringComparison.Ordinal));
        Write($"{folder}/kustomization.yaml", "namespace: old\nresources: [app.yaml, claim.yaml]\n");
        Write("classes.yaml", Classes);
    }

    private void Argo(string kustomize, string address = "https://git.example.org/me/home", string path = "apps/shop", string more = "") => Write(
        "cluster/shop.yaml",
        $$"""
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: shop, namespace: argocd}
        spec:
          destination: {namespace: home}
          source:
            repoURL: {{address}}
            path: {{path}}
            kustomize: { {{kustomize}} }{{more}}
        """);

    private void Shop(string storageClass)
    {
        Write("apps/shop/app.yaml", App);
        Write("apps/shop/claim.yaml", Claim.Replace("CLASS", storageClass, StringComparison.Ordinal));
        Write("apps/shop/kustomization.yaml", "resources: [app.yaml, claim.yaml]\n");
        Write("classes.yaml", Classes);
    }
}

using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Yaml;
using Xunit;

namespace HomelabStorage.Policies.Tests.Charts;

/// <summary>
/// The Applications that generators of ApplicationSets give, as https://argo-cd.readthedocs.io/en/stable/operator-manual/applicationset describes them.
/// </summary>
public sealed class ArgoSetTests
{
    /// <summary>Folders of a repository, and files with parameters.</summary>
    private static readonly string[] Folders = ["apps", "apps/a", "apps/b_B", "apps/a/deep", "conf", "conf/x"];

    private static readonly (string File, string Text)[] Files =
    [
        ("conf/x/app.yaml", "app: {name: x, dir: apps/a}\nparts: [one, two]\n"),
        ("conf/y.json", "[{\"app\": {\"name\": \"y\"}}, {\"app\": {\"name\": \"z\"}}]"),
    ];

    [Theory]
    [InlineData("list: {elements: [{n: a, c: {d: e}}]}", "{{n}}", "{{c.d}}", "a at e")]
    [InlineData("list: {elements: [], elementsYaml: '[{n: a}, {n: b}]'}", "{{n}}", "apps", "a at apps, b at apps")]
    [InlineData("list: {elements: [{n: a}], template: {spec: {source: {path: 'other/{{n}}'}}}}", "{{n}}", "apps", "a at other/a")]
    [InlineData("git: {directories: [{path: apps/*}]}", "{{path.basename}}", "{{path}}", "a at apps/a, b_B at apps/b_B")]
    [InlineData("git: {directories: [{path: apps/*}, {path: apps/a, exclude: true}]}", "{{path.basenameNormalized}}", "{{path}}", "b-b at apps/b_B")]
    [InlineData("git: {directories: [{path: apps/a}], pathParamPrefix: p}", "{{p.path.basename}}", "{{p.path}}", "a at apps/a")]
    [InlineData("git: {directories: [{path: apps/*}], values: {v: 'w-{{path.basename}}'}}", "{{values.v}}", "{{path[0]}}", "w-a at apps, w-b_B at apps")]
    [InlineData("git: {files: [{path: 'conf/**/app.yaml'}]}", "{{app.name}}", "{{app.dir}}", "x at apps/a")]
    [InlineData("git: {files: [{path: 'conf/**/**/**/app.yaml'}]}", "{{app.name}}", "{{app.dir}}", "x at apps/a")]
    [InlineData("git: {files: [{path: 'conf/x/**'}]}", "{{app.name}}", "{{app.dir}}", "x at apps/a")]
    [InlineData("git: {files: [{path: 'conf/*/*.yaml'}]}", "{{ .path.basename }}", "{{ .path.path }}/{{ .path.filename }}", "x at conf/x/app.yaml")]
    [InlineData("git: {files: [{path: 'conf/*.json'}]}", "{{app.name}}", "{{path}}", "y at conf, z at conf")]
    [InlineData("git: {files: [{path: '*/app.yaml'}]}", "{{app.name}}", "{{path.path}}", "x at x")]
    [InlineData("git: {files: [{path: '**/*'}, {path: 'conf/y.json', exclude: true}]}", "{{app.name}}", "{{path[1]}}", "x at x")]
    [InlineData(
        "matrix: {generators: [{list: {elements: [{e: a}, {e: b_B}]}}, {git: {directories: [{path: 'apps/{{e}}'}]}}]}",
        "{{e}}-{{path.basename}}",
        "{{path}}",
        "a-a at apps/a, b_B-b_B at apps/b_B")]
    [InlineData(
        "merge: {mergeKeys: [id], generators: [{list: {elements: [{id: a, p: one}, {id: b, p: one}]}}, {list: {elements: [{id: b, p: two}, {id: "
            + "c, p: two}]}}]}",
        "{{id}}",
        "{{p}}",
        "a at one, b at two")]
    [InlineData("list: {elements: [{n: a, on: 'yes'}, {n: b}]}, selector: {matchLabels: {on: 'yes'}}", "{{n}}", "apps", "a at apps")]
    [InlineData("list: {elements: [{n: A}]}", "{{ .n | lower }}", "{{ default \"apps\" .n }}", "a at A")]
    [InlineData("git: {files: [{path: 'conf/*/app.yaml'}]}", "{{ index .parts 1 }}", "{{ dig \"app\" \"none\" \"apps\" . }}", "two at apps")]
    [InlineData("git: {directories: [{path: apps/a}]}", "{{ index .path.segments 1 }}", "{{ .path.path | trimPrefix \"apps/\" }}", "a at a")]
    [InlineData("list: {elements: [{n: a}, {n: b, ns: c}]}", "{{ .n }}", "{{ default .n (dig \"ns\" \"\" .) }}", "a at a, b at c")]
    [InlineData("list: {elements: [{n: a}]}", "{{ .n }}", "apps/{{ if eq .n \"a\" }}x{{ else }}y{{ end }}", "a at apps/x")]
    [InlineData("list: {elements: [{n: a, l: [b]}]}", "{{ .n }}", "{{ join \"-\" .l }}", "a at {{ join \"-\" .l }}")]
    [InlineData("clusters: {}", "{{name}}", "apps", "not judged: ApplicationSet argocd/set has a generator (clusters) that files alone do not decide")]
    [InlineData(
        "matrix: {generators: [{list: {elements: [{n: a}]}}, {pullRequest: {}}]}",
        "{{n}}",
        "apps",
        "not judged: ApplicationSet argocd/set has a generator (pullRequest) that files alone do not decide")]
    [InlineData("git: {directories: [{path: none/*}]}", "{{path}}", "{{path}}", "not judged: ApplicationSet argocd/set makes nothing of what was found")]
    [InlineData("list: {elements: []}", "{{n}}", "apps", "")]
    public void Generators_give_one_application_for_each_set_of_parameters(string generator, string name, string path, string expected) =>
        Assert.Equal(expected, Made($"generators: [{{{generator}}}]\n  template: {{metadata: {{name: '{name}'}}, spec: {{source: {{path: '{path}'}}}}}}"));

    /// <summary>It is in a file of its own where an overlay patches the generators.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("\n  template: null")]
    public void One_without_a_template_is_named(string template) => Assert.Equal(
        "not judged: ApplicationSet argocd/set has no spec.template, so it makes no Applications; it may be a patch of another ApplicationSet",
        Made($"generators: [{{list: {{elements: [{{n: a}}]}}}}]{template}"));

    [Theory]
    [InlineData("spec: {source: {path: 'more/{{.n}}'}}", "a at more/a")]
    [InlineData("spec: {syncPolicy: {{ if .auto }}{automated: {}}{{ end }}}", "a at apps")]
    [InlineData(
        "{{- if hasKey . \"n\" }}\n    spec:\n      source:\n        path: more/{{ .n | upper }}\n    {{- end }}",
        "a at more/A")]
    [InlineData("{{ if .other }}\n    spec:\n      source:\n        path: other\n    {{ end }}", "a at apps")]
    [InlineData(
        "{{ if genCA .n 1 }}\n    spec:\n      source:\n        path: other\n    {{ end }}",
        "a at apps, not judged: ApplicationSet argocd/set has a templatePatch that only Argo CD can fill")]
    public void A_patch_of_the_template_counts_or_is_named_where_it_decides_what_is_applied(string patch, string expected) =>
        Assert.Equal(
            expected,
            Made($"generators: [{{list: {{elements: [{{n: a}}]}}}}]\n  template: {{metadata: {{name: '{{{{.n}}}}'}}, spec: {{source: {{path: apps}}}}}}\n"
                + $"  templatePatch: |\n    {patch}\n"));

    /// <summary>Every star more would be twice the time if each were tried in every place.</summary>
    [Fact]
    public void A_pattern_of_many_stars_takes_no_longer()
    {
        var pattern = string.Concat(Enumerable.Repeat("**/a/", 40)) + "none.yaml";
        var file = string.Concat(Enumerable.Repeat("a/", 200)) + "app.yaml";
        Assert.StartsWith("not judged", Made(
            $"generators: [{{git: {{files: [{{path: '{pattern}'}}]}}}}]\n  template: {{metadata: {{name: x}}, spec: {{source: {{path: x}}}}}}",
            [(file, "app: {name: x}")]), StringComparison.Ordinal);
    }

    private static string Made(string spec, params (string File, string Text)[] more)
    {
        var set = ManifestReader.ReadAll(
            $"apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {{name: set, namespace: argocd}}\nspec:\n  {spec}",
            "set.yaml")
            .OfType<ManifestReading.Understood>()
            .Select(r => r.Manifest)
            .OfType<ArgoApplicationSet>()
            .Single();
        var documents = Files.Concat(more).SelectMany(f => YamlReader.Read(f.Text, f.File))
            .OfType<YamlDocument.Readable>()
            .ToLookup(d => d.Source.File, StringComparer.Ordinal);
        return string.Join(", ", Deployed.Applications(set, new RepositoryListing(Folders, documents)).Select(Said));
    }

    private static string Said(ManifestReading reading) => reading switch
    {
        ManifestReading.Understood { Manifest: ArgoApplication one } => $"{one.Name} at {string.Join(" and ", one.Sources.Select(s => s.Path))}",
        ManifestReading.NotJudged aside => $"not judged: {aside.Reason}",
        _ => $"{reading}",
    };
}

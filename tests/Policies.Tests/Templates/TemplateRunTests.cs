using HomelabStorage.Policies.Charts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using Xunit;

namespace HomelabStorage.Policies.Tests.Templates;

/// <summary>What templates write, as <c>helm template</c> does.</summary>
public sealed class TemplateRunTests
{
    private const string Values =
        """
        name: books
        on: true
        off: false
        none:
        count: 2
        image: {repository: ghcr.io/a/b, tag: "1.2"}
        mounts: [{name: config, path: /config}, {name: media, path: /media, readOnly: true}]
        env: {TZ: UTC, A: "1"}
        """;

    [Theory]
    [InlineData("{{ .name }}-{{ $.name }}", "books-books")]
    [InlineData("a  {{- .name -}}  b", "abooksb")]
    [InlineData("{{/* a comment with }} in it */}}x", "x")]
    [InlineData("{{- /* trimmed */ -}} x", "x")]
    [InlineData("{{ \"}}\" }}", "}}")]
    [InlineData("{{ .missing }}|{{ .missing.deeper }}|{{ .none }}", "||")]
    [InlineData("{{ if .on }}a{{ else }}b{{ end }}", "a")]
    [InlineData("{{ if .off }}a{{ else if eq .count 2 }}b{{ else }}c{{ end }}", "b")]
    [InlineData("{{ if and .on (or .off .missing) }}a{{ else }}b{{ end }}", "b")]
    [InlineData("{{ with .image }}{{ .repository }}:{{ .tag }}{{ $.name }}{{ end }}", "ghcr.io/a/b:1.2books")]
    [InlineData("{{ with .missing }}a{{ else }}b{{ end }}", "b")]
    [InlineData("{{ range .mounts }}{{ .name }},{{ end }}", "config,media,")]
    [InlineData("{{ range $i, $m := .mounts }}{{ $i }}{{ $m.path }}{{ end }}", "0/config1/media")]
    [InlineData("{{ range $k, $v := .env }}{{ $k }}={{ $v }};{{ end }}", "A=1;TZ=UTC;")]
    [InlineData("{{ range .missing }}a{{ else }}b{{ end }}", "b")]
    [InlineData("{{ range .mounts }}{{ if .readOnly }}{{ break }}{{ end }}{{ .name }}{{ end }}", "config")]
    [InlineData("{{ $x := 1 }}{{ if .on }}{{ $x = 2 }}{{ end }}{{ $x }}", "2")]
    [InlineData("{{ $x := 1 }}{{ if .on }}{{ $x := 2 }}{{ end }}{{ $x }}", "1")]
    [InlineData("{{ (index .mounts 1).path }}", "/media")]
    [InlineData("{{ printf \"%s-%d %q %v%%\" .name 3 .name .on }}", "books-3 \"books\" true%")]
    [InlineData("{{ .name | quote | upper }}", "\"BOOKS\"")]
    [InlineData("{{ .missing | default \"x\" }}{{ .name | default \"x\" }}{{ default 1 .off }}", "xbooks1")]
    [InlineData("{{ ternary \"a\" \"b\" .on }}{{ coalesce .missing .none .name }}", "abooks")]
    [InlineData("{{ .name | trunc 3 | trimSuffix \"o\" }}{{ trunc -2 .name }}", "boks")]
    [InlineData("x:{{ toYaml .image | nindent 2 }}", "x:\n  repository: ghcr.io/a/b\n  tag: \"1.2\"")]
    [InlineData("{{ toYaml .mounts }}", "- name: config\n  path: /config\n- name: media\n  path: /media\n  readOnly: true")]
    [InlineData("{{ dict \"a\" (list 1 \"b\") | toJson }}", "{\"a\":[1,\"b\"]}")]
    [InlineData("{{ (fromYaml \"a: {b: 1}\").a.b }}", "1")]
    [InlineData("{{ define \"n\" }}{{ .name }}!{{ end }}{{ include \"n\" . | upper }}{{ template \"n\" . }}", "BOOKS!books!")]
    [InlineData("{{ tpl \"{{ .name }}\" . }}", "books")]
    [InlineData("{{ hasKey .image \"tag\" }}{{ hasKey .image \"digest\" }}{{ get .image \"digest\" }}", "truefalse")]
    [InlineData("{{ dig \"a\" \"b\" \"none\" .image }}{{ dig \"tag\" \"none\" .image }}", "none1.2")]
    [InlineData("{{ $d := dict }}{{ $_ := set $d \"k\" 1 }}{{ $d.k }}", "1")]
    [InlineData("{{ (merge (dict \"tag\" \"2\") .image).tag }}{{ (mergeOverwrite (dict \"tag\" \"2\") .image).tag }}", "21.2")]
    [InlineData("{{ semverCompare \">=1.21-0\" \"v1.34.0\" }}{{ semverCompare \"<1.21-0\" \"v1.34.0\" }}", "truefalse")]
    [InlineData("{{ kindIs \"map\" .image }}{{ kindIs \"string\" .name }}{{ kindOf .mounts }}", "truetrueslice")]
    [InlineData("{{ until 3 | join \"-\" }}{{ add 1 .count }}{{ len .mounts }}", "0-1-232")]
    [InlineData("{{ include \"it.cannot.be.found\" . | sha256sum }}", "sha256sum")]
    [InlineData("{{ regexReplaceAll \"[^a-z]\" \"a-b\" \"\" }}{{ replace \"o\" \"0\" .name }}", "abb00ks")]
    [InlineData("{{ eq .name \"a\" \"books\" }}{{ ne .count 2 }}{{ gt .count 1 }}", "truefalsetrue")]
    public void A_template_writes_what_Helm_writes(string template, string expected) => Assert.Equal(expected, Written(template));

    [Theory]
    [InlineData("{{ getHostByName .name }}", "the function getHostByName is not known")]
    [InlineData("{{ required \"a name is needed\" .missing }}", "a name is needed")]
    [InlineData("{{ include \"x\" . }}", "the template x was not found")]
    [InlineData("{{ define \"x\" }}{{ include \"x\" . }}{{ end }}{{ include \"x\" . }}", "templates call one another without an end")]
    [InlineData("{{ range until 10000 }}{{ range until 10000 }}{{ end }}x{{ end }}{{ range until 10000 }}{{ range until 10000 }}x{{ end }}{{ end }}",
        "it does not come to an end")]
    [InlineData("{{ $d := dict }}{{ $_ := set $d \"d\" $d }}{{ toYaml $d }}", "a value becomes too large")]
    [InlineData("{{ if .on }}a", "a block does not end")]
    [InlineData("{{ end }}", "'end' belongs to nothing")]
    [InlineData("{{ $x }}", "the variable $x is not set")]
    [InlineData("{{ .name.first }}", "string has no field first")]
    [InlineData("{{ index .mounts 7 }}", "an index is outside of its list")]
    [InlineData("{{ template }}", "a template that is defined or called has no name in quotes")]
    [InlineData("{{ template x . }}", "a template that is defined or called has no name in quotes")]
    [InlineData("{{ define }}{{ end }}", "a template that is defined or called has no name in quotes")]
    [InlineData("{{ range until 10000 }}{{ until 10000 | uniq | len }}{{ end }}", "its functions do not come to an end")]
    public void What_cannot_be_run_says_why(string template, string reason) =>
        Assert.Equal(reason, Reason(template));

    /// <summary>A template that nobody can read costs its own file: it is a reason, and never a failure of whoever reads it.</summary>
    [Fact]
    public void Any_words_in_braces_are_run_or_say_why_not()
    {
        string[] words =
        [
            "{{", "}}", "{{-", "-}}", " ", "template", "define", "block", "include", "if", "else", "range", "with", "end", "break", "tpl", "index", "list",
            "dict", "|", "(", ")", ",", "=", ":=", "$", "$x", ".", ".name", ".mounts", "\"", "`", "'", "1", "-", "+", "\"n\"", "nil", "true", "/*", "*/", "\\",
            "until", "set", "regexMatch",
        ];
        var random = new Random(20261128);
        for (var i = 0; i < 3_000; i++)
        {
            var template = "{{ " + string.Join(' ', Enumerable.Range(0, 1 + random.Next(8)).Select(_ => words[random.Next(words.Length)])) + " }}";
            var failure = Made(("own/templates/out.yaml", template))
                .OfType<ManifestReading.Unreadable>()
                .FirstOrDefault(r => r.Reason.StartsWith("it cannot be read", StringComparison.Ordinal));
            Assert.True(failure is null, $"{template}: {failure}");
        }
    }

    [Fact]
    public void A_value_that_doubles_ends_the_run() => Assert.Equal(
        "a value becomes too large",
        Reason("{{ $l := list 1 2 }}" + string.Concat(Enumerable.Repeat("{{ $l = list $l $l }}", 60)) + "{{ toYaml $l }}"));

    private static string Written(string template) => Assert.Single(Made(
            ("own/templates/_it.tpl", $"{{{{ define \"it\" }}}}{template}{{{{ end }}}}"),
            ("own/templates/out.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: out}\ndata:\n  out: {{ include \"it\" .Values | toJson }}\n"))
        .OfType<ManifestReading.Understood>()
        .Select(r => r.Manifest)
        .OfType<ConfigMap>())
        .Entries["out"];

    private static string Reason(string template)
    {
        var reason = Assert.Single(
            Made(("own/templates/out.yaml", $"{{{{ with .Values }}}}{template}{{{{ end }}}}")).OfType<ManifestReading.NotJudged>(),
            n => n.Group is "templates that only Helm can fill").Reason;
        return reason[(reason.IndexOf("out.yaml: ", StringComparison.Ordinal) + "out.yaml: ".Length)..];
    }

    private static IReadOnlyCollection<ManifestReading> Made(params (string File, string Text)[] templates) => Deployed.Of([
        .. templates
            .Concat([("own/Chart.yaml", "apiVersion: v2\nname: own\n"), ("own/values.yaml", Values)])
            .SelectMany(f => ManifestReader.ReadAll(f.Item2, f.Item1)),
    ]);
}

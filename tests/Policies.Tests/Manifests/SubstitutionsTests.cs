using HomelabStorage.Policies.Manifests.Reading;
using Xunit;

namespace HomelabStorage.Policies.Tests.Manifests;

public sealed class SubstitutionsTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("${CLASS:=longhorn}", "longhorn")]
    [InlineData("${CLASS=longhorn}", "longhorn")]
    [InlineData("${CLASS:-longhorn}", "longhorn")]
    [InlineData("${CLASS-}", "")]
    [InlineData("a-${X:=b}-${Y_2:=c}-d", "a-b-c-d")]
    [InlineData("${X}", "${X}")]
    [InlineData("${X:=a", "${X:=a")]
    [InlineData("${2X:=a}", "${2X:=a}")]
    [InlineData("${:=a}", "${:=a}")]
    [InlineData("${A:=${B:=c}}", "${A:=c}")]
    [InlineData("$${X:=a}", "$a")]
    [InlineData("${", "${")]
    [InlineData("${X:=a b\nc}", "a b\nc")]
    public void A_variable_reads_as_its_default(string text, string resolved) => Assert.Equal(resolved, Substitutions.Resolve(text));

    [Theory]
    [InlineData("${A}", true, "one")]
    [InlineData("${MISSING}", true, "")]
    [InlineData("${MISSING}", false, "${MISSING}")]
    [InlineData("${MISSING:=usual}", false, "usual")]
    [InlineData("${EMPTY:-usual}", true, "usual")]
    [InlineData("${A:=usual}", true, "one")]
    [InlineData("${MISSING:-${A}}-x", true, "one-x")]
    [InlineData("${B:-${A}}-x", true, "two-x")]
    [InlineData("${MISSING:-${NONE:=deep}}", true, "deep")]
    [InlineData("${MISSING:-${NONE}}", false, "${NONE}")]
    [InlineData("${B^^}", true, "TWO")]
    [InlineData("$${A}", true, "${A}")]
    [InlineData("${NAME:0:3}", true, "vau")]
    [InlineData("${NAME:3}", true, "lt-data.json")]
    [InlineData("${NAME:20}", true, "")]
    [InlineData("${NAME:20:2}", true, "")]
    [InlineData("${NAME:0:99}", true, "vault-data.json")]
    [InlineData("${NAME: -4}", true, "vault-data.json")]
    [InlineData("${NAME:x}", true, "vault-data.json")]
    [InlineData("${NAME:${ZERO}:5}", true, "vault")]
    [InlineData("${NAME:${ZERO}:${TWO}}", true, "va")]
    [InlineData("${NAME%.json}", true, "vault-data")]
    [InlineData("${NAME%-*}", true, "vault")]
    [InlineData("${HOST%.*}", true, "a.b")]
    [InlineData("${HOST%%.*}", true, "a")]
    [InlineData("${HOST#*.}", true, "b.c")]
    [InlineData("${HOST##*.}", true, "c")]
    [InlineData("${NAME#vault-}", true, "data.json")]
    [InlineData("${NAME#other}", true, "vault-data.json")]
    [InlineData("${NAME#[u-w]?}", true, "ult-data.json")]
    [InlineData("${NAME#[}", true, "vault-data.json")]
    [InlineData("${NAME#${PREFIX}}", true, "-data.json")]
    [InlineData("${NAME/a/o}", true, "voult-data.json")]
    [InlineData("${NAME//a/o}", true, "voult-doto.json")]
    [InlineData("${NAME//a/}", true, "vult-dt.json")]
    [InlineData("${NAME/#vault/board}", true, "board-data.json")]
    [InlineData("${NAME/#data/board}", true, "vault-data.json")]
    [InlineData("${NAME/%json/yaml}", true, "vault-data.yaml")]
    [InlineData("${PATH_/\\//-}", true, "a-b/c")]
    [InlineData("${PATH_//\\//-}", true, "a-b-c")]
    [InlineData("${B^}", true, "Two")]
    [InlineData("${SHOUT,}", true, "lOUD")]
    [InlineData("${SHOUT,,}", true, "loud")]
    [InlineData("${#NAME}", true, "15")]
    [InlineData("${MISSING:+other}", true, "other")]
    [InlineData("${A:+other}", true, "one")]
    [InlineData("${MISSING:?other}", true, "other")]
    [InlineData("${MISSING=}", true, "")]
    [InlineData("${MISSING:=a:b/c-${A}-d}", true, "a:b/c-one-d")]
    [InlineData("${LINES}", true, "onetwo")]
    [InlineData("$$$${A}", true, "$${A}")]
    [InlineData("$$$${A} ${A}", true, "$${A} one")]
    [InlineData("$A costs 5$", true, "$A costs 5$")]
    [InlineData("${MISSING:0:3}", false, "${MISSING:0:3}")]
    [InlineData("${MISSING%.json}", false, "${MISSING%.json}")]
    [InlineData("${#MISSING}", false, "${#MISSING}")]
    [InlineData("${MISSING:0:3}", true, "")]
    public void Values_are_put_in_as_Flux_does(string text, bool isWhole, string filled) => Assert.Equal(
        (filled, string.Empty),
        Substitutions.Fill(text, Values, isWhole));

    [Theory]
    [InlineData("a ${ b", "${ b")]
    [InlineData("${A", "${A")]
    [InlineData("${}", "${}")]
    [InlineData("${A-other}", "${A-other}")]
    [InlineData("x: ${A?other}\ny: 1", "${A?other}")]
    [InlineData("${A@Q}", "${A@Q}")]
    [InlineData("${A:}", "${A:}")]
    [InlineData("${A#}", "${A#}")]
    [InlineData("${A/x}", "${A/x}")]
    [InlineData("${A//x}", "${A//x}")]
    [InlineData("${A^^x}", "${A^^x}")]
    [InlineData("${#A:0}", "${#A:0}")]
    [InlineData("${NAME:2:-1}", "${NAME:2:-1}")]
    [InlineData("${A:-${B-x}}", "${A:-${B-x}")]
    [InlineData("${A%x${B}}", "${A%x${B}")]
    public void What_Flux_cannot_read_it_does_not_apply(string text, string shown) => Assert.Equal(
        (text, $"Flux cannot put a value in for '{shown}'"),
        Substitutions.Fill(text, Values, isWhole: true));

    [Theory]
    [InlineData("my-name")]
    [InlineData("2fast")]
    [InlineData("")]
    public void A_name_that_is_none_is_said(string name) => Assert.Equal(
        ("x", $"'{name}' is not a name that Flux takes for a variable"),
        Substitutions.Fill("x", new Dictionary<string, string>(StringComparer.Ordinal) { [name] = "y" }, isWhole: true));

    /// <summary>However deep, and however long, an answer comes.</summary>
    [Fact]
    public void Variables_without_end_are_an_error()
    {
        Assert.NotEmpty(Substitutions.Fill(string.Concat(Enumerable.Repeat("${A:-", 50_000)), Values, isWhole: true).Complaint);
        var long_ = new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = new string('a', 1_000_000) };
        Assert.NotEmpty(Substitutions.Fill("${A%b*}", long_, isWhole: true).Complaint);
    }

    private static readonly Dictionary<string, string> Values = new(StringComparer.Ordinal)
    {
        ["A"] = "one",
        ["B"] = "two",
        ["EMPTY"] = "",
        ["NAME"] = "vault-data.json",
        ["HOST"] = "a.b.c",
        ["PATH_"] = "a/b/c",
        ["SHOUT"] = "LOUD",
        ["ZERO"] = "0",
        ["TWO"] = "2",
        ["PREFIX"] = "vault",
        ["LINES"] = "one\ntwo\n",
    };
}

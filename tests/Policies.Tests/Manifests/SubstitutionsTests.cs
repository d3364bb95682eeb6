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
    [InlineData("a ${ b", true, "a ${ b")]
    [InlineData("${A", true, "${A")]
    public void Values_are_put_in_as_Flux_does(string text, bool isWhole, string filled) => Assert.Equal(
        filled,
        Substitutions.Fill(text, new Dictionary<string, string>(StringComparer.Ordinal) { ["A"] = "one", ["B"] = "two", ["EMPTY"] = "" }, isWhole));
}

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
}

using System.Text.RegularExpressions;
using HomelabStorage.Policies.Vocabulary;
using Xunit;

namespace HomelabStorage.Policies.Tests.Vocabulary;

public sealed class PatternTests
{
    [Fact]
    public void An_expression_runs_without_a_clock_and_never_backtracks()
    {
        var pattern = Pattern.Read("^(a+)+$");
        Assert.NotNull(pattern);
        Assert.Equal(Regex.InfiniteMatchTimeout, pattern.MatchTimeout);
        Assert.True(pattern.Options.HasFlag(RegexOptions.NonBacktracking));

        // A backtracking engine would need longer for this than the world has existed.
        Assert.DoesNotMatch(pattern, new string('a', 100_000) + "!");
    }

    [Theory]
    [InlineData(@"(a)\1")]
    [InlineData("(?=a)b")]
    [InlineData("(")]
    public void An_expression_that_needs_backtracking_is_none(string text) => Assert.Null(Pattern.Read(text));
}

using System.Text.RegularExpressions;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Conventions;

/// <summary>An answer at admission costs what the object refers to, and not what there is: whatever is looked for is looked up by a key.</summary>
public sealed partial class WholeShelfTests
{
    [Theory]
    [InlineData("Facts")]
    [InlineData("Judgement")]
    [InlineData("Mutation")]
    [InlineData("Protection")]
    [InlineData("Resolution")]
    [InlineData("Rules")]
    public void What_is_asked_at_admission_reads_no_whole_shelf(string folder) => Assert.Empty(
        from file in SourceFile.Below($"src/Policies/{folder}")
        from Match whole in Whole().Matches(file.Text)
        select $"{file.At(whole.Index)}: {whole.Value}");

    /// <summary>A shelf as a whole. JobShelf keeps the CronJobs of a snapshot; whether there is more than one node is asked of the first two.</summary>
    [GeneratedRegex(@"\bInventory\.(?!Nodes\.All\.Take\(2\))\w+\.All\b", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Whole();
}

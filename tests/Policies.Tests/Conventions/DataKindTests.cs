using System.Text.RegularExpressions;
using HomelabStorage.Policies.Vocabulary;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Policies.Tests.Conventions;

public sealed partial class DataKindTests
{
    [Fact]
    public void Every_kind_has_its_row_where_it_is_looked_for() =>
        Assert.Equal(Enum.GetValues<DataKind>(), DataTraits.All.Select(kind => kind.Kind));

    [Fact]
    public void A_set_of_kinds_holds_those_of_its_trait_and_no_other()
    {
        var databases = DataKinds.Where(kind => kind.IsDatabase);
        Assert.Equal(
            ["sqlite", "embedded-database", "database"],
            DataTraits.All.Where(kind => default(DataKinds).With(kind.Kind).Overlaps(databases)).Select(kind => kind.Spelling));
    }

    [Fact]
    public void No_list_of_kinds_stands_outside_the_table() =>
        Assert.Empty(SourceFile.Below("src")
            .Where(file => Path.GetFileName(file.Path) is not "DataTraits.cs")
            .SelectMany(file => KindList()
                .Matches(file.Text)
                .Select(match => $"{file.At(match.Index)}: {match.Value} … is a trait: give it a name in DataTraits")));

    /// <summary>Two kinds in one pattern, in one set, or an arm of a switch over kinds.</summary>
    [GeneratedRegex(@"DataKinds?\.\w+\)*\s*(or\s|\|(?!\|)|=>)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex KindList();
}

using HomelabStorage.Policies.Vocabulary;
using Xunit;

namespace HomelabStorage.Mutants;

public sealed class KeptTests
{
    /// <summary>
    /// Stryker runs this on the engine as it is, and then on the one that holds every mutant, which stays. It reaches a place outside the five folders, because
    /// Stryker takes a test that reaches nothing for a coverage that was lost; of the mutants that count it reaches none, and so Stryker tests none.
    /// </summary>
    [Fact]
    public void The_engine_is_kept_where_run_sh_says()
    {
        if (Environment.GetEnvironmentVariable("MUTATED_ENGINE") is { } kept)
        {
            File.Copy(typeof(Words).Assembly.Location, kept, overwrite: true);
        }

        Assert.Equal("critical", Words.Criticalities.Spell(Criticality.Critical));
    }
}

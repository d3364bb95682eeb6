using System.CommandLine;
using HomelabStorage.Backup.Commands;
using HomelabStorage.Policies.Jobs;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Backup.Tests.Runs;

/// <summary>What CronJobs are told is what the program understands.</summary>
public sealed class JobArgumentsTests
{
    public static TheoryData<JobCase> Cases => [.. JobCase.All().Where(c => c.Jobs().Any())];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_argument_of_a_CronJob_is_understood(JobCase asked)
    {
        var command = new RootCommand("test") { BackupCommand.Make(new Surroundings(TextWriter.Null, TextWriter.Null, TimeProvider.System)) };
        foreach (var job in asked.Plans().OfType<ClaimPlan.Ready>().SelectMany(p => p.Jobs.Append(p.Probe)))
        {
            // The folders are only in the pod.
            var errors = command
                .Parse(job.Arguments).Errors
                .Select(e => e.Message)
                .Where(m => !m.Contains("there is no such folder", StringComparison.Ordinal));
            Assert.Empty(errors);
        }
    }
}

using System.Globalization;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>Does steps one after the other, each said before it is done.</summary>
internal static class StepByStep
{
    /// <summary>Does them until one is not done; how that one ended.</summary>
    /// <param name="steps">The steps.</param>
    /// <param name="before">How many came before them.</param>
    /// <param name="count">How many there are in all.</param>
    /// <param name="say">Says a line.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<StepEnd> Do(IReadOnlyList<RestoreStep> steps, int before, int count, Action<string> say, CancellationToken stop)
    {
        foreach (var (at, step) in steps.Index())
        {
            say(string.Create(CultureInfo.InvariantCulture, $"{before + at + 1}/{count} {step.Spoken}"));
            var end = await step.Do(text => say($"  {text}"), stop);
            if (end is not StepEnd.Done done)
            {
                return end;
            }

            if (done.Message.Length > 0)
            {
                say($"  {done.Message}");
            }
        }

        return StepEnd.Done.Silent;
    }
}

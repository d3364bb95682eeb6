using System.Text;
using System.Text.Json;
using HomelabStorage.Backup.Archives;

namespace HomelabStorage.Backup.Runs;

/// <summary>An outcome as the line that a controller reads.</summary>
internal static class OutcomeLine
{
    /// <summary>The kubelet keeps this much of a termination message.</summary>
    public const int Limit = 4096;

    /// <summary>The most backups that are offered; more of them can be listed.</summary>
    private const int MostOffered = 40;

    /// <summary>The line, shortened until it fits: problems go first, then the message's end.</summary>
    public static string Of(Outcome whole)
    {
        var outcome = whole with { Kept = whole.Kept?.Take(MostOffered).ToArray(), Offered = whole.Offered?.Take(MostOffered).ToArray() };
        var line = JsonSerializer.Serialize(outcome, ArchiveJson.Default.Outcome);
        for (var problems = outcome.Problems.Count; Encoding.UTF8.GetByteCount(line) > Limit && problems > 0;)
        {
            problems = problems * 2 / 3;
            line = JsonSerializer.Serialize(outcome with { Problems = [.. outcome.Problems.Take(problems)] }, ArchiveJson.Default.Outcome);
        }

        return Encoding.UTF8.GetByteCount(line) <= Limit
            ? line
            : JsonSerializer.Serialize(
                outcome with
                {
                    Problems = [],
                    Message = Shortened(outcome.Message),
                    Suspicious = outcome.Suspicious is null ? null : Shortened(outcome.Suspicious),
                },
                ArchiveJson.Default.Outcome);
    }

    /// <summary>Says it on standard output and, in a pod, in the termination log.</summary>
    public static void Say(Outcome outcome, Surroundings surroundings)
    {
        var line = Of(outcome);
        surroundings.Output.WriteLine(line);
        if (File.Exists(surroundings.TerminationLog))
        {
            try
            {
                File.WriteAllText(surroundings.TerminationLog, line);
            }
            catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
            {
                surroundings.Error.WriteLine($"{surroundings.TerminationLog}: {trouble.Message}");
            }
        }
    }

    /// <summary>A control character or a quote takes six bytes in JSON, so this much always fits.</summary>
    private static string Shortened(string text) => text.Length > 200 ? text[..200] + "…" : text;
}

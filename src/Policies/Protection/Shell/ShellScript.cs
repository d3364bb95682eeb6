using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>
/// Reads scripts well enough to see what is copied where. Variables that the script or the container sets are put in; what only a run would tell stays
/// open.
/// </summary>
internal static class ShellScript
{
    /// <summary>No backup script is longer; what is behind is not read.</summary>
    private const int Longest = 64 * 1024;

    /// <summary>
    /// What the command line of a container runs. Scripts are asked for by path; the variables that it sets are added to those that are given.
    /// </summary>
    public static ShellReading Read(string commandLine, ShellVariables variables, Func<string, string?> scripts, string folder)
    {
        var text = commandLine.Length > Longest ? commandLine[..Longest] : commandLine;
        var (call, script) = Started(text);
        var run = new ShellRun(variables, scripts, folder);
        run.Read(script, call);
        return run.Reading;
    }

    /// <summary>What is left of a command line behind a shell that is told to run it, as words have been joined there.</summary>
    private static (ShellCall? Call, string Script) Started(string text)
    {
        var (words, ends) = (new List<string>(), new List<int>());
        for (var at = 0; at < text.Length && words.Count < 32;)
        {
            var end = text.AsSpan(at).IndexOfAny(' ', '\n') is >= 0 and var length ? at + length : text.Length;
            if (end > at)
            {
                words.Add(text[at..end]);
                ends.Add(end);
            }

            at = end + 1;
        }

        var start = new ShellCommand(words).Start;
        return ShellCall.Of(words, start) is { IsText: true, At: > 0 } call ? (call, text[Math.Min(text.Length, ends[call.At - 1])..]) : (null, text);
    }
}

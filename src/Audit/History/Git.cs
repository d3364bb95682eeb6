using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using HomelabStorage.Audit.Rendering;

namespace HomelabStorage.Audit.History;

/// <summary>The user's own git, asked about the repository that a folder is in, and ended when the run is over.</summary>
internal sealed class Git(string folder, CancellationToken over)
{
    /// <summary>The code of an answer where there is no such program.</summary>
    public const int Missing = -1;

    /// <summary>The code of an answer that was not waited for.</summary>
    private const int Endless = -2;

    private const int MostOutput = 1_000_000;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>What a hook of git tells its programs about another repository, or about another index of this one.</summary>
    private static readonly string[] OfHooks = ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_NAMESPACE"];

    /// <summary>Asks git something.</summary>
    public Answer Ask(params string[] arguments) => Run(arguments, index: null);

    /// <summary>The same with an index that is not the repository's.</summary>
    public Answer AskWith(string index, params string[] arguments) => Run(arguments, index);

    private Answer Run(string[] arguments, string? index)
    {
        var start = new ProcessStartInfo("git", ["-c", "core.fsmonitor=false", .. arguments])
        {
            WorkingDirectory = folder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        foreach (var name in OfHooks)
        {
            start.Environment.Remove(name);
        }

        start.Environment["LC_ALL"] = "C";
        start.Environment["GIT_OPTIONAL_LOCKS"] = "0";
        start.Environment["GIT_TERMINAL_PROMPT"] = "0";
        if (index is not null)
        {
            start.Environment["GIT_INDEX_FILE"] = index;
        }

        try
        {
            using var process = Process.Start(start)!;
            using var end = over.Register(() =>
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            });
            process.StandardInput.Close();
            return Answer.Of(process, MostOutput, Longest, TimeProvider.System) ?? new Answer(Endless, string.Empty, "it took too long");
        }
        catch (Win32Exception missing)
        {
            return new Answer(Missing, string.Empty, missing.Message);
        }
    }
}

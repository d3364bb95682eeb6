using System.Diagnostics;
using System.Text;

namespace HomelabStorage.Audit.Rendering;

/// <summary>What a program said before it ended.</summary>
/// <param name="Code">Its exit code.</param>
/// <param name="Output">What it wrote.</param>
/// <param name="Error">What it complained of.</param>
internal sealed record Answer(int Code, string Output, string Error)
{
    /// <summary>What it complained of, in one line of at most 300 letters.</summary>
    public string Short
    {
        get
        {
            var said = string.Join(' ', Error.Split('\n', StringSplitOptions.TrimEntries));
            return said.Length <= 300 ? said : string.Concat(said.AsSpan(0, 300), "…");
        }
    }

    /// <summary>
    /// Waits for a program; null where it writes or takes too much. Many are waited for at once, so nothing here needs a thread of the pool to go on:
    /// those are the ones that wait.
    /// </summary>
    public static Answer? Of(Process process, int limit, TimeSpan longest, TimeProvider time)
    {
        var complaint = string.Empty;
        var complaints = new Thread(() => complaint = process.StandardError.ReadToEnd()) { IsBackground = true };
        complaints.Start();
        var gate = new Lock();
        var (isLate, isOver) = (false, false);
        using var clock = time.CreateTimer(_ => Ring(), null, longest, Timeout.InfiniteTimeSpan);
        var output = Read(process.StandardOutput, limit);
        if (output is null)
        {
            process.Kill(entireProcessTree: true);
        }

        process.WaitForExit();
        complaints.Join();
        lock (gate)
        {
            isOver = true;
            return output is null || isLate ? null : new Answer(process.ExitCode, output, complaint.Trim());
        }

        // Where threads are few, a clock that was stopped may ring all the same, and by then the process is no longer ours to end.
        void Ring()
        {
            lock (gate)
            {
                if (!isOver)
                {
                    isLate = true;
                    process.Kill(entireProcessTree: true);
                }
            }
        }
    }

    private static string? Read(StreamReader stream, int limit)
    {
        var text = new StringBuilder();
        var buffer = new char[32_768];
        for (int count; (count = stream.Read(buffer)) > 0;)
        {
            text.Append(buffer, 0, count);
            if (text.Length > limit)
            {
                return null;
            }
        }

        return text.ToString();
    }
}

using System.Diagnostics;
using System.Text;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>A program that runs beside the tests, with what it said for when it dies.</summary>
internal sealed class Running : IDisposable
{
    private readonly ProcessStartInfo _start;
    private readonly StringBuilder _said = new();
    private Process _process;

    public Running(string name, IEnumerable<string> arguments)
    {
        _start = new ProcessStartInfo(Assets.Program(name), arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        _process = Started();
    }

    /// <summary>Ends it as a crash does, and starts it again.</summary>
    public void Restart()
    {
        Dispose();
        _process = Started();
    }

    public bool HasEnded => _process.HasExited;

    /// <summary>Fails with the program's own words when it is gone.</summary>
    public void MustRun()
    {
        if (HasEnded)
        {
            throw new InvalidOperationException($"{_process.StartInfo.FileName} ended with {_process.ExitCode}:\n{Said}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private Process Started()
    {
        var process = new Process { StartInfo = _start };
        process.OutputDataReceived += Note;
        process.ErrorDataReceived += Note;
        process.Start();
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    private string Said
    {
        get
        {
            lock (_said)
            {
                var said = _said.ToString();
                var crash = Math.Max(said.IndexOf("fatal error:", StringComparison.Ordinal), said.IndexOf("panic:", StringComparison.Ordinal));
                return crash >= 0 ? said[crash..Math.Min(said.Length, crash + 4000)] : said[Math.Max(0, said.Length - 4000)..];
            }
        }
    }

    private void Note(object sender, DataReceivedEventArgs line)
    {
        lock (_said)
        {
            _said.AppendLine(line.Data);
        }
    }
}

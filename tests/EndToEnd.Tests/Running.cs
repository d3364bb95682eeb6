using System.Diagnostics;
using System.Text;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>A program that runs beside the tests, with what it said for when it dies.</summary>
internal sealed class Running : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said = new();

    public Running(string name, IEnumerable<string> arguments)
    {
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(Assets.Program(name), arguments) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false },
        };
        _process.OutputDataReceived += Note;
        _process.ErrorDataReceived += Note;
        _process.Start();
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
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

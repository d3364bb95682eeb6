using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using HomelabStorage.TestKit;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>The executable, as a pod would run it.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _log = new();

    private ServerProcess(
        int port,
        int metricsPort,
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>> environment,
        string kubeconfig,
        string name)
    {
        Port = port;
        MetricsPort = metricsPort;
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "homelab-storage.dll"),
                .. arguments,
                "--address=127.0.0.1",
                $"--port={Text(port)}",
                $"--metrics-port={Text(metricsPort)}",
            ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        start.Environment["KUBECONFIG"] = kubeconfig;
        start.Environment["POD_NAME"] = name;
        foreach (var (variable, value) in environment)
        {
            start.Environment[variable] = value;
        }

        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public int Port { get; }

    public int MetricsPort { get; }

    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Starts one, and waits until it is ready.</summary>
    public static async Task<ServerProcess> Start(
        IEnumerable<string> arguments,
        IEnumerable<KeyValuePair<string, string>> environment,
        string kubeconfig,
        string name)
    {
        var server = new ServerProcess(FreePort.Next(), FreePort.Next(), arguments, environment, kubeconfig, name);
        await Eventually.Holds(
            $"{name} is ready",
            () => server._process.HasExited
                ? throw new InvalidOperationException($"it ended with {server._process.ExitCode}:\n{server.Log}")
                : server.IsReady());
        return server;
    }

    /// <summary>What it says of itself.</summary>
    public async Task<bool> IsReady()
    {
        using var handler = new SocketsHttpHandler();
#pragma warning disable CA5359 // Whether the certificate is trusted is the API server's business, and tested by it.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        using var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(30) };
        try
        {
            using var response = await client.GetAsync(new Uri($"https://127.0.0.1:{Text(Port)}/readyz"));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>Its metrics.</summary>
    public async Task<string> Metrics()
    {
        using var client = new HttpClient();
        return await client.GetStringAsync(new Uri($"http://127.0.0.1:{Text(MetricsPort)}/metrics"));
    }

    /// <summary>Asks it to leave, as the kubelet does, and returns how it left.</summary>
    public async Task<int> Terminate()
    {
        using (Process.Start("kill", ["-TERM", Text(_process.Id)]))
        {
            await _process.WaitForExitAsync().WaitAsync(Eventually.Longest);
        }

        return _process.ExitCode;
    }

    /// <summary>Stops it where it is, as a machine does that swaps.</summary>
    public async Task Sleep() => await Signal("-STOP");

    /// <summary>Lets it go on, without its knowing of the time between.</summary>
    public async Task WakeUp() => await Signal("-CONT");

    /// <summary>Ends it as a power cut does.</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private async Task Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, Text(_process.Id)]);
        await kill.WaitForExitAsync();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private void Note(string? line)
    {
        lock (_log)
        {
            _log.AppendLine(line);
        }
    }
}

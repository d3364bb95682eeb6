using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace HomelabStorage.Audit.Rendering;

/// <summary>The user's own kustomize, or kubectl with one inside.</summary>
/// <param name="Path">The program.</param>
/// <param name="IsKubectl">Whether it is kubectl.</param>
/// <param name="Version">What it says of itself.</param>
internal sealed record KustomizeProgram(string Path, bool IsKubectl, string Version)
{
    /// <summary>The first major version that knows what kustomize-controller asks for.</summary>
    private const int Oldest = 5;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>What to do where there is none.</summary>
    public const string Advice = "install kustomize 5 (https://kubectl.docs.kubernetes.io/installation/kustomize) or kubectl 1.27 or later to "
        + "have kustomizations rendered";

    private static readonly string[] Names = ["kustomize", "kubectl"];

    /// <summary>Finds one: as named, or the first on the PATH that is not too old. Null with the reason where there is none.</summary>
    public static (KustomizeProgram? Found, string Reason) Find(string? named)
    {
        var reason = $"no kustomize and no kubectl on the PATH: {Advice}";
        foreach (var path in named is null ? Names.SelectMany(OnPath) : [named])
        {
            var isKubectl = System.IO.Path.GetFileName(path).StartsWith("kubectl", StringComparison.Ordinal);
            if (Run(path, isKubectl ? ["version", "--client", "-o", "json"] : ["version"], null, true, 1_000_000) is not { Code: 0 } answer)
            {
                reason = $"{path} does not say its version: {Advice}";
                continue;
            }

            var version = isKubectl ? After(answer.Output, "\"kustomizeVersion\"") : After(answer.Output, string.Empty);
            if (version >= Oldest || (!isKubectl && version == 0))
            {
                return (new KustomizeProgram(path, isKubectl, answer.Output.Trim()), string.Empty);
            }

            reason = isKubectl ? $"{path} has a kustomize inside that is too old for components: {Advice}" : $"{path} is older than version {Oldest}: {Advice}";
        }

        return (null, reason);
    }

    /// <summary>Renders a folder; null output with what the program complained of where it could not.</summary>
    public (string? Text, string Complaint) Build(string folder, string scratch, RenderSettings settings, int limit)
    {
        string[] arguments =
        [
            .. IsKubectl ? ["kustomize", folder] : new[] { "build", folder },
            "--load-restrictor",
            "LoadRestrictionsNone",
            .. settings.EnablesHelm ? ["--enable-helm"] : Array.Empty<string>(),
        ];
        var answer = Run(Path, arguments, scratch, settings.AllowsRemote || settings.EnablesHelm, limit);
        return answer is { Code: 0 }
            ? (answer.Output, string.Empty)
            : (null, answer?.Error ?? $"it took longer than {Longest.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s, or wrote too much");
    }

    /// <summary>Nothing the program starts is found, and no address is reached, unless that is allowed.</summary>
    private static Answer? Run(string path, string[] arguments, string? scratch, bool mayReach, int limit)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        if (scratch is not null)
        {
            start.Environment["TMPDIR"] = scratch;
            start.Environment["HOME"] = mayReach ? Environment.GetEnvironmentVariable("HOME") ?? scratch : scratch;
            if (!mayReach)
            {
                start.Environment["PATH"] = scratch;
                foreach (var name in new[] { "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy" })
                {
                    start.Environment[name] = "http://127.0.0.1:9";
                }
            }
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            var error = process.StandardError.ReadToEndAsync();
            var output = Read(process.StandardOutput, limit);
            if (!output.Wait(Longest) || output.Result is null || !process.WaitForExit(Longest))
            {
                process.Kill(entireProcessTree: true);
                return null;
            }

            return new Answer(process.ExitCode, output.Result, error.Result.Trim());
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return new Answer(-1, string.Empty, missing.Message);
        }
    }

    private static async Task<string?> Read(StreamReader stream, int limit)
    {
        var text = new StringBuilder();
        var buffer = new char[32_768];
        for (int count; (count = await stream.ReadAsync(buffer)) > 0;)
        {
            text.Append(buffer, 0, count);
            if (text.Length > limit)
            {
                return null;
            }
        }

        return text.ToString();
    }

    private static IEnumerable<string> OnPath(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => System.IO.Path.Combine(folder, name))
            .Where(File.Exists)
            .Take(1);

    /// <summary>The first number after a word; zero where there is none, as of a program that was built without one.</summary>
    private static int After(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.Ordinal);
        var start = at < 0 ? -1 : text.AsSpan(at + word.Length).IndexOfAnyInRange('0', '9');
        if (start < 0)
        {
            return at < 0 ? -1 : 0;
        }

        var digits = text.AsSpan(at + word.Length + start);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.Parse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture);
    }

    private sealed record Answer(int Code, string Output, string Error);
}

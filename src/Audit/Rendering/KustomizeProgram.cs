using System.Diagnostics;
using System.Globalization;

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

    /// <summary>An address where nobody answers.</summary>
    private const string Nowhere = "http://127.0.0.1:9";

    private static readonly string[] Proxies = ["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"];

    private static readonly string[] Names = ["kustomize", "kubectl"];

    /// <summary>Finds one: as named, or the first on the PATH that is not too old. Null with the reason where there is none.</summary>
    public static (KustomizeProgram? Found, string Reason) Find(string? named)
    {
        var reason = $"no kustomize and no kubectl on the PATH: {Advice}";
        foreach (var path in named is null ? Names.SelectMany(OnPath) : [named])
        {
            var isKubectl = System.IO.Path.GetFileName(path).StartsWith("kubectl", StringComparison.Ordinal);
            if (Run(path, isKubectl ? ["version", "--client", "-o", "json"] : ["version"], null, null, 1_000_000) is not { Code: 0 } answer)
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
        var answer = Run(Path, arguments, scratch, settings, limit);
        return answer is { Code: 0 }
            ? (answer.Output, string.Empty)
            : (null, answer?.Error ?? $"it took longer than {Longest.TotalSeconds.ToString(CultureInfo.InvariantCulture)} s, or wrote too much");
    }

    /// <summary>Nothing the program starts is found, and no address is reached, unless that is allowed.</summary>
    private static Answer? Run(string path, string[] arguments, string? scratch, RenderSettings? settings, int limit)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        if (scratch is not null)
        {
            start.Environment["TMPDIR"] = scratch;
            start.Environment["HOME"] = settings is { AllowsRemote: true } ? Environment.GetEnvironmentVariable("HOME") ?? scratch : scratch;
            if (settings is not ({ AllowsRemote: true } or { EnablesHelm: true }))
            {
                start.Environment["PATH"] = scratch;
            }

            foreach (var name in settings is { AllowsRemote: true } ? [] : Proxies)
            {
                start.Environment[name] = Nowhere;
            }
        }

        try
        {
            using var process = Process.Start(start)!;
            process.StandardInput.Close();
            return Answer.Of(process, limit, Longest, TimeProvider.System);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            return new Answer(-1, string.Empty, missing.Message);
        }
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
}

using Microsoft.Playwright;
using Xunit;

[assembly: AssemblyFixture(typeof(HomelabStorage.Browser.Tests.Chromium))]

namespace HomelabStorage.Browser.Tests;

/// <summary>The browser, started once for all tests.</summary>
public sealed class Chromium : IAsyncLifetime
{
    public const string Missing = "CHROMIUM and AXE name no browser and no axe.min.js (.ci/run installs both)";

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public static bool IsThere => File.Exists(Program) && File.Exists(Axe);

    /// <summary>The file of axe-core, which finds what keeps people from using a page.</summary>
    public static string Axe => Environment.GetEnvironmentVariable("AXE") ?? string.Empty;

    private static string Program => Environment.GetEnvironmentVariable("CHROMIUM") ?? string.Empty;

    public async ValueTask InitializeAsync()
    {
        if (IsThere)
        {
            _playwright = await Playwright.CreateAsync();
            _browser = await _playwright.Chromium.LaunchAsync(new() { ExecutablePath = Program, Args = ["--no-sandbox"] });
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    /// <summary>Opens a file in a window of its own.</summary>
    internal async Task<OpenPage> Open(string file, string hash = "", Action<BrowserNewContextOptions>? set = null)
    {
        Assert.SkipUnless(IsThere, Missing);
        var options = new BrowserNewContextOptions();
        set?.Invoke(options);
        var context = await _browser!.NewContextAsync(options);
        var page = new OpenPage(await context.NewPageAsync());
        await page.Go($"file://{file}{hash}");
        return page;
    }
}

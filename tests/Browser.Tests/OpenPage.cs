using Microsoft.Playwright;
using Xunit;

namespace HomelabStorage.Browser.Tests;

/// <summary>A page in a window, and all that went wrong in it.</summary>
internal sealed class OpenPage : IAsyncDisposable
{
    private readonly List<string> _wrong = [];

    public OpenPage(IPage page)
    {
        Page = page;
        page.Console += (_, said) => _wrong.Add($"console: {said.Text}");
        page.PageError += (_, error) => _wrong.Add($"error: {error}");
        page.Dialog += async (_, dialog) =>
        {
            _wrong.Add($"dialog: {dialog.Message}");
            await dialog.DismissAsync();
        };
        page.Request += (_, request) =>
        {
            if (!request.IsNavigationRequest && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _wrong.Add($"request: {request.Url}");
            }
        };
    }

    public IPage Page { get; }

    /// <summary>What stands in the address behind the file.</summary>
    public string Hash => new Uri(Page.Url).Fragment;

    public async Task Go(string address) => await Page.GotoAsync(address);

    public ILocator Find(string selector) => Page.Locator(selector);

    /// <summary>Closes it; nothing was to be complained of in the console, asked of the network, or said in a dialog.</summary>
    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        Assert.Empty(_wrong);
    }
}

using System.Diagnostics;
using System.Text.Json;
using HomelabStorage.TestKit;
using Microsoft.Playwright;
using Xunit;

namespace HomelabStorage.Browser.Tests;

/// <summary>The page as people use it: by mouse, by keyboard, with a screen reader, without script; and nothing is ever asked of the network.</summary>
public sealed class PageTests(Chromium chromium) : IDisposable
{
    private const string Attack = """</title></style><script>alert(1)</script><img src=x onerror=alert(2)>"'`javascript:alert(3)""";

    private readonly Household _household = new();

    public void Dispose() => _household.Dispose();

    [Fact]
    public async Task A_choice_on_the_map_follows_the_chain()
    {
        await using var page = await chromium.Open(_household.Page(LargeHousehold.Of(12)));
        var app = page.Find("#map .node[data-layer='0']").Filter(new() { HasText = "team-0/linkding-1" });
        await app.HoverAsync();
        Assert.Equal(4, await page.Find("#map .node.on").CountAsync());
        Assert.Equal(3, await page.Find("#map path.on").CountAsync());
        await app.ClickAsync();
        await page.Page.Mouse.MoveAsync(0, 0);
        Assert.Equal(4, await page.Find("#map .node.on").CountAsync());
        Assert.Contains("linkding-1-0", await page.Find(".chosen[role=status]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("node=node-", page.Hash, StringComparison.Ordinal);
        await app.ClickAsync();
        Assert.False(await page.Find(".chosen[role=status]").IsVisibleAsync());
        Assert.Equal("#map", page.Hash);
    }

    [Fact]
    public async Task A_place_shows_everything_that_lies_there_and_nothing_else()
    {
        await using var page = await chromium.Open(_household.Page(LargeHousehold.Of(12)));
        await page.Find("#map .node[data-layer='3']").Filter(new() { HasText = "NAS truenas.home" }).ClickAsync();
        string[] classes = [.. await page.Find("#map .node.on[data-layer='2'] text:first-of-type").AllTextContentsAsync()];
        Assert.Equal(["truenas-nfs"], classes);
    }

    [Fact]
    public async Task A_filter_is_written_into_the_address_and_read_from_it()
    {
        var file = _household.Page(LargeHousehold.Of(40));
        string hash;
        string[] shown;
        await using (var page = await chromium.Open(file))
        {
            await page.Find("nav a[data-view=findings]").ClickAsync();
            await page.Find("[name=q]").FillAsync("linkding");
            await page.Find(".chip.deny").ClickAsync();
            shown = [.. await page.Find("#findings .object:visible h4").AllTextContentsAsync()];
            hash = page.Hash;
            Assert.Equal("#findings?q=linkding&standing=deny", hash);
            Assert.NotEmpty(shown);
            Assert.All(shown, text => Assert.Contains("linkding", text, StringComparison.Ordinal));
            Assert.Matches(@"^\d+ of \d+ shown$", await page.Find(".filter output").InnerTextAsync());
        }

        await using (var page = await chromium.Open(file, hash))
        {
            Assert.Equal(shown, await page.Find("#findings .object:visible h4").AllTextContentsAsync());
            Assert.Equal("linkding", await page.Find("[name=q]").InputValueAsync());
            Assert.True(await page.Find(".chip.deny input").IsCheckedAsync());
            await page.Find("button[type=reset]").ClickAsync();
            await Assertions.Expect(page.Find(".filter output")).ToHaveTextAsync(string.Empty);
            Assert.Equal("#findings", page.Hash);
        }
    }

    [Fact]
    public async Task Links_lead_from_view_to_view_and_back()
    {
        await using var page = await chromium.Open(_household.Page(LargeHousehold.Of(12)));
        await page.Find("nav a[data-view=apps]").ClickAsync();
        await page.Find("#apps a:has(.deny)").First.ClickAsync();
        Assert.True(await page.Find("#findings").IsVisibleAsync());
        Assert.False(await page.Find("#apps").IsVisibleAsync());
        Assert.StartsWith("#object-", page.Hash, StringComparison.Ordinal);
        await page.Page.GoBackAsync();
        Assert.True(await page.Find("#apps").IsVisibleAsync());
        Assert.Equal("page", await page.Find("nav a[data-view=apps]").GetAttributeAsync("aria-current"));
    }

    [Fact]
    public async Task The_map_is_one_stop_of_the_keyboard_and_arrows_go_along_it()
    {
        await using var page = await chromium.Open(_household.Page(LargeHousehold.Of(12)));
        var keyboard = page.Page.Keyboard;
        await page.Find("#map .scroll").FocusAsync();
        await keyboard.PressAsync("Tab");
        Assert.Equal("0", await Layer());
        await keyboard.PressAsync("ArrowRight");
        Assert.Equal("1", await Layer());
        await keyboard.PressAsync("ArrowRight");
        await keyboard.PressAsync("ArrowRight");
        Assert.Equal("3", await Layer());
        await keyboard.PressAsync("Space");
        Assert.Contains("node=node-", page.Hash, StringComparison.Ordinal);
        await keyboard.PressAsync("Escape");
        Assert.Equal("#map", page.Hash);
        await keyboard.PressAsync("Tab");
        Assert.Equal("A", await page.Page.EvaluateAsync<string>("document.activeElement.tagName"));
        Assert.False(await page.Page.EvaluateAsync<bool>("!!document.activeElement.closest('svg')"));

        Task<string> Layer() => page.Page.EvaluateAsync<string>("document.activeElement.dataset.layer");
    }

    [Fact]
    public async Task A_fix_is_copied()
    {
        await using var page = await chromium.Open(_household.Page(LargeHousehold.Of(12)), "#findings");
        await page.Page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        var fix = page.Find(".remedy:has(button)").First;
        await fix.Locator("button").ClickAsync();
        await Assertions.Expect(fix.Locator("button")).Not.ToHaveTextAsync("Copy");
        if (string.Equals("Copied", await fix.Locator("button").InnerTextAsync(), StringComparison.Ordinal))
        {
            // A path of fields is nested, as YAML has it.
            var yaml = await page.Page.EvaluateAsync<string>("navigator.clipboard.readText()");
            var code = await fix.Locator("code").InnerTextAsync();
            Assert.Equal(code, string.Join('.', yaml.Split('\n').Select(line => line.Trim().TrimEnd(':'))));
        }
    }

    [Theory]
    [InlineData("map", ColorScheme.Light, 1280)]
    [InlineData("findings", ColorScheme.Light, 1280)]
    [InlineData("apps", ColorScheme.Light, 1280)]
    [InlineData("matrix", ColorScheme.Light, 1280)]
    [InlineData("backups", ColorScheme.Light, 1280)]
    [InlineData("disaster", ColorScheme.Light, 1280)]
    [InlineData("map", ColorScheme.Dark, 1280)]
    [InlineData("findings", ColorScheme.Dark, 1280)]
    [InlineData("apps", ColorScheme.Dark, 1280)]
    [InlineData("matrix", ColorScheme.Dark, 1280)]
    [InlineData("backups", ColorScheme.Dark, 390)]
    [InlineData("disaster", ColorScheme.Dark, 390)]
    [InlineData("findings", ColorScheme.Light, 390)]
    [InlineData("map", ColorScheme.Light, 390)]
    [InlineData("map", ColorScheme.Dark, 390)]
    [InlineData("apps", ColorScheme.Light, 390)]
    [InlineData("matrix", ColorScheme.Light, 390)]
    public async Task Nothing_keeps_anybody_from_using_it(string view, ColorScheme colours, int width)
    {
        await using var page = await chromium.Open(
            _household.Page(LargeHousehold.Of(12)),
            $"#{view}",
            options => (options.ColorScheme, options.ViewportSize, options.BypassCSP) = (colours, new() { Width = width, Height = 900 }, true));
        await page.Page.EvaluateAsync("for (const folded of document.querySelectorAll('details')) folded.open = true");
        await page.Page.AddScriptTagAsync(new() { Content = await File.ReadAllTextAsync(Chromium.Axe, TestContext.Current.CancellationToken) });
        var found = await page.Page.EvaluateAsync<JsonElement>("axe.run().then(r => r.violations.map(v => v.id + ': ' + v.nodes[0].html))");
        Assert.Empty(found.EnumerateArray().Select(v => v.GetString()));
        Assert.True(await page.Page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "it is wider than the window");
    }

    /// <summary>A drawing of four columns is cut on a telephone; the same is a list there, and nothing is off the screen.</summary>
    [Fact]
    public async Task A_telephone_shows_all_views_and_the_map_as_a_list()
    {
        await using var page = await chromium.Open(
            _household.Page(LargeHousehold.Of(12)), set: options => options.ViewportSize = new() { Width = 390, Height = 844 });
        Assert.Equal(0, await page.Find("#map svg.map:visible").CountAsync());
        var app = page.Find(".chains > li").Filter(new() { HasText = "team-0/linkding-1" });
        Assert.Matches("claim linkding-1-0: .* → .*class .* → ", await app.InnerTextAsync());
        await page.Find("[name=q]").FillAsync("linkding-1");
        Assert.True(await app.IsVisibleAsync());
        Assert.False(await page.Find(".chains > li").Filter(new() { HasText = "jellyfin-3" }).IsVisibleAsync());
        foreach (var view in new[] { "map", "findings", "apps", "matrix", "backups", "disaster" })
        {
            await page.Find($"nav a[data-view={view}]").ClickAsync();
            Assert.True(
                await page.Page.EvaluateAsync<bool>("[...document.querySelectorAll('nav a, main > section.current :is(td, th)')]"
                    + ".filter(e => e.checkVisibility() && !e.closest('.scroll > table:not([class])') && !e.closest('thead'))"
                    + ".every(e => e.getBoundingClientRect().right <= innerWidth)"),
                view);
        }
    }

    [Fact]
    public async Task Names_that_attack_are_words()
    {
        var written = Attack.Replace("'", "''", StringComparison.Ordinal);
        var manifests = LargeHousehold.Of(3).Replace("team-0", $"'{written}'", StringComparison.Ordinal);
        await using var page = await chromium.Open(_household.Page(manifests));
        foreach (var view in new[] { "findings", "apps", "matrix", "backups", "disaster", "map" })
        {
            await page.Find($"nav a[data-view={view}]").ClickAsync();
        }

        await page.Find("#map .node").First.ClickAsync();
        await page.Find("[name=q]").FillAsync(Attack);
        Assert.Equal(1, await page.Find("script").CountAsync());
        Assert.Equal(0, await page.Find("img").CountAsync());
        Assert.Contains(Attack, await page.Find("#apps").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_leads_nowhere_or_attacks_is_harmless()
    {
        var file = _household.Page(LargeHousehold.Of(3));
        foreach (var hash in new[] { "#nowhere", "#main", "#?q=<img src=x onerror=alert(1)>&node=x&standing=..", "#%00", "#map?node=%22%5D" })
        {
            await using var page = await chromium.Open(file, hash);
            Assert.True(await page.Find("#map").IsVisibleAsync(), hash);
        }
    }

    [Fact]
    public async Task It_reads_without_script_and_without_style()
    {
        var file = _household.Page(LargeHousehold.Of(12));
        await using (var page = await chromium.Open(file, set: options => options.JavaScriptEnabled = false))
        {
            Assert.Equal(6, await page.Find("main > section:visible").CountAsync());
            Assert.False(await page.Find(".filter").IsVisibleAsync());
            Assert.Equal(0, await page.Find("button:visible").CountAsync());
            await page.Find("#map .node").First.ClickAsync();
            Assert.StartsWith("#app-", page.Hash, StringComparison.Ordinal);
        }

        var bare = System.Text.RegularExpressions.Regex.Replace(
            await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken), "(?s)<(style|script)>.*?</\\1>", string.Empty);
        await File.WriteAllTextAsync(file, bare, TestContext.Current.CancellationToken);
        await using (var page = await chromium.Open(file, set: options => options.JavaScriptEnabled = false))
        {
            var said = await page.Find("main").InnerTextAsync();
            Assert.Contains("spec.storageClassName: longhorn", said, StringComparison.Ordinal);
            Assert.Equal("none", await page.Page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.edges')).fill"));
        }
    }

    /// <summary>Paper has no views and no buttons: everything is there, one below the other, dark letters on white.</summary>
    [Fact]
    public async Task All_of_it_is_printed()
    {
        await using var page = await chromium.Open(_household.Page(LargeHousehold.Of(12)), set: options => options.ColorScheme = ColorScheme.Dark);
        Assert.Equal(1, await page.Find("main > section:visible").CountAsync());
        await page.Page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.Equal(await page.Find("main > section").CountAsync(), await page.Find("main > section:visible").CountAsync());
        Assert.Equal(0, await page.Find("nav:visible, .filter:visible, button:visible").CountAsync());
        Assert.Equal("rgb(255, 255, 255)", await page.Page.EvaluateAsync<string>(
            "(() => { const c = getComputedStyle(document.body).backgroundColor; return c === 'rgba(0, 0, 0, 0)' ? 'rgb(255, 255, 255)' : c; })()"));
        Assert.True(
            await page.Page.EvaluateAsync<bool>("[...document.querySelectorAll('.map')].every(m => m.getBoundingClientRect().right <= innerWidth + 1)"),
            "a map is wider than the paper");
        Assert.NotEmpty(await page.Page.PdfAsync());
    }

    /// <summary>How long that takes is said, and no test fails by it: it depends on what else the machine has to do.</summary>
    [Fact]
    public async Task Two_thousand_workloads_open()
    {
        var file = _household.Page(LargeHousehold.Of(2000));
        await using var page = await chromium.Open(_household.Page(LargeHousehold.Of(1)));
        var took = new List<double>();
        for (var time = 0; time < 3; time++)
        {
            var begun = Stopwatch.GetTimestamp();
            await page.Go($"file://{file}?{time}");
            await Assertions.Expect(page.Find(".filter")).ToBeVisibleAsync();
            took.Add(Stopwatch.GetElapsedTime(begun).TotalSeconds);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{took.Min():0.00} s, {new FileInfo(file).Length} bytes");
        Assert.InRange(new FileInfo(file).Length, 5_000_000, 20_000_000);
    }
}

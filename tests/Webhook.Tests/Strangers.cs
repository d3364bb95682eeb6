using HomelabStorage.TestKit;

namespace HomelabStorage.Webhook.Tests;

/// <summary>Several strangers of one kind.</summary>
internal sealed class Strangers : IAsyncDisposable
{
    private readonly List<Stranger> _all = [];

    public bool AreAllLeftAlone => _all.TrueForAll(s => s.IsLeftAlone);

    public static async Task<Strangers> Come(int count, Func<Task<Stranger>> come)
    {
        var strangers = new Strangers();
        for (var i = 0; i < count; i++)
        {
            strangers._all.Add(await come());
        }

        return strangers;
    }

    /// <summary>What was said to the first so many.</summary>
    public Task<string[]> First(int count) => Task.WhenAll(_all.Take(count).Select(s => s.First));

    public Task AllClosed() => Task.WhenAll(_all.Select(s => s.Heard));

    public async ValueTask DisposeAsync()
    {
        foreach (var stranger in _all)
        {
            await stranger.DisposeAsync();
        }
    }
}

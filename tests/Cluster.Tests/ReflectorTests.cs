using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using HomelabStorage.Cluster.Watching;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using WireMock.ResponseBuilders;
using Xunit;
using static HomelabStorage.Cluster.Tests.FakeApiServer;

namespace HomelabStorage.Cluster.Tests;

/// <summary>Whatever a connection does, the inventory ends up with what the API server has, and never with less in between.</summary>
public sealed class ReflectorTests : IDisposable
{
    private readonly FakeApiServer _server = new();
    private readonly Meter _meter = new("test");

    public void Dispose()
    {
        _server.Dispose();
        _meter.Dispose();
    }

    private int Lists => _server.Asked("limit", new Pace().PageSize.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public async Task Pages_become_one_list_and_events_change_it()
    {
        _server.OnList.Says(Page("10", "more", "a"), Page("10", string.Empty, "b", "c"));
        _server.OnWatch("10").Says(Told(Event("ADDED", "d", "11"), Event("MODIFIED", "a", "12", "longhorn"), Event("DELETED", "b", "13"), Bookmark("20")));
        _server.OnWatch("20").Says(Told(Event("ADDED", "e", "21")));
        _server.OnWatch("21").Says(Told());
        Assert.Equal("a=longhorn c=local-path d=local-path e=local-path", await Seen("a=longhorn c=local-path d=local-path e=local-path"));
        Assert.Equal(1, _server.Asked("continue", "more"));
    }

    [Fact]
    public async Task A_watch_that_is_cut_goes_on_from_where_it_was()
    {
        _server.OnList.Says(Page("10", string.Empty, "a"));
        _server.OnWatch("10").Says(
            Response.Create().WithFault(FaultType.EMPTY_RESPONSE),
            Json(Event("ADDED", "b", "11") + "\n" + Event("ADDED", "half", "12")[..40]));
        _server.OnWatch("11").Says(Told(Event("ADDED", "c", "12")));
        _server.OnWatch("12").Says(Told());
        await Seen("a=local-path b=local-path c=local-path");
        Assert.Equal(1, Lists);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_version_that_was_forgotten_is_listed_anew_and_what_is_gone_goes(bool asEvent)
    {
        _server.OnList.Says(Page("10", string.Empty, "a", "b"), Page("50", string.Empty, "b", "c"));
        _server.OnWatch("10").Says(asEvent ? Told(Error(410)) : Json("""{"kind":"Status","message":"too old","code":410}""", HttpStatusCode.Gone));
        _server.OnWatch("50").Says(Told());
        await Seen("b=local-path c=local-path");
        Assert.Equal(2, Lists);
    }

    [Fact]
    public async Task Pages_that_grew_old_are_read_from_the_first_again()
    {
        _server.OnList.Says(
            Page("10", "more", "a"),
            Json("""{"kind":"Status","message":"continue token expired","code":410}""", HttpStatusCode.Gone),
            Page("20", string.Empty, "b"));
        _server.OnWatch("20").Says(Told());
        await Seen("b=local-path");
    }

    [Theory]
    [InlineData("no json at all")]
    [InlineData("""{"type":"ADDED"}""")]
    [InlineData("""{"type":"BOOKMARK","object":{"metadata":{"name":"x"}}}""")]
    [InlineData("[]")]
    public async Task After_an_event_that_makes_no_sense_everything_is_listed_anew(string garbage)
    {
        _server.OnList.Says(Page("10", string.Empty, "a"), Page("30", string.Empty, "z"));
        _server.OnWatch("10").Says(Told(garbage));
        _server.OnWatch("30").Says(Told());
        await Seen("z=local-path");
    }

    [Theory]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"metadata":5}""")]
    [InlineData("""{"metadata":null}""")]
    [InlineData("""{"metadata":[{"name":"x"}]}""")]
    [InlineData("""{"metadata":"x"}""")]
    [InlineData("""{"metadata":{}}""")]
    [InlineData("""{"metadata":{"name":null,"resourceVersion":"11"}}""")]
    [InlineData("""{"metadata":{"name":"","resourceVersion":{}}}""")]
    [InlineData("""{"metadata":{"name":"\ud800","resourceVersion":"\ud800"}}""")]
    public async Task An_event_whose_metadata_make_no_sense_costs_its_object_and_the_watch_goes_on(string of)
    {
        _server.OnList.Says(Page("10", string.Empty, "a"));
        _server.OnWatch("10").Says(Told(
            $$"""{"type":"ADDED","object":{{of}}}""",
            Event("ADDED", "b", "12"),
            $$"""{"type":"DELETED","object":{{of}}}""",
            $$"""{"type":"MODIFIED","object":{{of}}}""",
            Event("ADDED", "c", "13")));
        _server.OnWatch("13").Says(Told());
        Assert.Equal(1, await Unreadable("a=local-path b=local-path c=local-path"));
        Assert.Equal(1, Lists);
    }

    [Theory]
    [InlineData("""{"name":"x","namespace":"media"}""")]
    [InlineData("""{"name":"x","namespace":"media","resourceVersion":11}""")]
    [InlineData("""{"name":"x","namespace":"media","resourceVersion":{}}""")]
    [InlineData("""{"name":"x","namespace":"media","resourceVersion":"\ud800"}""")]
    [InlineData("""{"name":"x","namespace":"media","labels":5,"annotations":"y","ownerReferences":7,"resourceVersion":"11"}""")]
    public async Task An_object_that_says_its_name_is_seen_although_its_version_makes_no_sense(string metadata)
    {
        _server.OnList.Says(Page("10", string.Empty, "a"));
        _server.OnWatch("10").Says(Told(
            $$$"""{"type":"ADDED","object":{"spec":{"storageClassName":"nas"},"metadata":{{{metadata}}} } }""",
            Event("ADDED", "b", "12")));
        _server.OnWatch("12").Says(Told());
        await Seen("a=local-path b=local-path x=nas");
        Assert.Equal(1, Lists);
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_costs_itself_and_is_counted_until_it_can()
    {
        _server.OnList.Says(
            Json(
                """
                {
                  "metadata": {"resourceVersion": "10"},
                  "items": [
                    5,
                    {"metadata": {"name": "a", "namespace": "media"}, "spec": {"storageClassName": "\ud800"}},
                    {"metadata": {"name": "b", "namespace": "media"}, "spec": {"storageClassName": "local-path"}}
                  ]
                }
                """));
        _server.OnWatch("10").Says(Told(Event("MODIFIED", "b", "11", "\\udfff"), Event("ADDED", "c", "12")));
        _server.OnWatch("12").Says(Told());
        Assert.Equal(3, await Unreadable("c=local-path"));
        Assert.Equal(1, Lists);
    }

    [Fact]
    public async Task Failures_are_sat_out_and_what_was_seen_stays_meanwhile()
    {
        _server.OnList.Says(Json("{}", HttpStatusCode.InternalServerError), Json("proxy says no", HttpStatusCode.BadGateway), Page("10", string.Empty, "a"));
        _server.OnWatch("10").Says(Json("{}", HttpStatusCode.InternalServerError), Json("{}", HttpStatusCode.TooManyRequests), Told(Event("ADDED", "b", "11")));
        _server.OnWatch("11").Says(Told());
        var all = new List<string>();
        await Seen("a=local-path b=local-path", all.Add);
        Assert.Equal(["a=local-path", "a=local-path b=local-path"], all.Distinct());
    }

    [Fact]
    public async Task A_list_that_takes_its_time_is_waited_for()
    {
        _server.OnList.Says(Page("10", string.Empty, "a").WithDelay(TimeSpan.FromMilliseconds(700)));
        _server.OnWatch("10").Says(Told());
        await Seen("a=local-path");
        Assert.Equal(1, Lists);
    }

    [Fact]
    public async Task A_watch_of_which_nothing_is_heard_is_begun_again()
    {
        _server.OnList.Says(Page("10", string.Empty, "a"));
        _server.OnWatch("10").Says(Told().WithDelay(TimeSpan.FromSeconds(2)), Told(Event("ADDED", "b", "11")));
        _server.OnWatch("11").Says(Told());
        await Seen("a=local-path b=local-path");
    }

    [Fact]
    public async Task An_error_that_is_not_about_the_version_is_sat_out_without_a_new_list()
    {
        _server.OnList.Says(Page("10", string.Empty, "a"));
        _server.OnWatch("10").Says(Told(Error(429)), Told(Error(500)), Told(Event("ADDED", "b", "11")));
        _server.OnWatch("11").Says(Told());
        await Seen("a=local-path b=local-path");
        Assert.Equal(1, Lists);
    }

    [Fact]
    public async Task A_kind_the_cluster_does_not_know_is_empty_until_it_is_installed()
    {
        _server.OnList.Says(Json("""{"kind":"Status","message":"not found","code":404}""", HttpStatusCode.NotFound), Page("10", string.Empty, "a"));
        _server.OnWatch("10").Says(Told());
        var all = new List<string>();
        await Seen("a=local-path", all.Add);
        Assert.Equal(string.Empty, all[0]);
    }

    /// <summary>How many objects are counted as unreadable once the inventory is as it should be.</summary>
    private async Task<long> Unreadable(string expected)
    {
        var counted = new List<long>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => Listen(instrument, l) };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => counted.Add(value));
        listener.Start();
        await Seen(expected);
        listener.RecordObservableInstruments();
        return Assert.Single(counted);
    }

    /// <summary>Runs until the inventory is as it should be.</summary>
    private async Task<string> Seen(string expected, Action<string>? onChange = null)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        stop.CancelAfter(Eventually.Longest);
        var reached = new TaskCompletionSource<string>();
        var last = string.Empty;
        using var inventory = new LiveInventory([Resource], now =>
        {
            last = Spelled(now);
            onChange?.Invoke(last);
            if (string.Equals(last, expected, StringComparison.Ordinal))
            {
                reached.TrySetResult(last);
            }
        }, TimeProvider.System);
        using var server = _server.Connect();
        _ = reached.Task.ContinueWith(_ => stop.Cancel(), TestContext.Current.CancellationToken, TaskContinuationOptions.None, TaskScheduler.Default);
        try
        {
            await ClusterWatch.Run(server, [Resource], inventory, Hasty, new WatchMeter(_meter), TimeProvider.System, NullLogger.Instance, stop.Token);
        }
        catch (OperationCanceledException)
        {
            // It never ends by itself.
        }

        Assert.Equal(expected, last);
        return last;
    }

    private void Listen(Instrument instrument, MeterListener listener)
    {
        if (ReferenceEquals(instrument.Meter, _meter) && instrument.Name is "homelab_storage.unreadable.objects")
        {
            listener.EnableMeasurementEvents(instrument);
        }
    }

    private static string Spelled(Inventory inventory) => string.Join(' ', inventory.Claims.All.Select(c => $"{c.Name}={c.Spec.Class.Name}"));
}

using System.Diagnostics.Metrics;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Observability;
using HomelabStorage.Webhook.Serving;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class PolicyWatchTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();
    private readonly Snapshots _snapshots = new(Some.Snapshot());
    private readonly Meter _meter = new("test");
    private readonly FakeLogger _log = new();
    private readonly PolicyWatch _watch;

    public PolicyWatchTests()
    {
        File.WriteAllText(_file, ShippedPolicy.Text);
        _watch = new PolicyWatch(_file, _snapshots, new PolicyMeter(_meter, _snapshots, TimeProvider.System), TimeProvider.System, _log);
    }

    public void Dispose()
    {
        _meter.Dispose();
        File.Delete(_file);
    }

    [Fact]
    public void A_changed_file_is_in_force_at_the_next_look()
    {
        _watch.Look();
        Assert.Empty(_log.Collector.GetSnapshot());
        Write(ShippedPolicy.Text.Replace("name: homelab\n", "name: other\n", StringComparison.Ordinal));
        _watch.Look();
        Assert.Equal("other", _snapshots.Current.Policy.Name);
        Assert.Contains("policy other (sha256:", Assert.Single(_log.Collector.GetSnapshot()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_a_bad_file_every_error_is_said_and_the_last_good_policy_stays()
    {
        using var listener = new MeterListener();
        var failures = 0L;
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (ReferenceEquals(instrument.Meter, _meter) && instrument.Name is "homelab_storage.policy.load.errors")
            {
                l.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => failures += value);
        listener.Start();
        var before = _snapshots.Current.Policy;
        Write("apiVersion: nonsense\nkind: StoragePolicy\nmetadata: {name: x}\nrulez: []\n");
        _watch.Look();
        Assert.Same(before, _snapshots.Current.Policy);
        var said = _log.Collector.GetSnapshot();
        Assert.All(said, line => Assert.Equal(LogLevel.Error, line.Level));
        Assert.Contains("(1,1): apiVersion: 'nonsense' is not homelab-storage.io/v1alpha1.", said[0].Message, StringComparison.Ordinal);
        Assert.EndsWith($"has 2 errors and is not used; policy {before.Hash} remains active", said[^1].Message, StringComparison.Ordinal);
        _watch.Look();
        Assert.Equal(said.Count, _log.Collector.GetSnapshot().Count);
        Assert.Equal(1, failures);
    }

    [Fact]
    public void What_was_written_between_the_loading_and_the_first_look_is_seen()
    {
        Write(ShippedPolicy.Text.Replace("name: homelab\n", "name: meanwhile\n", StringComparison.Ordinal));
        using var meter = new Meter("test");
        new PolicyWatch(_file, _snapshots, new PolicyMeter(meter, _snapshots, TimeProvider.System), TimeProvider.System, _log).Look();
        Assert.Equal("meanwhile", _snapshots.Current.Policy.Name);
    }

    [Fact]
    public void A_file_that_is_gone_changes_nothing()
    {
        var before = _snapshots.Current.Policy;
        File.Delete(_file);
        _watch.Look();
        Assert.Same(before, _snapshots.Current.Policy);
    }

    /// <summary>Policies in which the rule and its namespaces belong together; a request that saw half of each would answer something else.</summary>
    [Fact]
    public async Task No_request_sees_half_a_policy()
    {
        var deny = ShippedPolicy.Text + "\nrules: [{rule: storage-class-not-found, action: deny}]\n";
        var off = ShippedPolicy.Text + "\nrules: [{rule: storage-class-not-found, action: \"off\"}]\n";
        var snapshots = new Snapshots(new Snapshot(Policies.Inventories.Inventory.Empty, Some.Policy(deny)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var (one, two) = (Some.Policy(deny), Some.Policy(off));
        var swapping = Task.Run(
            () =>
            {
                for (var swap = 0; !stop.IsCancellationRequested; swap++)
                {
                    snapshots.Obey(swap % 2 == 0 ? two : one);
                    snapshots.See(snapshots.Current.Inventory);
                }
            },
            TestContext.Current.CancellationToken);
        var handler = Handlers.Validation(snapshots);
        var review = await File.ReadAllBytesAsync(
            Directory.GetFiles(Repository.Path("tests", "fixtures", "admission-reviews"), "*validate-create-persistent*")[0],
            stop.Token);
        string[] whole =
        [
            .. new[] { one, two }.Select(policy => Answer(Handlers.Validation(new Snapshot(Policies.Inventories.Inventory.Empty, policy)), review)),
        ];
        for (var asked = 0; asked < 3000; asked++)
        {
            Assert.Contains(Answer(handler, review), whole);
        }

        await stop.CancelAsync();
        await swapping;
    }

    private static string Answer(ValidationHandler handler, byte[] review)
    {
        var response = Review.Ask(handler, [.. review]);
        return string.Join(',', response.Denials.Concat(response.Warnings).Select(d => $"{d.Finding.Rule.Id} {d.Action}"));
    }

    private void Write(string text) => File.WriteAllText(_file, text);
}

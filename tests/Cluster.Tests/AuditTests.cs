using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using HomelabStorage.Cluster.Auditing;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Cluster.Events;
using HomelabStorage.Cluster.Leases;
using HomelabStorage.Cluster.Reports;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Cluster.Tests;

public sealed class AuditTests : IDisposable
{
    private const string Reports = "apis/openreports.io/v1alpha1/namespaces/books/reports";
    private const string Events = "api/v1/namespaces/books/events";
    private const string Classes =
        """
        {
          "apiVersion": "storage.k8s.io/v1",
          "kind": "StorageClass",
          "metadata": {"name": "truenas-nfs", "uid": "c1"},
          "provisioner": "nfs.csi.k8s.io",
          "reclaimPolicy": "Retain"
        }
        """;

    private static readonly StoragePolicy Policy = ShippedPolicy.Read();

    private readonly FakeStore _store = new();
    private readonly Leftovers _leftovers = new(new FakeTimeProvider());
    private readonly ApiServer _server;
    private readonly Meter _meter = new("test");
    private readonly FakeLogger _log = new();
    private readonly ContinuousAudit _audit;
    private int _looks;
    private volatile AuditSource _source = new(Inventory.Empty, Policy, IsComplete: false);

    public AuditTests()
    {
        _server = _store.Connect();
        _audit = NewAudit(TimeProvider.System);
    }

    public void Dispose()
    {
        _leftovers.Dispose();
        _server.Dispose();
        _store.Dispose();
        _meter.Dispose();
    }

    [Fact]
    public async Task An_object_with_findings_has_a_report_that_it_owns()
    {
        await Audit(Linkding("truenas-nfs"));
        var report = _store[$"{Reports}/homelab-storage-w1"]!;
        Assert.Equal("Report", (string?)report["kind"]);
        Assert.Equal("w1", (string?)report["metadata"]!["ownerReferences"]![0]!["uid"]);
        Assert.Equal("Deployment", (string?)report["scope"]!["kind"]);
        Assert.Equal(1, (int)report["summary"]!["fail"]!);
        var result = report["results"]![0]!;
        Assert.Equal(("sqlite-on-network-filesystem", "fail", "critical"), ((string?)result["rule"], (string?)result["result"], (string?)result["severity"]));
        Assert.Equal(2, _store.All(Reports).Count);
    }

    [Fact]
    public async Task Nothing_is_written_again_until_it_changes_and_what_is_healed_goes()
    {
        await Audit(Linkding("truenas-nfs"));
        var writes = _store.Writes.Count;
        await Audit(Linkding("truenas-nfs"));
        Assert.Equal(writes, _store.Writes.Count);
        await Audit(Linkding("local-path"));
        Assert.DoesNotContain("sqlite-on-network-filesystem", string.Concat(_store.All(Reports).Select(r => r.ToJsonString())), StringComparison.Ordinal);
        Assert.Contains(_store.Writes, w => w.StartsWith("DELETE", StringComparison.Ordinal) || w.StartsWith("PATCH", StringComparison.Ordinal));
        await Audit([]);
        Assert.Empty(_store.All(Reports));
    }

    [Fact]
    public async Task Without_the_custom_resource_findings_are_told_all_the_same()
    {
        _store.Absent.Add("apis/openreports.io/v1alpha1/reports");
        await Audit(Linkding("truenas-nfs"));
        Assert.Empty(_store.All(Reports));
        Assert.Equal(2, _store.All(Events).Count(e => (string?)e["reason"] is "SqliteOnNetworkFilesystem"));
    }

    [Fact]
    public async Task An_event_is_said_once_and_again_when_it_says_something_else()
    {
        await Audit(Linkding("truenas-nfs"));
        var events = _store.All(Events).Count;
        var said = Assert.Single(_store.All(Events), e => (string?)e["involvedObject"]!["kind"] is "Deployment");
        Assert.Equal(("Warning", "w1"), ((string?)said["type"], (string?)said["involvedObject"]!["uid"]));
        Assert.StartsWith(
            "linkding keeps SQLite at /etc/linkding/data, but claim data is on NFS (class truenas-nfs)",
            (string?)said["message"],
            StringComparison.Ordinal);
        await Audit(Linkding("truenas-nfs"));
        Assert.Equal(events, _store.All(Events).Count);
        await Audit(Linkding("local-path"));
        Assert.NotEqual(events, _store.All(Events).Count);
    }

    [Theory]
    [InlineData("kustomize", "Kustomization", "apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps")]
    [InlineData("helm", "HelmRelease", "apis/helm.toolkit.fluxcd.io/v2/namespaces/flux-system/helmreleases/apps")]
    public async Task Whatever_applies_an_object_by_Flux_is_told_in_one_sum(string toolkit, string kind, string path)
    {
        _store.Put(path, """{"metadata":{"name":"apps","namespace":"flux-system","uid":"k1"}}""");
        await Audit(Linkding("truenas-nfs", $$""","{{toolkit}}.toolkit.fluxcd.io/name":"apps","{{toolkit}}.toolkit.fluxcd.io/namespace":"flux-system" """));
        var said = Assert.Single(_store.All("api/v1/namespaces/flux-system/events"));
        Assert.Equal(
            (kind, "k1", "StorageFindings"),
            ((string?)said["involvedObject"]!["kind"], (string?)said["involvedObject"]!["uid"], (string?)said["reason"]));
        Assert.StartsWith(
            "Deployment books/linkding: [sqlite-on-network-filesystem] linkding keeps SQLite",
            (string?)said["message"],
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_made_while_nobody_led_is_named()
    {
        var from = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        _source = new AuditSource(Inventory.Of(Linkding("truenas-nfs")), Policy, IsComplete: true);
        await _audit.Audit(_source, new Absence(from, from.AddHours(1)), TestContext.Current.CancellationToken);
        var said = Assert.Single(_store.All(Events), e => (string?)e["reason"] is "AdmittedUnseen");
        Assert.Equal("Deployment", (string?)said["involvedObject"]!["kind"]);
    }

    [Theory]
    [InlineData("2026-11-01T00:30:00.700Z", "2026-11-01T00:30:05Z", true)] // the API server writes whole seconds
    [InlineData("2026-11-01T00:30:01Z", "2026-11-01T00:30:05Z", false)]
    [InlineData("2026-11-01T00:29:50Z", "2026-11-01T00:29:59Z", false)]
    public async Task However_short_nobody_was_here_what_was_made_then_is_named_once(string from, string until, bool isNamed)
    {
        var absence = new Absence(DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), DateTimeOffset.Parse(until, CultureInfo.InvariantCulture));
        var source = new AuditSource(Inventory.Of(Linkding("truenas-nfs")), Policy, IsComplete: true);
        await _audit.Audit(source, absence, TestContext.Current.CancellationToken);
        await _audit.Audit(source, absence, TestContext.Current.CancellationToken);
        Assert.Equal(isNamed ? 1 : 0, _store.All(Events).Count(e => (string?)e["reason"] is "AdmittedUnseen"));
        Assert.Equal(isNamed ? 1 : 0, _log.Collector.GetSnapshot().Count(r => r.Id == 81));
    }

    [Fact]
    public async Task A_gap_that_could_not_be_told_is_told_with_the_next_audit()
    {
        var from = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        var source = new AuditSource(Inventory.Of(Linkding("truenas-nfs")), Policy, IsComplete: true);
        _store.IsDown = true;
        await _audit.Audit(source, new Absence(from, from.AddHours(1)), TestContext.Current.CancellationToken);
        _store.IsDown = false;
        await _audit.Audit(source, new Absence(from, from.AddHours(1)), TestContext.Current.CancellationToken);
        Assert.Single(_store.All(Events), e => (string?)e["reason"] is "AdmittedUnseen");
    }

    [Fact]
    public async Task A_gap_is_over_when_its_objects_are_healed()
    {
        long gap = -1;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (ReferenceEquals(instrument.Meter, _meter)
                && instrument.Name is "homelab_storage.admission.gap.objects") { l.EnableMeasurementEvents(instrument); }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => gap = value);
        listener.Start();
        var from = new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);
        await _audit.Audit(
            new AuditSource(Inventory.Of(Linkding("truenas-nfs")), Policy, IsComplete: true),
            new Absence(from, from.AddHours(1)),
            TestContext.Current.CancellationToken);
        listener.RecordObservableInstruments();
        Assert.Equal(1, gap);
        await Audit(Linkding("longhorn-sqlite"));
        listener.RecordObservableInstruments();
        Assert.Equal(0, gap);
    }

    [Fact]
    public async Task Of_very_many_findings_the_owner_hears_first_and_the_rest_comes_with_the_next_audits()
    {
        _store.Put(
            "apis/kustomize.toolkit.fluxcd.io/v1/namespaces/flux-system/kustomizations/apps",
            """{"metadata":{"name":"apps","namespace":"flux-system","uid":"k1"}}""");
        Manifest[] many =
        [
            .. Enumerable.Range(0, 150).SelectMany(i => Linkding(
                "truenas-nfs",
                ""","kustomize.toolkit.fluxcd.io/name":"apps","kustomize.toolkit.fluxcd.io/namespace":"flux-system" """)
                .Select(m => m is StorageClass
                    ? m
                    : m with { Reference = m.Reference with { Namespace = $"books-{i}" }, Metadata = m.Metadata with { Uid = $"{m.Metadata.Uid}-{i}" } })),
        ];
        await Audit(many);
        Assert.Single(_store.All("api/v1/namespaces/flux-system/events"));
        var said = Said(many);
        Assert.Equal(199, said);
        await Audit(many);
        Assert.True(Said(many) > said + 100);
    }

    [Fact]
    public async Task An_owner_that_is_not_judged_is_told_of_what_it_makes_once()
    {
        Manifest[] pods =
        [
            .. Linkding("truenas-nfs").SelectMany(m => m is Workload workload
                ? Enumerable.Range(0, 3).Select(i => (Manifest)(workload with
                {
                    Reference = new ObjectReference("v1", "Pod", "books", $"linkding-{i}"),
                    Metadata = workload.Metadata with { Uid = $"p{i}", Controller = new Owner("apps.kruise.io/v1alpha1", "CloneSet", "linkding", "o1") },
                }))
                : [m]),
        ];
        await Audit(pods);
        var said = Assert.Single(
            _store.All(Events),
            e => (string?)e["involvedObject"]!["kind"] is "CloneSet" && (string?)e["reason"] is "SqliteOnNetworkFilesystem");
        Assert.Equal(
            ("apps.kruise.io/v1alpha1", "o1", "linkding"),
            ((string?)said["involvedObject"]!["apiVersion"], (string?)said["involvedObject"]!["uid"], (string?)said["involvedObject"]!["name"]));
    }

    [Fact]
    public async Task A_volume_that_its_provisioner_made_last_is_told_of_in_events_and_reports()
    {
        Manifest[] pair =
        [
            .. Linkding("truenas-nfs")
                .Where(m => m is not StorageClass)
                .Select(m => m is Claim claim ? claim with { Spec = claim.Spec with { Class = ClassRequest.Static.Instance } } : m),
        ];
        await Audit(pair);
        Assert.DoesNotContain(_store.All(Events), e => (string?)e["reason"] is "SqliteOnNetworkFilesystem");
        using var volume =
            JsonDocument.Parse(
                """
                {
                  "apiVersion": "v1",
                  "kind": "PersistentVolume",
                  "metadata": {"name": "v", "annotations": {"pv.kubernetes.io/provisioned-by": "nfs.csi.k8s.io"}},
                  "spec": {
                    "capacity": {"storage": "100Gi"},
                    "accessModes": ["ReadWriteOnce"],
                    "claimRef": {"namespace": "books", "name": "data"},
                    "csi": {"driver": "nfs.csi.k8s.io"}
                  }
                }
                """);
        await Audit([.. pair, Assert.IsType<ManifestReading.Understood>(ManifestReader.Read(volume.RootElement)).Manifest]);
        Assert.Equal(2, _store.All(Events).Count(e => (string?)e["reason"] is "SqliteOnNetworkFilesystem"));
        Assert.Equal(2, _store.All(Reports).Count(r => r.ToJsonString().Contains("sqlite-on-network-filesystem", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_could_not_be_said_is_said_again()
    {
        _store.IsDown = true;
        await Audit(Linkding("truenas-nfs"));
        _store.IsDown = false;
        Assert.Empty(_store.All(Events));
        await Audit(Linkding("truenas-nfs"));
        Assert.Equal(2, _store.All(Events).Count(e => (string?)e["reason"] is "SqliteOnNetworkFilesystem"));
    }

    [Fact]
    public async Task In_a_namespace_that_is_being_deleted_nothing_is_tried_again()
    {
        const string Terminating =
            """
            {
              "kind": "Status",
              "reason": "Forbidden",
              "message": "unable to create new content in namespace books because it is being terminated",
              "details": {
                "causes": [{"reason": "NamespaceTerminating", "message": "namespace books is being terminated", "field": "metadata.namespace"}]
              }
            }
            """;
        _store.Forbidden["POST " + Events] = Terminating;
        _store.Forbidden["PATCH " + Reports] = Terminating;
        await Audit(Linkding("truenas-nfs"));
        var events = _store.Writes.Count(w => w.StartsWith("POST " + Events, StringComparison.Ordinal));
        Assert.True(events > 0);
        await Audit(Linkding("truenas-nfs"));
        Assert.Equal(events, _store.Writes.Count(w => w.StartsWith("POST " + Events, StringComparison.Ordinal)));
        Assert.DoesNotContain(_log.Collector.GetSnapshot(), r => r.Level >= LogLevel.Warning);
        Assert.Equal(0, _audit.Failures);
    }

    [Fact]
    public async Task An_object_that_breaks_the_judgement_costs_itself()
    {
        var good = Linkding("truenas-nfs");
        var bad = good.OfType<Workload>().Select(w => w with
        {
            Reference = w.Reference with { Name = "bad" },
            Metadata = w.Metadata with { Uid = "w9" },
            Pod = w.Pod with { Volumes = [], Metadata = w.Pod.Metadata with { Annotations = new FailingDictionary() } },
        });
        var counted = new List<long>();
        using var listener = new MeterListener { InstrumentPublished = (instrument, l) => Listen(instrument, l) };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => counted.Add(value));
        listener.Start();
        await Audit([.. good, .. bad]);
        listener.RecordObservableInstruments();
        Assert.Contains(_store.All(Reports), r => r.ToJsonString().Contains("sqlite-on-network-filesystem", StringComparison.Ordinal));
        var line = Assert.Single(_log.Collector.GetSnapshot(), r => r.Id.Id == 82);
        Assert.StartsWith("Deployment books/bad is not judged", line.Message, StringComparison.Ordinal);
        Assert.Equal([1], counted);
        Assert.Equal(1, _audit.Failures);

        void Listen(Instrument instrument, MeterListener by)
        {
            if (ReferenceEquals(instrument.Meter, _meter) && instrument.Name is "homelab_storage.audit.not_judged.objects")
            {
                by.EnableMeasurementEvents(instrument);
            }
        }
    }

    [Fact]
    public async Task What_may_not_be_said_is_tried_again()
    {
        _store.Forbidden["POST " + Events] = """{"kind":"Status","reason":"Forbidden","message":"events is forbidden"}""";
        await Audit(Linkding("truenas-nfs"));
        await Audit(Linkding("truenas-nfs"));
        Assert.Equal(2, _audit.Failures);
    }

    [Fact]
    public async Task An_object_that_is_made_again_has_events_of_its_own()
    {
        await Audit(Linkding("truenas-nfs"));
        var events = _store.All(Events).Count;
        await Audit([.. Linkding("truenas-nfs").Select(m => m is Workload ? m with { Metadata = m.Metadata with { Uid = "w2" } } : m)]);
        Assert.Contains(_store.All(Events), e => (string?)e["involvedObject"]!["uid"] is "w2");
        Assert.True(_store.All(Events).Count > events);
    }

    [Fact]
    public async Task It_waits_for_sight_and_for_a_quiet_moment()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var running = _audit.Run(new Reign(null), stop.Token);
        await Looks(5);
        Assert.Empty(_store.Writes);
        for (var change = 0; change < 10; change++)
        {
            _source = new AuditSource(Inventory.Of(Linkding("truenas-nfs")), Policy, IsComplete: true);
            await Looks(1);
        }

        await Until("there are two reports", () => _store.All(Reports).Count == 2);
        _source = new AuditSource(Inventory.Empty, Policy, IsComplete: true);
        await Until("there are none any more", () => _store.All(Reports).Count == 0);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>Nothing happens but that time goes by.</summary>
    [Fact]
    public async Task It_runs_again_when_a_backup_has_grown_too_old()
    {
        var calendar = new Calendar { Now = new DateTimeOffset(2026, 11, 23, 19, 0, 0, TimeSpan.Zero) };
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        _source = new AuditSource(Inventory.Of(BackedUp("2026-11-23T18:00:00Z")), Policy, IsComplete: true);
        var running = NewAudit(calendar).Run(new Reign(null), stop.Token);
        await Until("the backup is believed", () => Refused() == 0 && Backups() is "pass");
        calendar.Now += TimeSpan.FromHours(4);
        await Looks(10);
        Assert.Equal(0, Refused());
        calendar.Now += TimeSpan.FromDays(2);
        await Until("it is not believed any more", () => Refused() > 1 && Backups() is "fail");
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    /// <summary>How many findings in reports are refusals.</summary>
    private int Refused() => _store.All(Reports).Sum(r => r["results"]!.AsArray().Count(one => (string?)one!["result"] is "fail"));

    /// <summary>What the report of the claim says of its backups; empty when it says nothing.</summary>
    private string Backups() => _store[$"{Reports}/homelab-storage-p1"]?["results"]?.AsArray()
        .Where(one => (string?)one!["rule"] is "backups")
        .Select(one => (string?)one!["result"])
        .SingleOrDefault() ?? string.Empty;

    private ContinuousAudit NewAudit(TimeProvider time) => new(
        () =>
        {
            Interlocked.Increment(ref _looks);
            return _source;
        },
        new ReportWriter(_server, ReportFlavour.OpenReports, time, _log),
        new FindingEvents(_server, new EventWriter(_server, "test", time, _log)),
        new AuditMeter(_meter),
        new AuditPace { Quiet = TimeSpan.FromMilliseconds(300), Longest = TimeSpan.FromSeconds(2), Look = TimeSpan.FromMilliseconds(20) },
        _leftovers,
        time,
        _log);

    /// <summary>A vault on a node's disk that a CronJob copies every six hours.</summary>
    private static IReadOnlyList<Manifest> BackedUp(string last) =>
    [
        Read(Classes.Replace("truenas-nfs", "local", StringComparison.Ordinal).Replace("nfs.csi.k8s.io", "rancher.io/local-path", StringComparison.Ordinal)),
        Read(
            """
            {
              "apiVersion": "v1",
              "kind": "PersistentVolumeClaim",
              "metadata": {"name": "data", "namespace": "books", "uid": "p1", "creationTimestamp": "2026-10-01T00:00:00Z"},
              "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "local"}
            }
            """),
        Read(
            """
            {
              "apiVersion": "apps/v1",
              "kind": "Deployment",
              "metadata": {"name": "vault", "namespace": "books", "uid": "w1", "creationTimestamp": "2026-10-01T00:00:00Z"},
              "spec": {
                "strategy": {"type": "Recreate"},
                "template": {
                  "spec": {
                    "containers": [{"name": "c", "image": "vaultwarden/server:1.32.0", "volumeMounts": [{"name": "d", "mountPath": "/data"}]}],
                    "volumes": [{"name": "d", "persistentVolumeClaim": {"claimName": "data"}}]
                  }
                }
              }
            }
            """),
        Read(
            $$$"""
            {
              "apiVersion": "batch/v1",
              "kind": "CronJob",
              "metadata": {"name": "copy", "namespace": "books", "uid": "w2", "creationTimestamp": "2026-10-01T00:00:00Z"},
              "spec": {
                "schedule": "0 */6 * * *",
                "jobTemplate": {
                  "spec": {
                    "template": {
                      "spec": {
                        "containers": [
                          {
                            "name": "c",
                            "image": "alpine:3",
                            "command": ["sh", "-c", "sqlite3 /data/db.sqlite3 '.backup /b/db'"],
                            "volumeMounts": [{"name": "d", "mountPath": "/data"}, {"name": "b", "mountPath": "/b"}]
                          }
                        ],
                        "volumes": [
                          {"name": "d", "persistentVolumeClaim": {"claimName": "data"}},
                          {"name": "b", "nfs": {"server": "192.0.2.10", "path": "/b"}}
                        ]
                      }
                    }
                  }
                }
              },
              "status": {"lastSuccessfulTime": "{{{last}}}"}
            }
            """),
    ];

    /// <summary>A day that a test turns, while its clock goes on as any other.</summary>
    private sealed class Calendar : TimeProvider
    {
        private long _ticks;

        public DateTimeOffset Now
        {
            get => new(Volatile.Read(ref _ticks), TimeSpan.Zero);
            set => Volatile.Write(ref _ticks, value.Ticks);
        }

        public override DateTimeOffset GetUtcNow() => Now;
    }

    private int Said(IEnumerable<Manifest> manifests) =>
        manifests
            .Select(m => m.Namespace)
            .Distinct(StringComparer.Ordinal)
            .Sum(ns => _store.All($"api/v1/namespaces/{(ns.Length > 0 ? ns : "default")}/events").Count);

    private static Task Until(string what, Func<bool> isSo) => Eventually.Holds(what, isSo, TestContext.Current.CancellationToken);

    /// <summary>Ends when the audit has looked so many times more.</summary>
    private Task Looks(int times)
    {
        var enough = Volatile.Read(ref _looks) + times;
        return Until("the audit looks again", () => Volatile.Read(ref _looks) >= enough);
    }

    private Task<IReadOnlyList<Verdict>> Audit(IEnumerable<Manifest> manifests) =>
        _audit.Audit(new AuditSource(Inventory.Of(manifests), Policy, IsComplete: true), absence: null, TestContext.Current.CancellationToken);

    private static IReadOnlyList<Manifest> Linkding(string storageClass, string labels = "") =>
    [
        Read(Classes),
        Read(
            $$"""
            {
              "apiVersion": "v1",
              "kind": "PersistentVolumeClaim",
              "metadata": {"name": "data", "namespace": "books", "uid": "p1", "creationTimestamp": "2026-10-01T00:00:00Z"},
              "spec": {"accessModes": ["ReadWriteOnce"], "storageClassName": "{{storageClass}}"}
            }
            """),
        Read(
            $$$"""
            {
              "apiVersion": "apps/v1",
              "kind": "Deployment",
              "metadata": {
                "name": "linkding",
                "namespace": "books",
                "uid": "w1",
                "creationTimestamp": "2026-11-01T00:30:00Z",
                "labels": {"app": "linkding"{{{labels}}}}
              },
              "spec": {
                "strategy": {"type": "Recreate"},
                "template": {
                  "spec": {
                    "containers": [
                      {"name": "c", "image": "sissbruecker/linkding:1", "volumeMounts": [{"name": "d", "mountPath": "/etc/linkding/data"}]}
                    ],
                    "volumes": [{"name": "d", "persistentVolumeClaim": {"claimName": "data"}}]
                  }
                }
              }
            }
            """),
    ];

    private static Manifest Read(string json)
    {
        using var document = JsonDocument.Parse(json);
        return Assert.IsType<ManifestReading.Understood>(ManifestReader.Read(document.RootElement)).Manifest;
    }
}

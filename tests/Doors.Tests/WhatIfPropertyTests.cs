using CsCheck;
using HomelabStorage.Policies.Foresight;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Reports;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Doors.Tests;

/// <summary>A household without what is lost is a household: losing nothing is the audit, and losing one after the other is losing both.</summary>
public sealed class WhatIfPropertyTests
{
    private static readonly StoragePolicy Shipped = ShippedPolicy.Read();

    private static readonly Gen<Loss> Loss = Gen.OneOf(
        Gen.OneOfConst("n1", "n2", "n3").Select(name => (Loss)new Loss.Node(name)),
        Gen.OneOfConst("10.0.0.2", "192.0.2.7", "truenas").Select(name => (Loss)new Loss.Nas(name)),
        Gen.OneOfConst("local-path", "truenas-nfs", "longhorn", "single").Select(name => (Loss)new Loss.Class(name)),
        Gen.OneOfConst("books", "away").Select(name => (Loss)new Loss.Namespace(name)));

    private static readonly Gen<Loss[]> Losses = Loss.Array[0, 3];

    /// <summary>Volumes on nodes, bound to the claims of <see cref="Households"/> or to none.</summary>
    private static readonly Gen<string> Volume = Gen.Select(
        Gen.OneOfConst("a", "b", "c"),
        Gen.OneOfConst("[n1]", "[n2]", "'n1', n2"),
        Gen.OneOfConst("local-path", "single"),
        Gen.OneOfConst("Delete", "Retain"),
        (claim, nodes, storageClass, reclaim) => $$"""
            apiVersion: v1
            kind: PersistentVolume
            metadata: {name: pv-{{claim}}}
            spec:
              storageClassName: {{storageClass}}
              accessModes: [ReadWriteOnce]
              capacity: {storage: 1Gi}
              persistentVolumeReclaimPolicy: {{reclaim}}
              local: {path: /srv/{{claim}}}
              claimRef: {namespace: books, name: {{claim}}, uid: u}
              nodeAffinity:
                required:
                  nodeSelectorTerms:
                    - matchExpressions: [{key: kubernetes.io/hostname, operator: In, values: [{{nodes.Trim('[', ']')}}]}]
            """);

    private static readonly Gen<string> Job = Gen.Select(
        Gen.OneOfConst("a", "b", "c"),
        Gen.OneOfConst(
            "{name: out, nfs: {server: 10.0.0.2, path: /b}}",
            "{name: out, nfs: {server: 192.0.2.7, path: /b}}",
            "{name: out, persistentVolumeClaim: {claimName: c}}",
            "{name: out, hostPath: {path: /srv/backups}}"),
        Gen.OneOfConst("cp -r /data /out", "restic -r s3:http://192.0.2.7:9000/b backup /data", "restic -r s3:http://nginx-a.books:9000/b backup /data"),
        Gen.OneOfConst("books", "away"),
        Gen.OneOfConst("{}", "{lastSuccessfulTime: '2026-11-23T18:00:00Z'}"),
        (claim, sink, command, ns, status) => $$$"""
            apiVersion: batch/v1
            kind: CronJob
            metadata: {name: copy-{{{claim}}}, namespace: {{{ns}}}}
            spec:
              schedule: '0 */6 * * *'
              jobTemplate:
                spec:
                  template:
                    spec:
                      containers:
                        - name: copy
                          image: restic/restic:0.18
                          command: [sh, -c, "{{{command}}}"]
                          volumeMounts: [{name: data, mountPath: /data}, {name: out, mountPath: /out}]
                      volumes: [{name: data, persistentVolumeClaim: {claimName: {{{claim}}}}}, {{{sink}}}]
            status: {{{status}}}
            """);

    /// <summary>Nodes that are written down: none, as a rule in files, or some, or all that volumes are bound to.</summary>
    private static readonly Gen<string> Nodes = Gen.OneOfConst("", "n1", "n1 n2", "n1 n2 n3").Select(names => string.Join(
        "\n---\n",
        names.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(name => "{apiVersion: v1, kind: Node, metadata: {name: " + name + "}}")));

    private static readonly Gen<Household> Any = Gen.Select(
        Households.Any,
        Volume.Array[0, 3],
        Job.Array[0, 3],
        Nodes,
        (household, volumes, jobs, nodes) =>
            Household.Of([.. ManifestReader.ReadAll(Text(household, volumes, jobs) + "\n---\n" + nodes, "household.yaml")], Shipped, FixedTime.Now));

    [Fact]
    public void Losing_nothing_is_the_audit() => Gen.Select(Households.Any, Volume.Array[0, 3], Job.Array[0, 3]).Sample(
        (household, volumes, jobs) =>
        {
            ManifestReading[] readings = [.. ManifestReader.ReadAll(Text(household, volumes, jobs), "household.yaml")];
            var whole = Household.Of(readings, Shipped, FixedTime.Now);
            Assert.Equal(Said(HomelabStorage.Policies.Reports.Audit.Of(readings, Shipped, FixedTime.Now)), Said(whole.Without([]).Report));
            var outage = whole.Losing();
            Assert.All(outage.Apps, app => Assert.Equal(AppState.Runs, app.State));
            Assert.Equal((0, 0, 0), (outage.Jobs.Count, outage.Unprotected.Count, outage.Bare));
        },
        iter: 60);

    [Fact]
    public void Losing_one_after_the_other_is_losing_both() => Gen.Select(Any, Losses, Losses).Sample(
        (household, first, second) =>
        {
            var (both, other) = (household.Without([.. first, .. second]), household.Without(second).Without(first));
            Assert.Equal(Said(both.Report), Said(household.Without(first).Without(second).Report));
            Assert.Equal(Said(both.Report), Said(other.Report));
        },
        iter: 120);

    [Fact]
    public void Losing_more_brings_nothing_back() => Gen.Select(Any, Losses, Losses).Sample(
        (household, first, second) =>
        {
            var (some, more) = (household.Losing(first), household.Losing([.. first, .. second]));
            foreach (var app in some.Apps)
            {
                var same = more.Apps.Single(a => ReferenceEquals(a.Workload, app.Workload));
                Assert.True(same.State >= app.State, $"{app.Workload}");
                Assert.All(
                    app.Volumes.Zip(same.Volumes),
                    v => Assert.True(v.Second.Fate.Kind >= v.First.Fate.Kind && (v.First.Back.IsKnown || !v.Second.Back.IsKnown)));
            }
        },
        iter: 120);

    private static string Text(string household, string[] volumes, string[] jobs) =>
        string.Join(
            "\n---\n",
            [
                household,
                .. volumes.DistinctBy(v => v.Split('\n')[2], StringComparer.Ordinal),
                .. jobs.DistinctBy(j => j.Split('\n')[2], StringComparer.Ordinal),
            ]);

    private static IEnumerable<string> Said(AuditReport report) => report.Results
        .Select(r => $"{r.Verdict.Subject.Reference} {r.Verdict.Kind} {string.Join("; ", r.Verdict.Findings.Select(f => $"{f.Action} {f.Finding.Message}"))} "
            + string.Join("; ", r.Verdict.Open.Select(o => o.Message)))
        .Order(StringComparer.Ordinal);
}

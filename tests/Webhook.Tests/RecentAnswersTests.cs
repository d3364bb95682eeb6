using System.Text;
using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Sight;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class RecentAnswersTests
{
    private const string Review =
        """
        {
          "kind": "AdmissionReview",
          "apiVersion": "admission.k8s.io/v1",
          "request": {
            "uid": "UID",
            "kind": {"group": "", "version": "v1", "kind": "PersistentVolumeClaim"},
            "name": "data",
            "namespace": "media",
            "operation": "CREATE",
            "dryRun": DRY,
            "object": {
              "apiVersion": "v1",
              "kind": "PersistentVolumeClaim",
              "metadata": {"name": "data", "namespace": "media"},
              "spec": {"accessModes": ["ReadWriteOnce"]}
            }
          }
        }
        """;

    private readonly ValidationHandler _handler = Some.Handler();

    [Fact]
    public void A_dry_run_asked_again_gets_the_same_answer_with_its_own_uid()
    {
        var first = Ask("one", dryRun: true);
        var again = _handler.Recall(Body("two", dryRun: true));
        Assert.Equal(first with { Uid = "two" }, again);
    }

    [Fact]
    public void A_question_that_differs_anywhere_else_is_a_new_one()
    {
        Ask("one", dryRun: true);
        var other = Encoding.UTF8.GetString(Body("two", dryRun: true));
        Assert.Null(_handler.Recall(Encoding.UTF8.GetBytes(other.Replace("ReadWriteOnce", "ReadWriteMany", StringComparison.Ordinal))));
        Assert.Null(_handler.Recall(Encoding.UTF8.GetBytes(other.Replace("\"name\": \"data\"", "\"name\": \"daxa\"", StringComparison.Ordinal))));
    }

    [Fact]
    public void What_is_applied_is_never_answered_from_memory()
    {
        Ask("one", dryRun: false);
        Assert.Null(_handler.Recall(Body("two", dryRun: false)));
    }

    [Fact]
    public void Whatever_changes_the_inventory_ends_the_memory()
    {
        var snapshots = new Snapshots(Some.Snapshot());
        var handler = Handlers.Validation(snapshots);
        Ask("one", dryRun: true, handler);
        Assert.NotNull(handler.Recall(Body("two", dryRun: true)));
        using var document = JsonDocument.Parse("""{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"media"}}""");
        snapshots.Admit(Assert.IsType<ManifestReading.Understood>(ManifestReader.Read(document.RootElement)).Manifest);
        Assert.Null(handler.Recall(Body("three", dryRun: true)));
    }

    [Fact]
    public void What_was_said_of_an_owner_s_first_pod_is_forgotten_when_its_claim_is_a_day_old()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 0, 30, 0, TimeSpan.Zero));
        var snapshots = Town.Of("""
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: data, namespace: books, creationTimestamp: "2026-11-22T10:00:00Z"}
            spec: {accessModes: [ReadWriteOnce], storageClassName: truenas-nfs, resources: {requests: {storage: 1Gi} } }
            """);
        var handler = new ValidationHandler(snapshots, new FolderSight(snapshots), time);
        var body = TestKit.Review.Of(
            Town.Object("""
            apiVersion: v1
            kind: Pod
            metadata: {name: p, namespace: books, ownerReferences: [{apiVersion: x.example/v1, controller: true, kind: Wiki, name: x, uid: u}]}
            spec:
              containers: [{name: linkding, image: 'sissbruecker/linkding:1.45.0', volumeMounts: [{name: data, mountPath: /etc/linkding/data}]}]
              volumes: [{name: data, persistentVolumeClaim: {claimName: data} }]
            """),
            dryRun: true);
        var first = Ask();
        Assert.False(first.IsAllowed);
        time.Advance(TimeSpan.FromHours(9.5));
        Assert.False(Ask().IsAllowed);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(Ask().IsAllowed);

        AdmissionResponse Ask() => handler.Recall(body) ?? TestKit.Review.Ask(handler, body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"request":{"uid":""}}""")]
    [InlineData("""{"request":{"name":"x","uid":"1"}}""")]
    [InlineData("""{"request":{"uid":"a\"b"}}""")]
    [InlineData("""{"request":{"uid":"open""")]
    [InlineData("""{"request""")]
    public void A_body_laid_out_otherwise_is_simply_parsed(string body) => Assert.False(Question.TryRead(Encoding.UTF8.GetBytes(body), out _));

    private static byte[] Body(string uid, bool dryRun) =>
        Encoding.UTF8.GetBytes(Review.Replace("UID", uid, StringComparison.Ordinal).Replace("DRY", dryRun ? "true" : "false", StringComparison.Ordinal));

    private AdmissionResponse Ask(string uid, bool dryRun, ValidationHandler? handler = null)
    {
        var body = Body(uid, dryRun);
        var asked = (AdmissionReading.Asked)AdmissionReviewReader.Read(body);
        using (asked.Document)
        {
            return (handler ?? _handler).Answer(asked.Request, body);
        }
    }
}

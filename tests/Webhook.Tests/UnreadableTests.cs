using System.Net;
using System.Text;
using System.Text.Json;
using HomelabStorage.Audit;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Serving;
using Xunit;

namespace HomelabStorage.Webhook.Tests;

public sealed class UnreadableTests
{
    [Theory]
    [InlineData("""{"a":"b"}""", -1)]
    [InlineData("""{"a":"\ud83d\ude00 \u003c \\ud800 \\\\ud800"}""", -1)]
    [InlineData("""{"a":"\ud800"}""", 6)]
    [InlineData("""{"a":"\\\uD800"}""", 8)]
    [InlineData("""{"a":"\udc00"}""", 6)]
    [InlineData("""{"a":"\ud83d\ud83d\ude00"}""", 6)]
    [InlineData("""{"a":"\ud83d \ude00"}""", 6)]
    [InlineData("""{"a":"\ud83d\n"}""", 6)]
    [InlineData("""{"a":"\ud8""", -1)]
    [InlineData("""{"a":"\ud83d\""", 6)]
    public void Half_a_surrogate_pair_is_found_where_it_is(string json, int place) => Assert.Equal(place, LoneSurrogate.Find(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void An_object_that_cannot_be_read_passes_with_a_word_and_is_not_admitted_to_sight()
    {
        using var document =
            JsonDocument.Parse(
                """{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"a","namespace":"media"},"spec":{"storageClassName":"\ud800"}}""");
        var snapshots = new Snapshots(Some.Snapshot());
        var request = new AdmissionRequest
        {
            Uid = "u",
            Operation = AdmissionOperation.Create,
            Resource = new ObjectReference("v1", "PersistentVolumeClaim", "media", "a"),
            Object = document.RootElement,
        };
        foreach (var asked in new[] { request, request with
        {
            Operation = AdmissionOperation.Update,
            Object = Claim().RootElement,
            OldObject = document.RootElement,
        } })
        {
            var response = Handlers.Validation(snapshots).Answer(asked, default);
            Assert.True(response.IsAllowed);
            Assert.StartsWith(
                "[not-judged] homelab-storage lets this pass unjudged: PersistentVolumeClaim media/a: it cannot be read: ",
                Assert.Single(response.Notes),
                StringComparison.Ordinal);
            Assert.Empty(snapshots.Current.Inventory.Claims.All);
            Assert.Empty(Handlers.Mutation(snapshots.Current).Answer(asked, default).Patch);
        }

        Assert.Empty(Handlers.Validation(snapshots).Answer(
            request with { Operation = AdmissionOperation.Delete, Object = default, OldObject = document.RootElement },
            default).Notes);
    }

    [Theory]
    [InlineData("/validate")]
    [InlineData("/mutate")]
    public async Task A_class_that_nests_deeper_than_JSON_readers_like_is_answered(string path)
    {
        await using var server = await TestServer.Start();
        var deep = new string('[', 200) + new string(']', 200);
        var body =
            $$"""
            {
              "apiVersion": "admission.k8s.io/v1",
              "kind": "AdmissionReview",
              "request": {
                "uid": "u",
                "operation": "CREATE",
                "namespace": "media",
                "object": {
                  "apiVersion": "v1",
                  "kind": "PersistentVolumeClaim",
                  "metadata": {"name": "a"},
                  "spec": {"storageClassName": {"a": {{deep}} }, "accessModes": ["ReadWriteOnce"]}
                }
              }
            }
            """;
        Assert.Equal(HttpStatusCode.OK, (await server.Post(path, Encoding.UTF8.GetBytes(body))).Status);
    }

    [Fact]
    public void A_folder_with_an_object_that_cannot_be_read_is_an_inventory_of_the_others()
    {
        var folder = Directory.CreateTempSubdirectory("homelab-storage").FullName;
        try
        {
            File.WriteAllText(
                Path.Combine(folder, "a.yaml"),
                "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: a, namespace: media}\nspec: {resources: {requests: {storage: 1.2Ti}}}\n");
            File.WriteAllText(
                Path.Combine(folder, "b.yaml"),
                "apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: {name: b, namespace: media}\nspec: {resources: {requests: {storage: lots}}}\n");
            using var error = new StringWriter();
            var read = InventoryFolder.Read(folder, new Terminal(TextReader.Null, TextWriter.Null, error));
            Assert.NotNull(read);
            Assert.Equal(1319413953331.2m, Assert.Single(read.Inventory.Claims.All).Spec.Size);
            Assert.Equal("b", Assert.Single(read.Unreadable).Reference.Name);
            Assert.Contains("b.yaml(4,", error.ToString(), StringComparison.Ordinal);
            Assert.EndsWith(
                "PersistentVolumeClaim media/b: spec.resources.requests.storage is \"lots\", and Kubernetes takes a quantity such as 5Gi there; skipped\n",
                error.ToString(),
                StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static JsonDocument Claim() =>
        JsonDocument.Parse(
            """{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"a","namespace":"media"},"spec":{"storageClassName":"truenas-nfs"}}""");
}

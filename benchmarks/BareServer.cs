using System.Net;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Manifests.Reading;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.TestKit;
using HomelabStorage.Webhook.Admission;
using HomelabStorage.Webhook.Bodies;
using HomelabStorage.Webhook.Certificates;
using HomelabStorage.Webhook.Connections;
using HomelabStorage.Webhook.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace HomelabStorage.Benchmarks;

/// <summary>
/// The server with one endpoint more, which reads the same body and returns a constant answer, but for the uid of the question: what HTTPS itself costs.
/// </summary>
internal static class BareServer
{
    private static readonly byte[] Answer =
        """
        {"apiVersion":"admission.k8s.io/v1","kind":"AdmissionReview","response":{"uid":"0e074aa1-e0a2-4366-b0d7-249c85d72cb0","allowed":true}}
        """u8.ToArray();

    private static ReadOnlySpan<byte> Uid => "0e074aa1-e0a2-4366-b0d7-249c85d72cb0"u8;

    public static async Task<int> Run()
    {
        var file = Repository.Path("benchmarks", "Data", "cluster.yaml");
        var cluster = ManifestReader.ReadAll(await File.ReadAllTextAsync(file), file).OfType<ManifestReading.Understood>().Select(r => r.Manifest);
        var settings = new ServerSettings { Address = IPAddress.Loopback, Port = 8543 };
        var certificate = new ShownCertificate(TimeProvider.System);
        certificate.Show(ServerCertificate.InMemory(IPAddress.Loopback, TimeProvider.System));
        using var parts = Parts.Of(settings, new Snapshots(new Snapshot(Inventory.Of(cluster), ShippedPolicy.Read())), certificate);
        await using var app = Server.Build(parts);
        var budget = app.Services.GetRequiredService<BodyBudget>();
        app.MapPost("/bare", async (HttpContext http) =>
        {
            using var body = new ArrivingBody(http.Request.BodyReader, OpenConnection.Of(http), budget);
            await body.Read();
            http.Response.ContentType = "application/json";
            http.Response.ContentLength = Answer.Length;
            await http.Response.Body.WriteAsync(Known(body.Bytes.InOnePiece().Span));
        });
        await app.RunAsync();
        return 0;
    }

    /// <summary>The answer, with the uid of the question, which stands first in what an API server sends.</summary>
    private static byte[] Known(ReadOnlySpan<byte> body)
    {
        var answer = (byte[])Answer.Clone();
        var key = body.IndexOf("\"uid\""u8);
        var uid = body[(key + 6)..];
        uid[(uid.IndexOf((byte)'"') + 1)..][..Uid.Length].CopyTo(answer.AsSpan(answer.AsSpan().IndexOf(Uid), Uid.Length));
        return answer;
    }
}

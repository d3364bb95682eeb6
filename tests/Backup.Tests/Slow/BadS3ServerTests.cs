using System.Diagnostics;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using HomelabStorage.Backup.Targets;
using HomelabStorage.Policies.Targets;
using HomelabStorage.TestKit;
using Xunit;

namespace HomelabStorage.Backup.Tests.Slow;

/// <summary>s3rver 3.7.1 answers 200 to the chunked encoding that AWS's client sends by default, and keeps the framing as if it were the data.</summary>
[Trait("Category", "Slow")]
public sealed class BadS3ServerTests : IAsyncLifetime
{
    private const string Credentials = "S3RVER";

    private readonly Scratch _scratch = new();
    private readonly int _port = FreePort.Next();
    private Process _server = null!;

    private string Address => $"http://127.0.0.1:{_port}";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = Programs.Start(
            Repository.Path("artifacts/s3rver/node_modules/.bin/s3rver"),
            "-d",
            _scratch.Path,
            "-a",
            "127.0.0.1",
            "-p",
            $"{_port}",
            "--configure-bucket",
            "backups");
        await Eventually.Holds(
            "s3rver listens",
            () => !_server.HasExited ? SwiftServer.IsOpen(_port) : throw new InvalidOperationException(_server.StandardError.ReadToEnd()),
            Stop);
    }

    public async ValueTask DisposeAsync()
    {
        _server.Kill(entireProcessTree: true);
        await _server.WaitForExitAsync(CancellationToken.None);
        _server.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task What_it_keeps_of_the_default_encoding_is_caught_by_reading_back()
    {
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(Credentials, Credentials),
            new AmazonS3Config { ServiceURL = Address, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        await client.PutObjectAsync(new PutObjectRequest { BucketName = "backups", Key = "a", ContentBody = "abc" }, Stop);
        await using var target = Open();
        Assert.NotEqual(3, (await target.ReadBack("a", Stop)).Bytes);
    }

    [Fact]
    public async Task What_we_send_it_keeps()
    {
        await using var target = Open();
        Assert.Equal(3, (await target.Store("b", output => output.WriteAsync("abc"u8.ToArray(), Stop).AsTask(), Stop)).Bytes);
    }

    private S3Target Open() => S3Target.At(
        S3Address.Read($"s3://backups?endpoint={Address}").Address!,
        name => name is "AWS_ACCESS_KEY_ID" or "AWS_SECRET_ACCESS_KEY" ? Credentials : null,
        S3Patience.Usual);
}

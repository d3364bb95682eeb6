using Amazon.Runtime;
using Amazon.S3;
using HomelabStorage.Backup.Targets;
using HomelabStorage.Backup.Tests.Targets;
using HomelabStorage.Policies.Targets;
using Xunit;

namespace HomelabStorage.Backup.Tests.Slow;

/// <summary>The contract of targets, and a whole backup, on an S3 server that others wrote.</summary>
[Trait("Category", "Slow")]
public sealed class S3ServerTests(S3ServerTests.Server server) : TargetContract, IClassFixture<S3ServerTests.Server>
{
    private string Bucket { get; } = $"backups-{Guid.NewGuid():N}";

    [Fact]
    public async Task A_wrong_secret_is_named_and_nothing_is_taken_for_empty()
    {
        await using var target = Open(Bucket, "wrong");
        var trouble = await Assert.ThrowsAsync<BackupException>(() => target.List(string.Empty, TestContext.Current.CancellationToken));
        Assert.Contains("does not accept the credentials", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
    {
        await using var target = Open(Bucket, SwiftServer.Secret);
        var trouble = await Assert.ThrowsAsync<BackupException>(() => target.List(string.Empty, TestContext.Current.CancellationToken));
        Assert.Contains($"there is no bucket {Bucket}", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_backed_up_there_is_verified_restored_and_pruned_there()
    {
        await using var target = await Make();
        using var home = new Home { TargetUrl = $"s3://{Bucket}/of/the%20house?endpoint={server.Swift.Address}", Variable = Environment(SwiftServer.Secret) };
        home.PutDatabase("app.db", "wal", 20_000);
        home.Put("notes", "words");
        for (var i = 0; i < 2; i++)
        {
            var answer = home.Run("--keep", "last=1");
            Assert.True(answer.Exit == 0, answer.Error);
        }

        var archive = Assert.Single(
            await target.List("home/", TestContext.Current.CancellationToken),
            o => o.Name.EndsWith(".tar.gz", StringComparison.Ordinal));
        Assert.True(archive.Bytes > PartStream.Size, "it goes up in parts");
        Assert.Equal(0, home.Verify().Exit);
        var to = Directory.CreateDirectory(Path.Combine(home.Root, "to")).FullName;
        Assert.Equal(0, home.Restore(to).Exit);
        Assert.Equal("20000", Home.Query(Path.Combine(to, "app.db"), "SELECT count(*) FROM t"));
        Assert.Equal("words", await File.ReadAllTextAsync(Path.Combine(to, "notes"), TestContext.Current.CancellationToken));
    }

    private protected override async Task<Target> Make()
    {
        using var client = new AmazonS3Client(
            new BasicAWSCredentials(SwiftServer.Key, SwiftServer.Secret),
            new AmazonS3Config { ServiceURL = server.Swift.Address, AuthenticationRegion = "us-east-1", ForcePathStyle = true });
        await client.PutBucketAsync(Bucket, TestContext.Current.CancellationToken);
        return Open(Bucket, SwiftServer.Secret);
    }

    private S3Target Open(string bucket, string secret) =>
        S3Target.At(S3Address.Read($"s3://{bucket}/of/the%20house?endpoint={server.Swift.Address}").Address!, Environment(secret), S3Patience.Usual);

    private static Func<string, string?> Environment(string secret) => name => name switch
    {
        "AWS_ACCESS_KEY_ID" => SwiftServer.Key,
        "AWS_SECRET_ACCESS_KEY" => secret,
        _ => null,
    };

    /// <summary>One server for all of them.</summary>
    public sealed class Server : IAsyncLifetime
    {
        internal SwiftServer Swift { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Swift = await SwiftServer.Start(TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => Swift.DisposeAsync();
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using HomelabStorage.Backup.Targets;
using HomelabStorage.Policies.Targets;
using Xunit;

namespace HomelabStorage.Backup.Tests.Targets;

/// <summary>An S3 bucket as a target, of a server that fails on command.</summary>
public sealed class S3TargetTests : TargetContract, IAsyncLifetime
{
    private static readonly S3Patience Long = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1), 1);
    private static readonly S3Patience Short = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), 0);

    private readonly Scratch _scratch = new();
    private S3Stub _server = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await S3Stub.Start();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _scratch.Dispose();
    }

    [Fact]
    public async Task What_is_stored_has_no_framing_and_the_prefix_of_the_address()
    {
        await using var target = await Make();
        await Store(target, "home/books/data-1/a", [1, 2, 3]);
        Assert.Equal([1, 2, 3], _server.Objects["of/this house/home/books/data-1/a"]);
    }

    [Theory]
    [InlineData(nameof(S3Fault.ServerError), "the server answered 500 (InternalError")]
    [InlineData(nameof(S3Fault.Denied), "access denied")]
    [InlineData(nameof(S3Fault.Full), "no space left")]
    [InlineData(nameof(S3Fault.Silent), "did not answer in time")]
    [InlineData(nameof(S3Fault.CutRequest), "storing home/books/data-1/a")]
    [InlineData(nameof(S3Fault.ShortObject), "does not keep what it is given")]
    [InlineData(nameof(S3Fault.ChangedObject), "does not keep what it is given")]
    public async Task A_put_that_fails_is_the_targets_trouble_and_leaves_nothing(string fault, string said)
    {
        await using var target = Make(fault is nameof(S3Fault.Silent) ? Short : Long);
        _server.Fault = r => r.Method is "PUT" ? Enum.Parse<S3Fault>(fault) : S3Fault.None;
        var trouble = await Assert.ThrowsAsync<BackupException>(() => Store(target, "home/books/data-1/a", new byte[100_000]));
        Assert.Equal(BackupExit.Target, trouble.Exit);
        Assert.Contains(said, trouble.Message, StringComparison.Ordinal);
        Assert.Contains("s3://backups/of/this house/", trouble.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", trouble.ToString(), StringComparison.Ordinal);
        Assert.Empty(_server.Objects);
    }

    [Theory]
    [InlineData(nameof(S3Fault.CutAnswer))]
    [InlineData(nameof(S3Fault.SilentAnswer))]
    public async Task An_answer_that_ends_early_is_no_short_object(string fault)
    {
        await using var target = await Make();
        await Store(target, "home/books/data-1/a", new byte[1_000_000]);
        await using var reader = Make(fault is nameof(S3Fault.SilentAnswer) ? Short : Long);
        _server.Fault = r => r.Method is "GET" ? Enum.Parse<S3Fault>(fault) : S3Fault.None;
        var trouble = await Assert.ThrowsAsync<BackupException>(() => reader.ReadBack("home/books/data-1/a", Stop));
        Assert.Equal(BackupExit.Target, trouble.Exit);
    }

    [Fact]
    public async Task A_listing_that_fails_is_not_an_empty_one()
    {
        await using var target = await Make();
        _server.Fault = _ => S3Fault.ServerError;
        await Assert.ThrowsAsync<BackupException>(() => target.List("home/", Stop));
        _server.Fault = _ => S3Fault.Denied;
        await Assert.ThrowsAsync<BackupException>(() => target.List("home/", Stop));
    }

    [Theory]
    [InlineData(nameof(S3Fault.EndlessListing), "not how to get it")]
    [InlineData(nameof(S3Fault.ListingWithoutToken), "not how to get it")]
    [InlineData(nameof(S3Fault.WebPage), "s3://backups/of/this house/")]
    public async Task A_listing_that_does_not_end_or_is_none_is_not_an_empty_one(string fault, string said)
    {
        await using var target = await Make();
        _server.Fault = _ => Enum.Parse<S3Fault>(fault);
        var trouble = await Assert.ThrowsAsync<BackupException>(() => target.List("home/", Stop));
        Assert.Equal(BackupExit.Target, trouble.Exit);
        Assert.Contains(said, trouble.Message, StringComparison.Ordinal);
        Assert.InRange(_server.Asked.Count, 1, 5);
    }

    [Fact]
    public async Task A_list_of_unfinished_uploads_that_does_not_end_is_trouble()
    {
        await using var target = await Make();
        _server.Fault = _ => S3Fault.EndlessListing;
        var trouble = await Assert.ThrowsAsync<BackupException>(() => target.Sweep("home/", DateTimeOffset.UtcNow, Stop));
        Assert.Contains("not how to get it", trouble.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1000)]
    [InlineData(7)]
    public async Task A_listing_of_many_pages_is_whole_and_in_order(int pageSize)
    {
        await using var target = await Make();
        _server.PageSize = pageSize;
        var names = Enumerable.Range(0, 2345).Select(i => $"home/books/data-1/{i:0000}").ToArray();
        foreach (var name in names)
        {
            _server.Objects["of/this house/" + name] = [1];
        }

        Assert.Equal(names, (await target.List("home/", Stop)).Select(o => o.Name));
    }

    [Fact]
    public async Task Keys_of_somebody_else_are_neither_listed_nor_swept()
    {
        await using var target = await Make();
        await Store(target, "home/books/data-1/a", [1]);
        foreach (var foreign in (string[])["notes.txt", "of/this house", "of/this housecat/home/books/x", "home/books/data-1/b"])
        {
            _server.Objects[foreign] = [1];
            _server.Unfinished[foreign] = (foreign, DateTimeOffset.UtcNow.AddDays(-9), []);
        }

        _server.Fault = _ => S3Fault.ListingOfEverything;
        Assert.Equal(["home/books/data-1/a"], (await target.List(string.Empty, Stop)).Select(o => o.Name));
        Assert.Empty(await target.Sweep(string.Empty, DateTimeOffset.UtcNow, Stop));
        Assert.Equal(4, _server.Unfinished.Count);
    }

    [Fact]
    public async Task A_part_that_fails_takes_the_whole_upload_back()
    {
        await using var target = await Make();
        _server.Fault = r => r.Query["partNumber"] == "2" ? S3Fault.ServerError : S3Fault.None;
        var trouble = await Assert.ThrowsAsync<BackupException>(() => Store(target, "home/books/data-1/a", new byte[PartStream.Size * 3]));
        Assert.Contains("part 2", trouble.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Objects);
        Assert.Empty(_server.Unfinished);
    }

    [Fact]
    public async Task A_hiccup_is_tried_again()
    {
        await using var target = await Make();
        var isFirst = true;
        _server.Fault = r => r.Method is "PUT" && isFirst && !(isFirst = false) ? S3Fault.ServerError : S3Fault.None;
        Assert.Equal(3, (await Store(target, "home/books/data-1/a", [1, 2, 3])).Bytes);
    }

    [Fact]
    public async Task Uploads_that_a_killed_run_began_are_swept_under_our_prefix_once_they_are_old()
    {
        await using var target = await Make();
        _server.Unfinished["1"] = ("of/this house/home/books/data-1/a", DateTimeOffset.UtcNow.AddDays(-2), []);
        _server.Unfinished["2"] = ("of/this house/home/books/data-1/b", DateTimeOffset.UtcNow, []);
        _server.Unfinished["3"] = ("of/somebody else", DateTimeOffset.UtcNow.AddDays(-2), []);
        Assert.Equal(["home/books/data-1/a"], await target.Sweep("home/books/data-1/", DateTimeOffset.UtcNow.AddDays(-1), Stop));
        Assert.Equal(["2", "3"], _server.Unfinished.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_bucket_that_is_not_there_is_named()
    {
        await using var target = Open($"s3://elsewhere?endpoint={_server.Address}", Environment());
        var trouble = await Assert.ThrowsAsync<BackupException>(() => target.List(string.Empty, Stop));
        Assert.Contains("there is no bucket elsewhere", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        await using var target = Open("s3://backups?endpoint=http://127.0.0.1:9", Environment());
        var trouble = await Assert.ThrowsAsync<BackupException>(() => target.List(string.Empty, Stop));
        Assert.Contains("s3://backups/ at http://127.0.0.1:9: listing: Connection refused", trouble.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_authority_of_the_house_is_believed_when_its_file_is_named_and_only_then()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=nas", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        await using var server = await S3Stub.Start(certificate);
        var address = $"s3://backups?endpoint=https://localhost:{server.Address.Port}";
        await using (var stranger = Open(address, Environment()))
        {
            var trouble = await Assert.ThrowsAsync<BackupException>(() => stranger.List(string.Empty, Stop));
            Assert.Contains("its certificate is not trusted", trouble.Message, StringComparison.Ordinal);
            Assert.Contains("AWS_CA_BUNDLE", trouble.Message, StringComparison.Ordinal);
        }

        var bundle = Path.Combine(_scratch.Path, "ca.pem");
        await File.WriteAllTextAsync(bundle, certificate.ExportCertificatePem(), Stop);
        await using var friend = Open(address, Environment(("AWS_CA_BUNDLE", bundle)));
        Assert.Equal(1, (await Store(friend, "home/a", [7])).Bytes);
    }

    [Fact]
    public async Task Credentials_come_from_files_too()
    {
        var (id, secret) = (Path.Combine(_scratch.Path, "id"), Path.Combine(_scratch.Path, "secret"));
        await File.WriteAllTextAsync(id, "key\n", Stop);
        await File.WriteAllTextAsync(secret, "topsecret\n", Stop);
        var environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["AWS_ACCESS_KEY_ID_FILE"] = id, ["AWS_SECRET_ACCESS_KEY_FILE"] = secret };
        await using var target = Open($"s3://backups?endpoint={_server.Address}", environment.GetValueOrDefault);
        Assert.Empty(await target.List(string.Empty, Stop));
        File.Delete(secret);
        Assert.Contains(
            "AWS_SECRET_ACCESS_KEY_FILE",
            Assert.Throws<BackupException>(() => Open($"s3://backups?endpoint={_server.Address}", environment.GetValueOrDefault)).Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "AWS_ACCESS_KEY_ID is not set",
            Assert.Throws<BackupException>(() => Open($"s3://backups?endpoint={_server.Address}", _ => null)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("s3://backups", "name the server")]
    [InlineData("s3://Backups_1?region=eu-central-1", "is not a name of a bucket")]
    [InlineData("s3://key:topsecret@backups?region=eu-central-1", "AWS_ACCESS_KEY_ID")]
    [InlineData("s3://backups?endpoint=minio:9000", "is not a server")]
    [InlineData("s3://backups?endpoint=https://minio:9000/backups", "is not a server")]
    [InlineData("s3://backups?endpoint=ftp://minio", "is not a server")]
    [InlineData("s3://backups?endpoint=https://a:b@minio", "is not a server")]
    [InlineData("s3://backups?endpont=https://minio", "'endpont' is not a setting")]
    [InlineData("s3://backups?region=x&topsecret", "'…' is not a setting")]
    [InlineData("s3://backups?region=x&region=y", "region is there twice")]
    [InlineData("s3://backups?endpoint=https://a&endpoint=https://a", "endpoint is there twice")]
    [InlineData("s3://backups/a//b?region=x", "has an empty part")]
    [InlineData("s3:backups", "s3://BUCKET/PREFIX")]
    public void An_address_that_says_too_little_or_too_much_is_refused(string address, string said) =>
        Assert.Contains(said, TargetAddress.Complaint(address), StringComparison.Ordinal);

    [Theory]
    [InlineData("s3://key:topsecret@backups?region=eu-central-1")]
    [InlineData("s3://backups?endpoint=https://key:topsecret@minio")]
    [InlineData("s3://backups?endpoint=https://minio&secret=topsecret")]
    [InlineData("https://key:topsecret@minio/backups")]
    public void A_refused_address_is_spoken_without_secrets(string address) =>
        Assert.DoesNotContain("topsecret", TargetAddress.Complaint(address)!, StringComparison.Ordinal);

    [Theory]
    [InlineData("s3://backups?region=eu-central-1", "s3://backups/ in eu-central-1")]
    [InlineData("s3://backups/of/home/?endpoint=https://minio.lan:9000", "s3://backups/of/home/ at https://minio.lan:9000")]
    public void An_address_is_spoken_without_secrets(string address, string spoken)
    {
        Assert.Null(TargetAddress.Complaint(address));
        Assert.Equal(spoken, S3Address.Read(address).Address!.Description);
    }

    private protected override Task<Target> Make() => Task.FromResult<Target>(Make(Long));

    private S3Target Make(S3Patience patience) => Open($"s3://backups/of/this%20house?endpoint={_server.Address}", Environment(), patience);

    private static S3Target Open(string address, Func<string, string?> variable, S3Patience? patience = null)
    {
        var (read, complaint) = S3Address.Read(address);
        Assert.Null(complaint);
        return S3Target.At(read!, variable, patience ?? Long);
    }

    private static Func<string, string?> Environment(params (string Name, string Value)[] more)
    {
        var all = more
            .Concat([("AWS_ACCESS_KEY_ID", "key"), ("AWS_SECRET_ACCESS_KEY", "topsecret")])
            .ToDictionary(v => v.Item1, v => v.Item2, StringComparer.Ordinal);
        return all.GetValueOrDefault;
    }
}

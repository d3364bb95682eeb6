using System.Net;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using HomelabStorage.Policies.Targets;

namespace HomelabStorage.Backup.Targets;

/// <summary>
/// A bucket of an S3 server. Nothing is sent in the chunked encoding that the SDK prefers: one server refuses it, and another stores the framing as if it
/// were the data. Servers do not agree on conditional writes either, so that only names that are never used twice keep objects apart.
/// </summary>
internal sealed class S3Target : Target
{
    private readonly S3Address _address;
    private readonly AmazonS3Client _client;
    private readonly S3Patience _patience;
    private readonly S3Trouble _trouble;

    private S3Target(S3Address address, AWSCredentials credentials, AmazonS3Config config, S3Patience patience)
    {
        (_address, _patience, _trouble) = (address, patience, new S3Trouble(address));
        _client = new AmazonS3Client(credentials, config);
    }

    public override string Description => _address.Description;

    /// <summary>The target of an address, with credentials and authorities from the environment.</summary>
    public static S3Target At(S3Address address, Func<string, string?> variable, S3Patience patience)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = address.Endpoint is not null,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = patience.Answer,
            MaxErrorRetry = patience.Retries,
            HttpClientFactory = S3Clients.Read(variable),
        };
        if (address.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = address.Region;
        }
        else
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(address.Region);
        }

        return new(address, S3Credentials.Read(variable), config, patience);
    }

    public override async Task<IReadOnlyList<StoredObject>> List(string prefix, CancellationToken stop)
    {
        var request = new ListObjectsV2Request { BucketName = _address.Bucket, Prefix = _address.Prefix + prefix };
        var found = new List<StoredObject>();
        var tokens = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var page = await _trouble.Guard("listing", () => _client.ListObjectsV2Async(request, stop), stop);
            if (page.Name is null && page.IsTruncated is null)
            {
                throw BackupException.Target(
                    $"{Description}: listing: the answer is not a listing of a bucket, so this is not an S3 server or not its S3 port");
            }

            found.AddRange((page.S3Objects ?? [])
                .Where(o => o.Key.StartsWith(request.Prefix, StringComparison.Ordinal))
                .Select(o => new StoredObject(o.Key[_address.Prefix.Length..], o.Size ?? 0)));
            if (page.IsTruncated is not true)
            {
                return [.. found.OrderBy(o => o.Name, StringComparer.Ordinal)];
            }

            request.ContinuationToken = _trouble.Next("listing", tokens, page.NextContinuationToken);
        }
    }

    protected override async Task<Stream> Fetch(string name, CancellationToken stop)
    {
        var request = new GetObjectRequest { BucketName = _address.Bucket, Key = KeyOf(name) };
        var answer = await _trouble.Guard($"reading {name}", () => _client.GetObjectAsync(request, stop), stop);
        return new S3Content(answer, _patience.Silence, trouble => _trouble.Of($"reading {name}", trouble));
    }

    public override Task Delete(string name, CancellationToken stop)
    {
        var request = new DeleteObjectRequest { BucketName = _address.Bucket, Key = KeyOf(name) };
        return _trouble.Guard($"deleting {name}", () => _client.DeleteObjectAsync(request, stop), stop);
    }

    public override async Task<IReadOnlyList<string>> Sweep(string prefix, DateTimeOffset before, CancellationToken stop)
    {
        var request = new ListMultipartUploadsRequest { BucketName = _address.Bucket, Prefix = _address.Prefix + prefix };
        var swept = new List<string>();
        var markers = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var page = await _trouble.Guard("listing unfinished uploads", () => _client.ListMultipartUploadsAsync(request, stop), stop);
            var ours = (page.MultipartUploads ?? []).Where(u => u.Key.StartsWith(request.Prefix, StringComparison.Ordinal));
            foreach (var upload in ours.Where(u => u.Initiated?.ToUniversalTime() < before.UtcDateTime))
            {
                await Abort(upload.Key, upload.UploadId, stop);
                swept.Add(upload.Key[_address.Prefix.Length..]);
            }

            if (page.IsTruncated is not true)
            {
                return swept;
            }

            _ = _trouble.Next("listing unfinished uploads", markers, page.NextKeyMarker is null ? null : $"{page.NextKeyMarker}\n{page.NextUploadIdMarker}");
            (request.KeyMarker, request.UploadIdMarker) = (page.NextKeyMarker, page.NextUploadIdMarker);
        }
    }

    public override ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Stores a small object in one request.</summary>
    public Task Put(string name, MemoryStream content, CancellationToken stop)
    {
        var request = new PutObjectRequest
        {
            BucketName = _address.Bucket,
            Key = KeyOf(name),
            InputStream = content,
            AutoCloseStream = false,
            UseChunkEncoding = false,
        };
        return _trouble.Guard($"storing {name}", () => _client.PutObjectAsync(request, stop), stop);
    }

    /// <summary>Begins an object of several parts; its upload's id.</summary>
    public async Task<string> BeginParts(string name, CancellationToken stop) => (await _trouble.Guard(
        $"storing {name}",
        () => _client.InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest { BucketName = _address.Bucket, Key = KeyOf(name) }, stop),
        stop)).UploadId;

    /// <summary>Stores a part; the tag by which it is named in the end.</summary>
    public async Task<PartETag> PutPart(string name, string upload, int number, MemoryStream content, CancellationToken stop)
    {
        var request = new UploadPartRequest
        {
            BucketName = _address.Bucket,
            Key = KeyOf(name),
            UploadId = upload,
            PartNumber = number,
            PartSize = content.Length,
            InputStream = content,
            UseChunkEncoding = false,
        };
        var answer = await _trouble.Guard($"storing {name}, part {number}", () => _client.UploadPartAsync(request, stop), stop);
        return new PartETag(number, answer.ETag);
    }

    /// <summary>Makes an object of its parts.</summary>
    public Task Complete(string name, string upload, List<PartETag> parts, CancellationToken stop)
    {
        var request = new CompleteMultipartUploadRequest { BucketName = _address.Bucket, Key = KeyOf(name), UploadId = upload, PartETags = parts };
        return _trouble.Guard($"storing {name}", () => _client.CompleteMultipartUploadAsync(request, stop), stop);
    }

    /// <summary>Takes back an object that was not finished.</summary>
    public Task TakeBack(string name, string upload, CancellationToken stop) => Abort(KeyOf(name), upload, stop);

    /// <summary>Refuses to write over what is there.</summary>
    public Task MustBeNew(string name, CancellationToken stop) => _trouble.Guard(
        $"storing {name}",
        async () =>
        {
            try
            {
                await _client.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = _address.Bucket, Key = KeyOf(name) }, stop);
            }
            catch (AmazonServiceException missing) when (missing.StatusCode is HttpStatusCode.NotFound)
            {
                return true;
            }

            throw new IOException("it is there already, and nothing is overwritten");
        },
        stop);

    protected override Task<Upload> Begin(string name, Existing existing, CancellationToken stop) =>
        Task.FromResult<Upload>(new S3Upload(this, name, existing));

    private Task<AbortMultipartUploadResponse> Abort(string key, string upload, CancellationToken stop) => _trouble.Guard(
        "removing an unfinished upload",
        () => _client.AbortMultipartUploadAsync(new AbortMultipartUploadRequest { BucketName = _address.Bucket, Key = key, UploadId = upload }, stop),
        stop);

    private string KeyOf(string name) => _address.Prefix + name;
}

using System.Net;
using System.Security.Authentication;
using Amazon.Runtime;
using HomelabStorage.Policies.Targets;

namespace HomelabStorage.Backup.Targets;

/// <summary>What an S3 server's refusal or silence means, and what to do about it.</summary>
internal sealed class S3Trouble(S3Address address)
{
    /// <summary>Asks the server, and turns its trouble into the target's.</summary>
    public async Task<T> Guard<T>(string doing, Func<Task<T>> work, CancellationToken stop)
    {
        try
        {
            return await work();
        }
        catch (Exception trouble) when (IsOfServer(trouble, stop))
        {
            throw Of(doing, trouble);
        }
    }

    /// <summary>Whether an exception tells of the server, and not of a mistake of ours or of somebody who wants to stop.</summary>
    public static bool IsOfServer(Exception trouble, CancellationToken stop) =>
        trouble is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException
        || (trouble is OperationCanceledException && !stop.IsCancellationRequested);

    /// <summary>The target's trouble.</summary>
    public BackupException Of(string doing, Exception trouble)
    {
        var message = $"{address.Description}: {doing}: {Reason(trouble)}";
        return trouble is AmazonServiceException { StatusCode: HttpStatusCode.NotFound, ErrorCode: not "NoSuchBucket" }
            ? BackupException.Missing(message, trouble)
            : BackupException.Target(message, trouble);
    }

    /// <summary>How the next page is asked for: a server that repeats itself would be asked forever.</summary>
    public string Next(string doing, HashSet<string> seen, string? next) => next is { Length: > 0 } && seen.Add(next)
        ? next
        : throw BackupException.Target($"{address.Description}: {doing}: the server says that there is more, and not how to get it");

    private string Reason(Exception trouble) => trouble switch
    {
        AmazonServiceException { ErrorCode: "NoSuchBucket" } => $"there is no bucket {address.Bucket}; make it",
        AmazonServiceException { ErrorCode: "InvalidAccessKeyId" or "SignatureDoesNotMatch" } refused =>
            $"the server does not accept the credentials ({refused.ErrorCode}); check the access key and its secret",
        AmazonServiceException { ErrorCode: "RequestTimeTooSkewed" } =>
            "the clocks of this machine and of the server differ by more than 15 minutes; set them right",
        AmazonServiceException { StatusCode: HttpStatusCode.Forbidden } refused =>
            $"access denied ({Spell(refused)}); the access key needs list, get, put and delete on the bucket {address.Bucket}",
        AmazonServiceException { StatusCode: HttpStatusCode.NotFound } => "it is not there",
        AmazonServiceException { StatusCode: HttpStatusCode.InsufficientStorage }
            or AmazonServiceException
        {
            ErrorCode: "XMinioStorageFull"
            or "QuotaExceeded"
        }
            => "the server has no space left; nothing that was stored before was touched",
        AmazonServiceException { StatusCode: >= HttpStatusCode.Continue } answered => $"the server answered {(int)answered.StatusCode} ({Spell(answered)})",
        _ when Certificate(trouble) is { } reason => $"its certificate is not trusted: {reason}; name the authority's file in {S3Clients.Variable}",
        OperationCanceledException or TimeoutException => "the server did not answer in time",
        _ => Innermost(trouble).Message,
    };

    private static string Spell(AmazonServiceException refused) =>
        refused.ErrorCode is { Length: > 0 } code && !string.Equals(code, refused.StatusCode.ToString(), StringComparison.Ordinal)
            ? $"{code}: {refused.Message}"
            : refused.Message;

    private static string? Certificate(Exception? trouble)
    {
        for (; trouble is not null; trouble = trouble.InnerException)
        {
            if (trouble is AuthenticationException)
            {
                return trouble.Message;
            }
        }

        return null;
    }

    private static Exception Innermost(Exception trouble)
    {
        while (trouble is not OperationCanceledException && trouble.InnerException is { } inner)
        {
            trouble = inner;
        }

        return trouble;
    }
}

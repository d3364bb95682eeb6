using Amazon.S3.Model;

namespace HomelabStorage.Backup.Targets;

/// <summary>An object on its way to an S3 server: one request when it is small, parts otherwise. One part is in memory at a time.</summary>
internal sealed class S3Upload : Upload
{
    /// <summary>The most parts that one object may have, by the S3 API.</summary>
    private const int MostParts = 10_000;

    private static readonly TimeSpan TakingBack = TimeSpan.FromSeconds(10);

    private readonly S3Target _target;
    private readonly string _name;
    private readonly Existing _existing;
    private readonly List<PartETag> _parts = [];
    private string? _upload;
    private bool _isCommitted;

    public S3Upload(S3Target target, string name, Existing existing)
    {
        (_target, _name, _existing) = (target, name, existing);
        Content = new PartStream(Send);
    }

    public override PartStream Content { get; }

    public override async Task Commit(CancellationToken stop)
    {
        if (_existing is Existing.Stays)
        {
            await _target.MustBeNew(_name, stop);
        }

        using var rest = Content.Rest();
        if (_upload is null)
        {
            await _target.Put(_name, rest, stop);
        }
        else
        {
            await Send(rest, stop);
            await _target.Complete(_name, _upload, _parts, stop);
        }

        _isCommitted = true;
    }

    public override async ValueTask DisposeAsync()
    {
        await Content.DisposeAsync();
        if (_upload is null || _isCommitted)
        {
            return;
        }

        // A server that is gone keeps the parts; the sweep of a later run removes them.
        using var patience = new CancellationTokenSource(TakingBack);
        try
        {
            await _target.TakeBack(_name, _upload, patience.Token);
        }
        catch (Exception trouble) when (trouble is BackupException or OperationCanceledException)
        {
            return;
        }
    }

    private async Task Send(MemoryStream part, CancellationToken stop)
    {
        if (_parts.Count == MostParts)
        {
            throw BackupException.Target($"{_target.Description}: {_name} is larger than {MostParts} parts, which is the most that S3 takes");
        }

        _upload ??= await _target.BeginParts(_name, stop);
        _parts.Add(await _target.PutPart(_name, _upload, _parts.Count + 1, part, stop));
    }
}

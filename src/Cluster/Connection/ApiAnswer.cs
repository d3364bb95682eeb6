using System.Text.Json;

namespace HomelabStorage.Cluster.Connection;

/// <summary>What became of a request to the API server.</summary>
public abstract record ApiAnswer
{
    private ApiAnswer()
    {
    }

    /// <summary>Done; the body lives as long as the answer.</summary>
    public sealed record Done(JsonDocument Body) : ApiAnswer, IDisposable
    {
        /// <summary>What the API server warned of.</summary>
        public IReadOnlyList<string> Warnings { get; init; } = [];

        /// <inheritdoc/>
        public void Dispose() => Body.Dispose();
    }

    /// <summary>The API server said no.</summary>
    /// <param name="Status">The HTTP status.</param>
    /// <param name="Message">Its own words, or the status when it had none.</param>
    public sealed record Refused(int Status, string Message) : ApiAnswer
    {
        /// <summary>No such object, or no such kind of objects.</summary>
        public bool IsMissing => Status == 404;

        /// <summary>Somebody else was faster: the object is there already, or is another one by now.</summary>
        public bool IsConflict => Status == 409;

        /// <summary>The namespace is being deleted and takes nothing new: it refuses by 403 as a lack of rights does, but trying again helps nobody.</summary>
        public bool IsNamespaceTerminating { get; init; }

        /// <summary>Whether what was to be written has nowhere to be: no later try can succeed.</summary>
        public bool IsFinal => IsMissing || IsNamespaceTerminating;

        /// <summary>What was asked for is older than the API server remembers; only a new list helps.</summary>
        public bool IsExpired => Status == 410;
    }

    /// <summary>No answer came; the reason is for a log.</summary>
    public sealed record Unreachable(string Reason) : ApiAnswer;

    /// <summary>Whether the API server has decided, so that asking the same again brings the same answer; not where it is busy, broken or not there.</summary>
    public bool IsDecided => this is Done or Refused { Status: < 500 and not 429 };

    /// <summary>The reason of a failure in one line; empty when there was none.</summary>
    public string Complaint => this switch
    {
        Refused refused => $"{refused.Status}: {refused.Message}",
        Unreachable unreachable => unreachable.Reason,
        _ => string.Empty,
    };
}

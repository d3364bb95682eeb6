using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection;

/// <summary>Something that is to copy the data of a mount elsewhere, and how far it is to be believed.</summary>
public sealed record Backup
{
    /// <summary>What a grade rests on that nothing but a plan speaks for.</summary>
    public const string NoRun = "nothing shows that it ran";

    /// <summary>Who makes it, as messages name it: <c>CronJob home/copy</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Whether it is one of many alike, as operators want an object for each app; a job is one of its own.</summary>
    public bool IsOneOfMany => Source.Contains(' ', StringComparison.Ordinal) && !Source.StartsWith("CronJob ", StringComparison.Ordinal);

    /// <summary>Who makes it, as one of those that are alike: <c>a ReplicationSource</c>, <c>an Application</c>.</summary>
    public string OneOf => IsOneOfMany
        ? $"{(Source[0] is 'A' or 'E' or 'I' or 'O' ? "an" : "a")} {Source[..Source.IndexOf(' ', StringComparison.Ordinal)]}"
        : Source;

    /// <summary>Where copies go, as far as it is said.</summary>
    public string Target { get; init; } = string.Empty;

    /// <summary>The address of the copies, a URL or <c>HOST:PATH</c>; empty where a volume or only a word says where they are, or nothing does.</summary>
    public string Address { get; init; } = string.Empty;

    /// <summary>Other places that it copies to, each as <see cref="Target"/> and <see cref="Address"/> are; none is known to be beside the data.</summary>
    public IReadOnlyList<(string Target, string Address)> Others { get; init; } = [];

    /// <summary>When it is made; null when nothing makes it by itself.</summary>
    public Recurrence? Schedule { get; init; }

    /// <summary>The field that says when, as its maker's documentation spells it; empty where that is not known.</summary>
    public string ScheduleField { get; init; } = string.Empty;

    /// <summary>How long what is written between two copies waits at most until it is sent after them; null where nothing sends it.</summary>
    public TimeSpan? LogWait { get; init; }

    /// <summary>What is kept of it, as written; empty when nothing is said.</summary>
    public string Retention { get; init; } = string.Empty;

    /// <summary>Whether somebody has stopped it.</summary>
    public bool IsSuspended { get; init; }

    /// <summary>How far it is to be believed.</summary>
    public Grade Grade { get; init; } = Grade.Scheduled;

    /// <summary>What the grade rests on.</summary>
    public string Evidence { get; init; } = NoRun;

    /// <summary>When it last succeeded; null when nothing says that it has.</summary>
    public DateTimeOffset? LastSuccess { get; init; }

    /// <summary>The bytes of the data in that copy, as whoever made it says; null when nobody says.</summary>
    public long? Size { get; init; }

    /// <summary>When a copy was last restored and checked; null when nobody says so.</summary>
    public DateTimeOffset? Restored { get; init; }

    /// <summary>Why it does not cover these data, as the end of "does not count: …"; empty when it does.</summary>
    public string Obstacle { get; init; } = string.Empty;

    /// <summary>
    /// Whether nobody meant it for these data: it chooses others by labels, groups or namespaces, or is all that there is of a database cluster for which
    /// nothing was set up. It says nothing about them where anything else does.
    /// </summary>
    public bool IsForOthers { get; init; }

    /// <summary>What to write for it to cover these data, naming object and field; empty where no one line does that.</summary>
    public string Remedy { get; init; } = string.Empty;

    /// <summary>What its copies share with the data, and are lost with; empty when they lie elsewhere.</summary>
    public string Beside { get; init; } = string.Empty;

    /// <summary>What would settle whether it covers these data at all; empty when it does, or does not.</summary>
    public string Doubt { get; init; } = string.Empty;

    /// <summary>What would settle whether it copies these data or others, where all else says that it does; empty when nothing has to.</summary>
    public string PlaceDoubt { get; init; } = string.Empty;

    /// <summary>How files are copied that an app writes meanwhile, such as <c>tar</c>; empty when the copy is of one moment, or made by the database.</summary>
    public string CopiesLive { get; init; } = string.Empty;

    /// <summary>What to write for a copy of one moment, where its maker has a setting for that; empty where it has none.</summary>
    public string Whole { get; init; } = string.Empty;

    /// <summary>Whether its last success means something: a job that swallows errors always succeeds.</summary>
    public bool IsHonest { get; init; } = true;

    /// <summary>What is wrong with its last run, where that is not the one that succeeded last; empty where nothing is, or nobody says.</summary>
    public string Trouble { get; init; } = string.Empty;

    /// <summary>Whether anything could ever say that it succeeded; a replicator beside an app has no object that does.</summary>
    public bool IsProvable { get; init; } = true;

    /// <summary>Whether it copies these data to another place, now and then.</summary>
    public bool Covers => Grade >= Grade.Scheduled;

    /// <summary>Why it does not count; empty when it does.</summary>
    public string WhyNot => Obstacle.Length > 0 ? Obstacle : Beside.Length > 0 ? $"its copies are stored on {Beside}" : string.Empty;
}

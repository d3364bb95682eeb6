using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>The annotations with which a user says otherwise.</summary>
public static class Annotation
{
    /// <summary>What all of them begin with.</summary>
    public const string Prefix = "homelab-storage.io/";

    /// <summary>The kind of data of an object, or, with a dot and a volume's name behind it, of that volume.</summary>
    public const string Data = Prefix + "data";

    /// <summary>How bad a loss would be.</summary>
    public const string Criticalness = Prefix + "criticality";

    /// <summary>Rules to skip, separated by commas.</summary>
    public const string Exempt = Prefix + "exempt";

    /// <summary>Why.</summary>
    public const string ExemptReason = Prefix + "exempt-reason";

    /// <summary>The last day of it.</summary>
    public const string ExemptUntil = Prefix + "exempt-until";

    /// <summary>What it was given for: it ends when another image, class or kind of data is there.</summary>
    public const string ExemptGiven = Prefix + "exempt-given";

    /// <summary>The label of a namespace that the API server does not ask about.</summary>
    public const string Ignore = Prefix + "ignore";

    /// <summary>The label of what we make: what it is there for.</summary>
    public const string Role = Prefix + "role";

    /// <summary>The class a claim asked for before it was changed; empty when it asked for none. Ours alone.</summary>
    public const string RequestedStorageClass = Prefix + "requested-storage-class";

    /// <summary>The rule that changed it.</summary>
    public const string ChosenBy = Prefix + "chosen-by";

    /// <summary>Whether anything is backed up or replicated; <c>"false"</c> opts out.</summary>
    public const string Backup = Prefix + "backup";

    /// <summary>When backups run, as a cron expression.</summary>
    public const string BackupSchedule = Prefix + "backup-schedule";

    /// <summary>How many are kept.</summary>
    public const string BackupKeep = Prefix + "backup-keep";

    /// <summary>How a copy is made: <c>sqlite</c>, <c>dump</c>, <c>files</c> or <c>litestream</c>.</summary>
    public const string BackupStrategy = Prefix + "backup-strategy";

    /// <summary>Where backups go.</summary>
    public const string BackupTarget = Prefix + "backup-target";

    /// <summary>Whom the copy is made as, where nothing tells whose the files are: <c>UID:GID</c>.</summary>
    public const string BackupRunAs = Prefix + "backup-run-as";

    /// <summary>Where the database server of the claim answers, where no known Service says it: <c>HOST</c> or <c>HOST:PORT</c>.</summary>
    public const string BackupHost = Prefix + "backup-host";

    /// <summary>Whether a new pod restores what was backed up into an empty volume; <c>"false"</c> starts over.</summary>
    public const string Restore = Prefix + "restore";

    /// <summary>When a copy of the data was last restored and checked, as the one who did it says.</summary>
    public const string RestoreTested = Prefix + "restore-tested";

    /// <summary>On a CronJob of ours: the digest of what was applied, so that a field which is no longer wanted is noticed.</summary>
    public const string Applied = Prefix + "applied";

    /// <summary>On a CronJob of ours: when a run last ended with a good copy at its target.</summary>
    public const string LastSuccess = Prefix + "last-success";

    /// <summary>On a CronJob of ours: the bytes of that copy's data.</summary>
    public const string LastSize = Prefix + "last-size";

    /// <summary>On a CronJob of ours: the archive of that copy.</summary>
    public const string LastArchive = Prefix + "last-archive";

    /// <summary>On a CronJob of ours: what that copy promises, <c>consistent</c> or <c>crash</c>.</summary>
    public const string LastConsistency = Prefix + "last-consistency";

    /// <summary>On a CronJob of ours: why the last copy is suspicious; gone when it is not.</summary>
    public const string LastSuspicion = Prefix + "last-suspicion";

    /// <summary>On a CronJob of ours: when the last run failed and why; gone when the last run did not.</summary>
    public const string LastFailure = Prefix + "last-failure";

    /// <summary>On a CronJob of ours: why its pods do not start; gone when they do.</summary>
    public const string BackupObstacle = Prefix + "backup-obstacle";

    /// <summary>On an Event of ours about what is in the way of a backup: what to do.</summary>
    public const string BackupRemedy = Prefix + "backup-remedy";

    /// <summary>On what rests while a claim is restored: for which restore, and what its field had before.</summary>
    public const string RestorePaused = Prefix + "restore-paused";

    /// <summary>On the Lease of a claim: the restore that is under way.</summary>
    public const string RestorePlan = Prefix + "restore-plan";

    /// <summary>On the volume of a claim that moves: for which move it was made.</summary>
    public const string MovedFor = Prefix + "moved-for";

    /// <summary>On the volume that a claim had before it moved: the claim as it was, so that it can be put back.</summary>
    public const string MovedClaim = Prefix + "moved-claim";

    /// <summary>Every annotation there is, without the prefix; <c>data.</c> takes a volume's name.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "data", "criticality", "exempt", "exempt-reason", "exempt-until", "exempt-given",
        "backup", "backup-schedule", "backup-keep", "backup-strategy", "backup-target", "backup-run-as", "backup-host", "restore", "restore-tested",
        "requested-storage-class", "chosen-by",
    ];

    /// <summary>What we write on CronJobs and Events of our own, on what rests during a restore and on volumes, without the prefix; no user says it.</summary>
    public static IReadOnlyList<string> Records { get; } =
    [
        "applied", "last-success", "last-size", "last-archive", "last-consistency", "last-suspicion", "last-failure", "backup-obstacle", "backup-remedy",
        "restore-paused", "moved-for", "moved-claim",
    ];

    /// <summary>The data kind declared for a volume; null when none is, or not in a known word.</summary>
    public static DataKind? DataOf(IReadOnlyDictionary<string, string> annotations, string volume) =>
        annotations.Count > 0
        && (annotations.TryGetValue($"{Data}.{volume}", out var word) || annotations.TryGetValue(Data, out word))
        && Words.DataKinds.TryRead(word.Trim(), out var kind)
            ? kind
            : null;

    /// <summary>A number of bytes as we note it; null where it is none.</summary>
    public static long? Size(string written) => long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;

    /// <summary>Whether anything is said of the data: what they are, or how bad their loss would be.</summary>
    public static bool SaysOfData(IReadOnlyDictionary<string, string> annotations) =>
        annotations.Count > 0 && (annotations.ContainsKey(Criticalness) || annotations.ContainsKey(Data));

    /// <summary>The criticality declared; null when none is, or not in a known word.</summary>
    public static Criticality? Criticality(IReadOnlyDictionary<string, string> annotations) =>
        annotations.Count > 0 && annotations.TryGetValue(Criticalness, out var word) && Words.Criticalities.TryRead(word.Trim(), out var criticality)
            ? criticality
            : null;
}

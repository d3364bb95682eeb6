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

    /// <summary>Rules to pass over, separated by commas.</summary>
    public const string Exempt = Prefix + "exempt";

    /// <summary>Why.</summary>
    public const string ExemptReason = Prefix + "exempt-reason";

    /// <summary>The last day of it.</summary>
    public const string ExemptUntil = Prefix + "exempt-until";

    /// <summary>The label of a namespace that the API server does not ask about.</summary>
    public const string Ignore = Prefix + "ignore";

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

    /// <summary>When a copy of the data was last restored and checked, as the one who did it says.</summary>
    public const string RestoreTested = Prefix + "restore-tested";

    /// <summary>Every annotation there is, without the prefix; <c>data.</c> takes a volume's name.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "data", "criticality", "exempt", "exempt-reason", "exempt-until",
        "backup", "backup-schedule", "backup-keep", "backup-strategy", "backup-target", "restore-tested",
        "requested-storage-class", "chosen-by",
    ];

    /// <summary>The data kind declared for a volume; null when none is, or not in a known word.</summary>
    public static DataKind? DataOf(IReadOnlyDictionary<string, string> annotations, string volume) =>
        annotations.Count > 0
        && (annotations.TryGetValue($"{Data}.{volume}", out var word) || annotations.TryGetValue(Data, out word))
        && Words.DataKinds.TryRead(word.Trim(), out var kind)
            ? kind
            : null;

    /// <summary>Whether anything is said of the data: what they are, or how bad their loss would be.</summary>
    public static bool SaysOfData(IReadOnlyDictionary<string, string> annotations) =>
        annotations.Count > 0 && (annotations.ContainsKey(Criticalness) || annotations.ContainsKey(Data));

    /// <summary>The criticality declared; null when none is, or not in a known word.</summary>
    public static Criticality? Criticality(IReadOnlyDictionary<string, string> annotations) =>
        annotations.Count > 0 && annotations.TryGetValue(Criticalness, out var word) && Words.Criticalities.TryRead(word.Trim(), out var criticality)
            ? criticality
            : null;
}

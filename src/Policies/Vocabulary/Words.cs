namespace HomelabStorage.Policies.Vocabulary;

/// <summary>How each enumeration of the domain is spelled in files, reports and messages.</summary>
public static class Words
{
    /// <summary>Spellings of <see cref="DataKind"/>.</summary>
    public static Word<DataKind> DataKinds { get; } = new([.. DataTraits.All.Select(kind => (kind.Spelling, kind.Kind))]);

    /// <summary>Spellings of <see cref="BackupState"/>.</summary>
    public static Word<BackupState> BackupStates { get; } = new(
        ("broken", BackupState.Broken),
        ("unknown", BackupState.Unknown),
        ("not proven", BackupState.NotProven),
        ("kept", BackupState.Kept),
        ("not asked", BackupState.NotAsked));

    /// <summary>Spellings of <see cref="DrillState"/>.</summary>
    public static Word<DrillState> DrillStates { get; } = new(
        ("failed", DrillState.Failed), ("not drilled", DrillState.NotDrilled), ("due", DrillState.Due), ("good", DrillState.Good));

    /// <summary>Spellings of <see cref="Criticality"/>.</summary>
    public static Word<Criticality> Criticalities { get; } = new(
        ("critical", Criticality.Critical), ("important", Criticality.Important), ("low", Criticality.Low));

    /// <summary>Spellings of <see cref="Certainty"/>.</summary>
    public static Word<Certainty> Certainties { get; } = new(
        ("declared", Certainty.Declared), ("observed", Certainty.Observed), ("catalog", Certainty.Catalog), ("guessed", Certainty.Guessed));

    /// <summary>Spellings of <see cref="Protocol"/>.</summary>
    public static Word<Protocol> Protocols { get; } = new(
        ("nfs", Protocol.Nfs),
        ("smb", Protocol.Smb),
        ("cephfs", Protocol.Cephfs),
        ("fuse", Protocol.Fuse),
        ("object", Protocol.Object),
        ("block", Protocol.Block),
        ("directory", Protocol.Directory),
        ("unknown", Protocol.Unknown));

    /// <summary>Spellings of <see cref="Vocabulary.Whereabouts"/>.</summary>
    public static Word<Whereabouts> Whereabouts { get; } = new(
        ("node", Vocabulary.Whereabouts.Node),
        ("replicated", Vocabulary.Whereabouts.Replicated),
        ("nas", Vocabulary.Whereabouts.Nas),
        ("cloud", Vocabulary.Whereabouts.Cloud),
        ("memory", Vocabulary.Whereabouts.Memory),
        ("unknown", Vocabulary.Whereabouts.Unknown));

    /// <summary>Spellings of <see cref="FileLocks"/>.</summary>
    public static Word<FileLocks> Locks { get; } = new(
        ("safe", FileLocks.Safe), ("fragile", FileLocks.Fragile), ("unsafe", FileLocks.Unsafe), ("unknown", FileLocks.Unknown));

    /// <summary>Spellings of <see cref="RuleAction"/>.</summary>
    public static Word<RuleAction> Actions { get; } = new(
        ("off", RuleAction.Off), ("audit", RuleAction.Audit), ("warn", RuleAction.Warn), ("fix", RuleAction.Fix), ("deny", RuleAction.Deny));

    /// <summary>Spellings of <see cref="BackupStrategy"/>.</summary>
    public static Word<BackupStrategy> Strategies { get; } = new(
        ("none", BackupStrategy.None), ("schedule", BackupStrategy.Schedule), ("litestream", BackupStrategy.Litestream));

    /// <summary>Spellings of <see cref="RestoreMoment"/>.</summary>
    public static Word<RestoreMoment> RestoreMoments { get; } = new(("never", RestoreMoment.Never), ("onCreate", RestoreMoment.OnCreate));

    /// <summary>Spellings of <see cref="Vocabulary.Copying"/>.</summary>
    public static Word<Copying> Copying { get; } = new(("safe", Vocabulary.Copying.Safe), ("crash-consistent", Vocabulary.Copying.Crash));

    /// <summary>Spellings of <see cref="Grade"/>.</summary>
    public static Word<Grade> Grades { get; } = new(
        ("declared", Grade.Declared),
        ("scheduled", Grade.Scheduled),
        ("ran", Grade.Ran),
        ("restored", Grade.Restored));

    /// <summary>Spellings of <see cref="Engine"/>.</summary>
    public static Word<Engine> Engines { get; } = new(
        ("sqlite", Engine.Sqlite), ("embedded", Engine.Embedded), ("server", Engine.Server), ("files", Engine.Files), ("none", Engine.None));

    /// <summary>Spellings of <see cref="DumpMaker"/>.</summary>
    public static Word<DumpMaker> DumpMakers { get; } = new(("postgresql", DumpMaker.Postgresql), ("mariadb", DumpMaker.Mariadb));

    /// <summary>Spellings of <see cref="Vocabulary.AccessModes"/>, single modes only.</summary>
    public static Word<AccessModes> AccessModes { get; } = new(
        ("ReadWriteOnce", Vocabulary.AccessModes.ReadWriteOnce),
        ("ReadOnlyMany", Vocabulary.AccessModes.ReadOnlyMany),
        ("ReadWriteMany", Vocabulary.AccessModes.ReadWriteMany),
        ("ReadWriteOncePod", Vocabulary.AccessModes.ReadWriteOncePod));
}

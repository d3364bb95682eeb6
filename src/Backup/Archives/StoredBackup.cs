namespace HomelabStorage.Backup.Archives;

/// <summary>A backup that is there: manifest and archive, and what has been said about it since.</summary>
internal sealed record StoredBackup(ArchiveName Name, Manifest Manifest, Verification? Verification, bool IsAccepted)
{
    /// <summary>Whether a person should look at it first.</summary>
    public bool IsSuspicious => Manifest.Suspicious is not null && !IsAccepted;

    /// <summary>Whether everything is in it, nothing about it is suspicious, and no verification found it broken.</summary>
    public bool IsGood => Manifest.IsGood && !IsSuspicious && Verification is null or { Good: true };

    /// <summary>Whether it was restored and compared.</summary>
    public bool IsTested => Verification is { Good: true };

    /// <summary>One word for people.</summary>
    public string State => this switch
    {
        { Manifest.IsGood: false } => "partial",
        { IsSuspicious: true } => "suspicious",
        { Verification.Good: false } => "broken",
        { IsTested: true } => "tested",
        _ => "good",
    };
}

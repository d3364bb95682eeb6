namespace HomelabStorage.Policies.Foresight;

/// <summary>What an app loses in a disaster, the mildest first.</summary>
public enum LostDataKind
{
    /// <summary>It keeps nothing that a backup is asked for.</summary>
    NothingKept,

    /// <summary>All stay where they are.</summary>
    None,

    /// <summary>It is not known whether data of an unknown kind is lost.</summary>
    MayBeUnknown,

    /// <summary>Data of which it is unknown what they are.</summary>
    Unknown,

    /// <summary>It is not known.</summary>
    MayBe,

    /// <summary>What came after the last copy.</summary>
    SinceCopy,

    /// <summary>All, unless a copy that nobody saw succeed is there.</summary>
    NotProven,

    /// <summary>All.</summary>
    All,
}

namespace HomelabStorage.Audit.Portraits;

/// <summary>How something stands, the mildest first.</summary>
internal enum Standing
{
    /// <summary>Nothing is to be said about it.</summary>
    Fine,

    /// <summary>There is something that asks for nothing.</summary>
    Noted,

    /// <summary>All that is wrong with it is in the baseline.</summary>
    Known,

    /// <summary>A reference that matters was not found.</summary>
    Unknown,

    /// <summary>There is a warning.</summary>
    Warned,

    /// <summary>It is changed on the way in where that is safe.</summary>
    Changed,

    /// <summary>It is refused.</summary>
    Refused,
}

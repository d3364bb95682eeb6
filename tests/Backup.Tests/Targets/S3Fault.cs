namespace HomelabStorage.Backup.Tests.Targets;

/// <summary>What the stub does wrong when it is told to.</summary>
internal enum S3Fault
{
    None,
    ServerError,
    Denied,
    Full,
    Silent,
    CutAnswer,
    SilentAnswer,
    CutRequest,
    ShortObject,
    ChangedObject,
    NoObject,
    WebPage,
    EndlessListing,
    ListingWithoutToken,
    ListingOfEverything,
}

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>A copy that another backup sends on: as often as the rarer of the two is made, as proven as the one that succeeded longer ago.</summary>
internal static class SentOn
{
    public static Backup By(Backup backup, Backup onward) => backup with
    {
        Beside = string.Empty,
        Target = $"{onward.Target} (sent on by {onward.Source})",
        Address = onward.Address,
        Schedule = (backup.Schedule?.Longest ?? TimeSpan.Zero) >= (onward.Schedule?.Longest ?? TimeSpan.Zero) ? backup.Schedule : onward.Schedule,
        LastSuccess = backup.LastSuccess <= onward.LastSuccess ? backup.LastSuccess : onward.LastSuccess,
        PlaceDoubt = backup.PlaceDoubt.Length > 0 ? backup.PlaceDoubt : onward.PlaceDoubt,
        IsHonest = backup.IsHonest && onward.IsHonest,
    };
}

namespace HomelabStorage.Policies.Foresight;

/// <summary>What a loss does to some bytes, and why, as the end of a sentence that begins with them.</summary>
public sealed record Fate(FateKind Kind, string Why)
{
    /// <summary>The worst of several; that nothing happened when there is none.</summary>
    public static Fate Worst(IEnumerable<Fate> fates)
    {
        var worst = new Fate(FateKind.Kept, string.Empty);
        foreach (var fate in fates)
        {
            worst = fate.Kind > worst.Kind || worst.Why.Length == 0 ? fate : worst;
        }

        return worst;
    }

    internal static Fate Kept(string why) => new(FateKind.Kept, why);

    internal static Fate Unknown(string why) => new(FateKind.Unknown, why);

    internal static Fate Gone(string why) => new(FateKind.Gone, why);
}

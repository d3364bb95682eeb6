namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// Plans that choose other data, once all are graded. A household may have one for each app: what they say of this one is said once, and only where
/// nothing covers it.
/// </summary>
internal static class ForOthers
{
    /// <summary>Keeps of the plans of a kind that choose other data the first, with how many more there are; none where something covers the data.</summary>
    public static void Fold(List<Backup> backups)
    {
        if (!backups.Exists(b => b.IsForOthers))
        {
            return;
        }

        var isCovered = backups.Exists(b => b is { IsForOthers: false, Covers: true });
        var kinds = backups.Where(b => b.IsForOthers).GroupBy(KindOf, StringComparer.Ordinal).ToDictionary(k => k.Key, k => k.Count(), StringComparer.Ordinal);
        for (var i = 0; i < backups.Count; i++)
        {
            if (backups[i] is not { IsForOthers: true } other)
            {
                continue;
            }

            if (isCovered || !kinds.Remove(KindOf(other), out var count))
            {
                backups.RemoveAt(i--);
            }
            else if (count > 1)
            {
                var said = $"{other.Obstacle}; {More(count - 1, KindOf(other))} it either";
                backups[i] = other with { Obstacle = said, Evidence = said };
            }
        }
    }

    private static string KindOf(Backup backup) => backup.Source.Split(' ')[0];

    private static string More(int count, string kind) => count == 1 ? $"1 other {kind} does not choose" : $"{count} other {kind}s do not choose";
}

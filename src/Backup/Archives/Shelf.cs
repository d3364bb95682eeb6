using System.Text.Json;
using HomelabStorage.Backup.Targets;

namespace HomelabStorage.Backup.Archives;

/// <summary>What a target holds under a prefix: complete backups, newest first; broken ones; and archives whose run never finished.</summary>
internal sealed record Shelf(IReadOnlyList<StoredBackup> Backups, IReadOnlyList<Remark> Broken, IReadOnlyList<ArchiveName> Unfinished)
{
    /// <summary>How often it looks again before what is listed and never there is called broken.</summary>
    private const int Looks = 5;

    /// <summary>Whether nothing was ever stored there, as the target says: a run that never finished stored nothing.</summary>
    public bool HasNothing => Backups.Count == 0 && Broken.Count == 0;

    /// <summary>The newest backup that is good, by the claim whatever its UID.</summary>
    public StoredBackup? NewestGood => Backups.FirstOrDefault(b => b.IsGood);

    /// <summary>The backups of a claim under every UID it ever had.</summary>
    public static Task<Shelf> OfClaim(Target target, ClaimIdentity claim, CancellationToken stop) => Read(target, claim.Siblings, claim.Owns, stop);

    /// <summary>The backups of a claim under this UID alone.</summary>
    public static async Task<Shelf> OfUid(Target target, ClaimIdentity claim, CancellationToken stop) =>
        (await Read(target, claim.Folder + "/", folder => string.Equals(folder, claim.Folder, StringComparison.Ordinal), stop)).Of(claim);

    /// <summary>What of it is of one claim and no other, not even of one whose UID begins alike.</summary>
    public Shelf Of(ClaimIdentity claim) => new(
        [.. Backups.Where(b => string.Equals(b.Name.Folder, claim.Folder, StringComparison.Ordinal)
            && string.Equals(b.Manifest.Uid, claim.Uid, StringComparison.Ordinal))],
        Broken,
        [.. Unfinished.Where(n => string.Equals(n.Folder, claim.Folder, StringComparison.Ordinal))]);

    /// <summary>
    /// Reads what lies under a prefix in folders that are wanted. What is removed between listing and reading, as by somebody else's pruning, makes it
    /// look again: half of an old answer and half of a new one could be "nothing" where there always was something.
    /// </summary>
    public static async Task<Shelf> Read(Target target, string prefix, Func<string, bool> isWanted, CancellationToken stop)
    {
        for (var look = 1; ; look++)
        {
            var (shelf, isWhole) = await Look(target, prefix, isWanted, stop);
            if (isWhole || look == Looks)
            {
                return shelf;
            }
        }
    }

    /// <summary>The order is the manifests': a name says the second only.</summary>
    private static async Task<(Shelf Shelf, bool IsWhole)> Look(Target target, string prefix, Func<string, bool> isWanted, CancellationToken stop)
    {
        var backups = new List<StoredBackup>();
        var broken = new List<Remark>();
        var unfinished = new List<ArchiveName>();
        var isWhole = true;
        var objects = (await target.List(prefix, stop))
            .DistinctBy(o => o.Name, StringComparer.Ordinal)
            .ToDictionary(o => o.Name, o => o.Bytes, StringComparer.Ordinal);
        foreach (var name in objects.Keys
            .Select(ArchiveName.Of)
            .OfType<ArchiveName>()
            .Distinct()
            .Where(n => isWanted(n.Folder))
            .OrderByDescending(n => n.Id, StringComparer.Ordinal))
        {
            if (!objects.ContainsKey(name.Manifest))
            {
                unfinished.Add(name);
                continue;
            }

            try
            {
                var backup = new StoredBackup(
                    name,
                    await ManifestFile.Read(target, name, stop),
                    objects.ContainsKey(name.Verified) ? await ReadVerification(target, name, stop) : null,
                    objects.ContainsKey(name.Accepted));
                if (objects.GetValueOrDefault(name.Archive, -1) is var bytes && bytes == backup.Manifest.Archive.Bytes)
                {
                    backups.Add(backup);
                }
                else
                {
                    broken.Add(new Remark(
                        name.Manifest,
                        bytes < 0 ? "its archive is gone" : $"its archive has {bytes} bytes, not {backup.Manifest.Archive.Bytes}"));
                }
            }
            catch (JsonException unreadable)
            {
                broken.Add(new Remark(name.Manifest, $"it is not a manifest: {unreadable.Message}"));
            }
            catch (BackupException gone) when (gone.IsMissing)
            {
                isWhole = false;
                broken.Add(new Remark(name.Manifest, "the target lists it, or what belongs to it, and does not have it"));
            }
        }

        return (new Shelf([.. backups.OrderByDescending(b => b.Manifest.StartedAt)], broken, unfinished), isWhole);
    }

    private static async Task<Verification?> ReadVerification(Target target, ArchiveName name, CancellationToken stop)
    {
        await using var content = await target.Open(name.Verified, stop);
        return await JsonSerializer.DeserializeAsync(content, ArchiveJson.Default.Verification, stop);
    }
}

using System.Formats.Tar;
using System.Globalization;
using System.IO.Compression;
using HomelabStorage.Backup.Archives;
using HomelabStorage.Backup.Commands;
using HomelabStorage.Backup.Databases;
using HomelabStorage.Backup.Posix;
using HomelabStorage.Backup.Restoring;
using HomelabStorage.Backup.Targets;
using HomelabStorage.Backup.Trees;

namespace HomelabStorage.Backup.Runs;

/// <summary>One backup: walk, copy into an archive on the target, read it back, and only then write the manifest that makes it a backup.</summary>
internal sealed class BackupRun(RunRequest request, Target target, Surroundings surroundings)
{
    public async Task<Outcome> Run(CancellationToken stop)
    {
        var began = surroundings.Time.GetUtcNow();
        var clock = surroundings.Time.GetTimestamp();
        var dump = request.Strategy is "dump" ? DumpResult.Read(request.Data) : null;
        RefusePlace();
        var tree = Tree.Walk(request.Data);
        Refuse(tree);
        var claim = await Shelf.OfClaim(target, request.Identity, stop);
        var shelf = claim.Of(request.Identity);
        await target.Sweep(request.Identity.Folder + "/", began.AddDays(-1), stop);
        await Pruning.RemoveUnfinished(target, shelf, began, stop);

        using var scratch = new ScratchFolder(request.Scratch, began);
        var name = ArchiveName.New(request.Identity.Folder, began);
        var list = scratch.File("files");
        TreeCopy copy = null!;
        TreeArchive archive = null!;
        using var progress = new Progress(surroundings, "backed up", tree.Bytes);
        Receipt receipt;
        await using (var lines = new StreamWriter(list))
        {
            receipt = await target.Store(
                name.Archive,
                async output =>
                {
                    await using var gzip = new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true);
                    await using var tar = new TarWriter(gzip, TarEntryFormat.Pax, leaveOpen: true);
                    archive = new TreeArchive(tar, lines, progress);
                    copy = new TreeCopy(request.Data, tree, request.Expected, archive, scratch);
                    await copy.Copy(stop);
                },
                stop);
        }

        var totals = new Totals(archive.Files, archive.Bytes, copy.Databases.Count + (dump?.Files.Count(f => f.Database.Length > 0) ?? 0));
        var embedded = Embedded(tree, copy);
        var warnings = request.Strategy is "sqlite" && totals.Databases == 0 && copy.Failures.Count == 0
            ? [
                .. copy.Warnings,
                new Remark(".", "no SQLite database was found: there is none yet, or it is encrypted and was copied as a file, as after a power cut"),
            ]
            : copy.Warnings;
        var manifest = new Manifest
        {
            Id = name.Id,
            Cluster = request.Identity.Cluster,
            Namespace = request.Identity.Namespace,
            Claim = request.Identity.Claim,
            Uid = request.Identity.Uid,
            StartedAt = began,
            FinishedAt = surroundings.Time.GetUtcNow(),
            Tool = new ToolVersions(typeof(BackupRun).Assembly.GetName().Version!.ToString(3), SqliteConnection.Version),
            Strategy = request.Strategy,
            Consistency = copy.HasChanged || warnings.Count > copy.Warnings.Count || embedded.Any(e => e.Consistency is "crash") ? "crash" : "consistent",
            Outcome = copy.Failures.Count > 0 ? "partial" : "good",
            Suspicious = Suspicion.Of(totals, shelf.NewestGood ?? claim.NewestGood),
            Archive = new ArchiveFacts(name.Id + ".tar.gz", receipt.Bytes, receipt.Sha256),
            Totals = totals,
            Databases = copy.Databases,
            Embedded = embedded,
            Dump = dump,
            Failures = copy.Failures,
            Warnings = warnings,
        };
        await Finish(name, manifest, list, stop);
        return await Prune(RunOutcome.Of(name, manifest, surroundings.Time.GetElapsedTime(clock)), stop);
    }

    /// <summary>How much there is to copy. Nothing is written; what would be refused is refused, and what cannot be walked is named.</summary>
    public Outcome Look()
    {
        RefusePlace();
        var tree = Tree.Walk(request.Data);
        Refuse(tree);
        if (tree.Failures.Count > 0)
        {
            throw BackupException.Failed(
                $"{request.Data} cannot be copied whole: {string.Join("; ", tree.Failures.Take(5).Select(f => $"{f.Path}: {f.Reason}"))}");
        }

        var files = tree.Entries.Count(e => e.Status.Kind == FileKind.File);
        return new Outcome
        {
            Verb = "run",
            Exit = BackupExit.Good,
            Files = files,
            Bytes = tree.Bytes,
            Message = $"{request.Data} holds {ByteSize.Spell(tree.Bytes)} in {Counted(files)}",
        };
    }

    private static string Counted(int files) => string.Create(CultureInfo.InvariantCulture, $"{files} {(files == 1 ? "file" : "files")}");

    /// <summary>The data is only read, and as it is: not while a restore has half of it aside.</summary>
    private void RefusePlace()
    {
        if (FolderCheck.LiesIn(request.Scratch, request.Data))
        {
            throw BackupException.Refused($"--scratch {request.Scratch} is in {request.Data}, which is only read; name a folder outside");
        }

        if (target.LiesIn(request.Data))
        {
            throw BackupException.Refused($"{target.Description} is in {request.Data}: a backup beside its data is lost with it; name a target outside");
        }

        if (RestoreJournal.Find(request.Data) is { } restore)
        {
            throw BackupException.Refused(
                $"{request.Data}: a restore of {restore.Archive} was interrupted and part of the data may be in {restore.Before}; run backup "
                    + "restore again first");
        }
    }

    private void Refuse(Tree tree)
    {
        if (tree.Bytes > request.Limit)
        {
            throw BackupException.Refused(
                $"{request.Data} holds {ByteSize.Spell(tree.Bytes)}, more than the limit of {ByteSize.Spell(request.Limit)} for whole copies: "
                + "use a backup operator that copies what has changed, or snapshots of the storage, or raise protection.largest in the policy or --limit");
        }

        if (request.Strategy is not "dump" && ForeignServer.Obstacle(tree, request.Strategy is "files") is { Length: > 0 } obstacle)
        {
            throw BackupException.Refused($"{request.Data}: {obstacle}");
        }
    }

    /// <summary>Writes the manifest, unless somebody took the archive away meanwhile: no manifest may be without its archive.</summary>
    private async Task Finish(ArchiveName name, Manifest manifest, string list, CancellationToken stop)
    {
        await ManifestFile.Store(target, name, manifest, list, stop);
        if (!(await target.List(name.Archive, stop)).Any(o => o.Bytes == manifest.Archive.Bytes))
        {
            await target.Delete(name.Manifest, stop);
            throw BackupException.Target($"{target.Description}: {name.Archive} was removed while its manifest was written; nothing was stored");
        }
    }

    /// <summary>By the catalog's word where it has spoken, and else by what their first bytes are.</summary>
    private EmbeddedFacts[] Embedded(Tree tree, TreeCopy copy)
    {
        var known = request.Expected.Embedded
            .Where(e => tree.Entries.Any(t => string.Equals(t.Path, e.Path, StringComparison.Ordinal)))
            .Select(e => new EmbeddedFacts(e.Path, "copy", e.IsSafeToCopy ? "consistent" : "crash"));
        return [.. known.Concat(copy.Embedded).DistinctBy(e => e.Path, StringComparer.Ordinal)];
    }

    private async Task<Outcome> Prune(Outcome outcome, CancellationToken stop)
    {
        if (request.Keep is not { } rules)
        {
            return outcome;
        }

        if (outcome.Exit != BackupExit.Good)
        {
            return outcome with { Pruned = 0, PruningHeld = $"this backup is {outcome.State}" };
        }

        var plan = Pruning.Plan(await Shelf.OfUid(target, request.Identity, stop), rules, surroundings.Time.GetUtcNow());
        await Pruning.Drop(target, plan, request.Identity.Folder, stop);
        return outcome with { Pruned = plan.Drop.Count, PruningHeld = plan.IsHeld ? plan.Held : null };
    }
}

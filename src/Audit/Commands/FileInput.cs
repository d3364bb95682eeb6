using HomelabStorage.Audit.Formats;
using HomelabStorage.Audit.Reading;
using HomelabStorage.Audit.Rendering;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Audit.Commands;

/// <summary>Files, folders and a stream as the input of a verb.</summary>
internal static class FileInput
{
    public static Input Read(string[] arguments, int limit, RenderSettings settings, Terminal terminal)
    {
        var (files, missing, unread) = ManifestFiles.Find(arguments.Where(a => !string.Equals(a, ManifestInput.Stream, StringComparison.Ordinal)));
        foreach (var name in missing)
        {
            terminal.Error.WriteLine($"{name}: no such file or folder");
        }

        if (missing.Count > 0)
        {
            return new Input.Unusable(ExitCode.Wrong);
        }

        if (arguments.Contains(ManifestInput.Stream, StringComparer.Ordinal))
        {
            files = [.. files, ManifestInput.Stream];
        }

        using var progress = new Progress(terminal, files.Count, "files");
        var byFile = ManifestInput.ReadEach(files, terminal.Input, limit, progress.Step);
        ManifestReading[] readings = [.. unread, .. byFile.SelectMany(r => r)];
        if (Sight.IsEmpty(readings))
        {
            UnreadFormat.Write(readings, terminal);
            var hidden = string.Join(", ", HiddenFolders.Of(arguments));
            terminal.Error.WriteLine($"nothing to judge: there is no Kubernetes object in {string.Join(", ", arguments)}"
                + (hidden.Length > 0 ? $"; hidden folders are only read when they are named: {hidden}" : string.Empty));
            return new Input.Unusable(ExitCode.Wrong);
        }

        var written = new WrittenFiles(files.Zip(byFile));
        return Deploy(readings, written, [.. arguments.Where(Directory.Exists).Select(FilePath.Spell)], limit, settings, terminal);
    }

    /// <summary>Takes what was read apart into what is applied, rendered where that can be done.</summary>
    private static Input Deploy(
        ManifestReading[] readings,
        WrittenFiles files,
        IReadOnlyList<string> folders,
        int limit,
        RenderSettings settings,
        Terminal terminal)
    {
        var written = readings.OfType<ManifestReading.Understood>().Select(r => r.Manifest).ToArray();
        if (folders.Count == 0 || !written.Any(m => m is Kustomize or Kustomization or ArgoApplication or ArgoApplicationSet))
        {
            var byHand = folders.Count == 0 ? readings : Unapplied.ByHand(readings, Unapplied.Top(readings));
            return new Input.Read(readings, [new ClusterReadings(string.Empty, byHand)]);
        }

        var (program, reason) = settings.Mode == RenderMode.Never ? (null, string.Empty) : KustomizeProgram.Find(settings.Program);
        if (reason.Length > 0)
        {
            terminal.Error.WriteLine(settings.Mode == RenderMode.Always ? $"--render always: {reason}" : reason);
            if (settings.Mode == RenderMode.Always)
            {
                return new Input.Unusable(ExitCode.Wrong);
            }
        }

        var repository = new Repository(folders, readings);
        using var progress = new Progress(terminal, written.Count(m => m is Kustomize or Kustomization), "kustomizations");
        using var workbench = new Workbench();
        var reader = new RootReader(
            repository.Top,
            program,
            settings,
            RenderCache.OfUser(TimeProvider.System),
            limit,
            files,
            workbench,
            progress.Step);
        var clusters = new DeployedClusters(readings, repository, reader).Of();
        ManifestReading[] failed = [.. reader.Obstacles.Select(o => new ManifestReading.NotJudged(
            KustomizationFile.In(o.Folder) ?? o.Folder,
            new(1, 1),
            $"it could not be rendered; its files were read as they are: {o.Reason}",
            IsObject: false)
        {
            Command = $"kustomize build {o.Folder} | homelab-storage audit -",
            Group = o.Reason is RootReader.NeedsHelm
                ? "folders that were read as written, since kustomize does not run Helm for their charts without --enable-helm"
                : string.Empty,
            Name = Path.GetFileName(o.Folder),
        })];
        return new Input.Read(readings, [.. clusters.Select((c, i) => i == 0 ? c with { Readings = [.. c.Readings, .. failed] } : c)]);
    }
}

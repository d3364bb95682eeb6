using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What the containers of a job copy, as far as their commands tell.</summary>
internal sealed class JobReading
{
    private static readonly BackupOperator Known = ShippedOperators.Commands;

    private readonly List<JobCopy> _copies = [];
    private bool _hasStranger;

    /// <summary>Reads a job. ConfigMaps are asked for by name, for the scripts in them.</summary>
    public JobReading(Workload job, Func<string, ConfigMap?> configMaps)
    {
        foreach (var container in job.Pod.Containers)
        {
            Read(container, job, configMaps);
        }

        IsMeant = _copies.Exists(c => c.From.Any(p => p is CopyPlace.OutOfSight)) || Known.Names.Any(name => Mentions(job.Name, name)
            || job.Pod.Containers.Any(c => Mentions(c.Name, name) || Mentions(c.Image.Leaf, name)
                || Mentions(CopierCalls.Leaf(c.CommandLine.Split(' ')[^1]), name)));
    }

    /// <summary>What it copies.</summary>
    public IReadOnlyList<JobCopy> Copies => _copies;

    /// <summary>Whether it runs something that nobody here has read.</summary>
    public bool IsOpaque { get; private set; }

    /// <summary>Whether it ends well although what it copies may have failed.</summary>
    public bool IsMasked { get; private set; }

    /// <summary>Whether it stops an app before.</summary>
    public bool StopsApp { get; private set; }

    /// <summary>Whether its name, its image or the script that it runs calls it a backup, or it copies what is not in sight.</summary>
    public bool IsMeant { get; }

    /// <summary>Whether a folder is called a backup.</summary>
    public static bool CallsBackup(string path) => path.Split('/').Any(part => Known.Names.Any(name => Mentions(part, name)));

    private void Read(Container container, Workload job, Func<string, ConfigMap?> configMaps)
    {
        var variables = ShellVariables.Of(container, configMaps);
        var paths = new JobPaths(container, job);
        StopsApp |= Known.Stops.Any(stop => container.CommandLine.Contains(stop, StringComparison.Ordinal));
        _hasStranger = false;
        var image = CopierCalls.CopierOf(container.Image.Leaf, isImage: true);
        var lines = ShellScript.Read(container.CommandLine, variables);
        if (lines.Count == 0 && image is not null)
        {
            Add([new CopyCommand(image, container.Image.Leaf, image.Verbs)], string.Empty, string.Empty, paths, variables);
        }

        IsOpaque |= lines.Count == 0 && image is null;
        foreach (var line in lines.SelectMany(line => Opened(line, container, job, configMaps, variables)))
        {
            Read(line, image, paths, variables);
        }

        // What is said to an image that is a copier and says none of the words for copying is one of its other verbs.
        var isVerb = image is not null
            && lines is [{ Commands: [{ Words: [var verb, ..] } only] }]
            && string.Equals(only.Program, verb, StringComparison.Ordinal);
        IsOpaque |= _hasStranger && !isVerb;
    }

    /// <summary>A line that runs a script of a ConfigMap in sight is that script.</summary>
    private static IReadOnlyList<ShellLine> Opened(
        ShellLine line,
        Container container,
        Workload job,
        Func<string, ConfigMap?> configMaps,
        ShellVariables variables)
    {
        foreach (var word in line.Commands[0].Words.Where(w => w.StartsWith('/')).Take(2))
        {
            foreach (var mount in container.Mounts.Where(m => MountPath.Contains(m.Path, MountPath.Normalise(word))))
            {
                var file = mount.SubPath.Length > 0 ? mount.SubPath : word[(word.LastIndexOf('/') + 1)..];
                if (job.Pod.VolumeNamed(mount.Volume)?.Source is VolumeSource.Projection { ConfigMap: { Length: > 0 } name }
                    && configMaps(name)?.Entries.TryGetValue(file, out var script) == true)
                {
                    return ShellScript.Read(script, variables);
                }
            }
        }

        return [line];
    }

    private void Read(ShellLine line, Copier? image, JobPaths paths, ShellVariables variables)
    {
        var copying = new List<CopyCommand>();
        var (isLastCopying, stranger) = (false, string.Empty);
        foreach (var command in line.Commands)
        {
            if (command.Program is "cd")
            {
                paths.Folder = command.Arguments.FirstOrDefault() ?? paths.Folder;
            }

            (isLastCopying, stranger) = (false, string.Empty);
            if (CopierCalls.In(command, image) is { } found)
            {
                copying.Add(found);
                isLastCopying = true;
            }
            else if (command.Program.Length > 0
                && CopierCalls.CopierOf(command.Program, isImage: false) is null
                && !Known.Quiet.Contains(command.Program, StringComparer.Ordinal))
            {
                _hasStranger = true;
                stranger = command.Program;
            }
        }

        if (copying.Count > 0)
        {
            IsMasked |= line.IsMasked || (line.IsPipeMasked && (copying.Count > 1 || !isLastCopying));
            Add(copying, line.Commands[^1].Output, stranger, paths, variables);
        }
    }

    /// <summary>Commands whose output goes from one to the next are one copy: what the first reads, where the last writes.</summary>
    private void Add(List<CopyCommand> piped, string output, string stranger, JobPaths paths, ShellVariables variables)
    {
        var from = new List<CopyPlace>();
        CopyPlace? to = null;
        foreach (var command in piped)
        {
            paths.Inner = command.Folder;
            from.AddRange(command.Sources
                .SelectMany(word => command.IsAlias(word) ? [new CopyPlace.Elsewhere(word)] : paths.Of(word))
                .Where(p => p is not CopyPlace.Nowhere));
            var written = command.Target is { Length: > 0 } target ? target
                : command.Variables.Select(variables.Written).FirstOrDefault(v => v.Length > 0) ?? string.Empty;
            to = written is "" or "-" ? command.HasRepository ? new CopyPlace.Elsewhere(command.Program) : to
                : command.IsAlias(written) ? new CopyPlace.Elsewhere(written)
                : paths.Target(written) is CopyPlace.OutOfSight && command.HasRepository ? new CopyPlace.Elsewhere(command.Program)
                : paths.Target(written);
        }

        to = output.Length > 0 ? paths.Target(output)
            : Known.Receivers.Contains(stranger, StringComparer.Ordinal) ? new CopyPlace.Elsewhere(stranger)
            : stranger.Length > 0 ? new CopyPlace.OutOfSight(stranger)
            : to ?? CopyPlace.Nowhere.Instance;
        var first = piped[0];
        if (!from.Any(p => p is CopyPlace.InVolume) && first.ReadsAll)
        {
            from.AddRange(paths.All.Where(p => !p.Meets(to)));
        }

        if (from.Count == 0 && to is CopyPlace.OutOfSight)
        {
            from.Add(to);
        }

        IsOpaque |= from.Any(p => p is CopyPlace.OutOfSight);
        _copies.Add(new JobCopy
        {
            From = from,
            To = to,
            Program = first.Program,
            IsConsistent = piped.Exists(p => p.IsConsistent),
            IsDump = first.IsDump,
            Server = first.Server(variables),
            LeavesOut = [.. first.LeavesOut],
        });
    }

    private static bool Mentions(string text, string name) => text.Split('-', '.', '_', '/').Contains(name, StringComparer.OrdinalIgnoreCase);
}

using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Protection.Shell;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What the containers of a job copy, as far as their commands tell.</summary>
internal sealed class JobReading
{
    private static readonly BackupOperator Known = ShippedOperators.Commands;

    private readonly List<JobCopy> _copies = [];
    private readonly List<AppStop> _stops = [];
    private readonly List<string> _told = [];

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
        IsBackup = job.Timetable is { IsSuspended: false, Idle: "" } && (this is { IsOpaque: true, IsMeant: true } || _copies.Exists(c => c.IsAway));
    }

    /// <summary>What it copies.</summary>
    public IReadOnlyList<JobCopy> Copies => _copies;

    /// <summary>What the variables of its containers hold, as far as manifests tell.</summary>
    public IReadOnlyList<string> Told => _told;

    /// <summary>Whether it runs something that nobody here has read.</summary>
    public bool IsOpaque { get; private set; }

    /// <summary>Whether it ends well although what it copies may have failed.</summary>
    public bool IsMasked { get; private set; }

    /// <summary>Whether it stops an app before it copies.</summary>
    public bool StopsApp(Workload app) => _stops.Exists(stop => stop.Reaches(app));

    /// <summary>Whether it copies what it mounts to another place, by itself.</summary>
    public bool IsBackup { get; }

    /// <summary>Whether its name, its image or the script that it runs calls it a backup, or it copies what is not known.</summary>
    public bool IsMeant { get; }

    /// <summary>Whether a folder is called a backup.</summary>
    public static bool CallsBackup(string path) => path.Split('/').Any(part => Known.Names.Any(name => Mentions(part, name)));

    private void Read(Container container, Workload job, Func<string, ConfigMap?> configMaps)
    {
        var variables = ShellVariables.Of(container, configMaps);
        _told.AddRange(variables.Values);
        var paths = new JobPaths(container, job);
        var image = CopierCalls.OfImage(container.Image.Leaf);
        var scripts = new JobScripts(container, job, configMaps);
        var reading = ShellScript.Read(container.CommandLine, variables, scripts.At, paths.Start);
        var streams = new JobStreams(image, paths, variables);
        if (container.CommandLine.Length == 0)
        {
            IsOpaque |= image is null;
            if (image is not null)
            {
                streams.Read(new ShellLine([new ShellCommand([container.Image.Leaf, .. image.Verbs])], false, false, false, false));
            }
        }

        foreach (var line in reading.Lines)
        {
            if (_copies.Count + streams.Copies.Count == 0 && !line.IsDoubted)
            {
                _stops.AddRange(line.Commands.Select(AppStop.Of).OfType<AppStop>());
            }

            streams.Read(line);
        }

        _copies.AddRange(streams.Copies.Select(c => scripts.Mention(DumpsOf(c.Program)) ? c with { IsConsistent = true } : c));
        IsMasked |= streams.IsMasked || (reading.IsForgiving && streams.Copies.Count > 0);

        // What is said to an image that is a copier and says none of the words for copying is one of its other verbs.
        var isVerb = image is not null
            && reading.Lines is [{ Commands: [{ Words: [var verb, ..] } only] }]
            && string.Equals(only.Program, verb, StringComparison.Ordinal);
        IsOpaque |= reading.IsBroken || streams.IsUnsure || (streams.HasStranger && !isVerb);
    }

    /// <summary>The words by which the settings of a program have it dump.</summary>
    private static IReadOnlyList<string> DumpsOf(string program) =>
        Known.Copiers.FirstOrDefault(c => c.Dumps.Count > 0 && c.Programs.Contains(program, StringComparer.Ordinal))?.Dumps ?? [];

    private static bool Mentions(string text, string name) => text.Split('-', '.', '_', '/').Contains(name, StringComparer.OrdinalIgnoreCase);
}

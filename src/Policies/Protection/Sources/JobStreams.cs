using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Reading;
using HomelabStorage.Policies.Protection.Shell;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>What the lines of a script copy: what each command reads, and where it or what follows it in the pipe writes.</summary>
/// <param name="image">The copier that the image is; null where it is none.</param>
/// <param name="paths">Where paths lie.</param>
/// <param name="variables">What variables hold.</param>
internal sealed class JobStreams(Copier? image, JobPaths paths, ShellVariables variables)
{
    private static readonly BackupOperator Known = ShippedOperators.Commands;

    private readonly List<JobCopy> _copies = [];

    /// <summary>What is copied.</summary>
    public IReadOnlyList<JobCopy> Copies => _copies;

    /// <summary>Whether a program runs that nobody here has read.</summary>
    public bool HasStranger { get; private set; }

    /// <summary>Whether something is read that was not found.</summary>
    public bool IsUnsure { get; private set; }

    /// <summary>Whether the script ends well although what it copies may have failed.</summary>
    public bool IsMasked { get; private set; }

    /// <summary>Reads a line.</summary>
    public void Read(ShellLine line)
    {
        JobCopy? stream = null;
        var stranger = string.Empty;
        var (count, isLast) = (0, false);
        foreach (var command in line.Commands)
        {
            paths.Folder = command.Folder.Length > 0 ? command.Folder : paths.Start;
            paths.Inner = string.Empty;
            ServerAliases.Learn(command, variables);
            if (!line.IsDoubted)
            {
                Remove(command);
            }

            var call = CopierCalls.In(command, image);
            isLast = call is not null;
            if (call is not null)
            {
                count++;
                stream = Copied(call, command, line, stream);
            }
            else
            {
                stranger = Stranger(command, line) ? command.Program : stranger;
                stream = Passed(command, line, stream);
            }

            if (stream is not null && command.Output.Length > 0)
            {
                Add(stream with { To = paths.Target(command.Output) });
                (stream, count) = (null, Math.Max(count, 1));
            }
        }

        if (stream is not null)
        {
            Add(stream with
            {
                To = Known.Receivers.Contains(stranger, StringComparer.Ordinal) ? new CopyPlace.Elsewhere(stranger)
                    : stranger.Length > 0 ? new CopyPlace.OutOfSight(stranger)
                    : CopyPlace.Nowhere.Instance,
            });
        }

        IsMasked |= count > 0 && (line.IsMasked || (line.IsPipeMasked && (count > 1 || !isLast)));
    }

    /// <summary>Whether nobody here has read a program. What runs only for what it prints copies nothing.</summary>
    private bool Stranger(ShellCommand command, ShellLine line)
    {
        var isStrange = CopierCalls.IsStranger(command);
        HasStranger |= isStrange && !line.IsAside;
        return isStrange;
    }

    /// <summary>What is left to be written of what a program is given that copies nothing by itself.</summary>
    private JobCopy? Passed(ShellCommand command, ShellLine line, JobCopy? stream)
    {
        if (Known.Filters.Contains(command.Program, StringComparer.Ordinal) || !CopierCalls.IsKnown(command.Program))
        {
            return stream ?? (command.Input.Length > 0 && command.Text.Length == 0 ? Made(command.Program, [.. paths.Of(command.Input)], line) : null);
        }

        // Lines of a dump may be edited; a part of a file is no copy of it.
        return stream is { IsDump: true } or { IsConsistent: true } && Known.Editors.Contains(command.Program, StringComparer.Ordinal) ? stream : null;
    }

    /// <summary>What a copier does: it copies by itself, it ends what comes to it, or what it reads goes on.</summary>
    private JobCopy? Copied(CopyCommand call, ShellCommand command, ShellLine line, JobCopy? stream)
    {
        paths.Inner = call.Folder;
        var written = call.Sources.Where(s => s is not "-").ToArray();
        if (written.Length == 0 && call.IsHandedNames)
        {
            written = command.Names is { } names ? [.. names.Words] : [ShellText.Open];
        }

        var from = written
            .SelectMany(word => call.IsAlias(word) ? [new CopyPlace.Elsewhere(word)] : paths.Of(word))
            .Where(p => p is not CopyPlace.Nowhere)
            .ToList();
        paths.Inner = string.Empty;
        var to = Target(call);
        var isGiven = (from.Count == 0 || call.Sources.Contains("-", StringComparer.Ordinal))
            && !call.IsDump
            && (stream is not null || command.Input.Length > 0);
        if (from.Count == 0 && !isGiven && call.ReadsAll)
        {
            from.AddRange(paths.All.Where(p => to is null || !p.Meets(to)));
        }

        var own = isGiven ? stream ?? Made(call.Program, [.. paths.Of(command.Input)], line) : Made(call, from, line, command);
        if (to is null)
        {
            return own;
        }

        Add(own with { To = to, IsConsistent = own.IsConsistent || call.IsConsistent });
        return call.PassesOn ? own : isGiven ? null : stream;
    }

    /// <summary>Where a call writes, with the server where it says one; null where that is its output.</summary>
    private CopyPlace? Target(CopyCommand call)
    {
        var place = Place(call);
        return place is CopyPlace.Elsewhere { Written: var written } && call.Endpoint(written, variables) is { Length: > 0 } server
            ? new CopyPlace.Elsewhere($"{written}?endpoint={WebAddress.WithoutUser(server)}")
            : place;
    }

    private CopyPlace? Place(CopyCommand call)
    {
        var written = call.Target is { Length: > 0 } target ? target
            : call.Variables.Select(variables.Written).FirstOrDefault(v => v.Length > 0) ?? string.Empty;
        return written is "" or "-" ? call.HasRepository ? new CopyPlace.Elsewhere(call.Program) : null
            : call.IsAlias(written) ? new CopyPlace.Elsewhere(written)
            : paths.Target(written) is CopyPlace.OutOfSight && call.HasRepository ? new CopyPlace.Elsewhere(call.Program)
            : paths.Target(written);
    }

    private static JobCopy Made(string program, IReadOnlyList<CopyPlace> from, ShellLine line) =>
        new() { From = from, To = CopyPlace.Nowhere.Instance, Program = program, IsDoubted = line.IsDoubted };

    private JobCopy Made(CopyCommand call, IReadOnlyList<CopyPlace> from, ShellLine line, ShellCommand command) => Made(call.Program, from, line) with
    {
        IsConsistent = call.IsConsistent,
        IsDump = call.IsDump,
        Server = call.Server(variables),
        Filter = call.Filter,
        IsDeep = call.IsDeep,
        IsDoubted = line.IsDoubted || !call.IsWhole || (call.IsHandedNames && command.Names is { IsWhole: false }),
    };

    /// <summary>Notes of what was copied before that it is gone.</summary>
    private void Remove(ShellCommand command)
    {
        foreach (var removed in JobRemovals.Of(command, paths))
        {
            for (var i = 0; i < _copies.Count; i++)
            {
                _copies[i] = _copies[i] with { IsRemoved = _copies[i].IsRemoved || JobRemovals.Takes(removed, _copies[i].To) };
            }
        }
    }

    private void Add(JobCopy copy)
    {
        var isBlind = copy.From.Count == 0 && copy.To is CopyPlace.OutOfSight;
        IsUnsure |= isBlind || copy.From.Any(p => p is CopyPlace.OutOfSight);
        _copies.Add(isBlind ? copy with { From = [copy.To] } : copy);
    }
}

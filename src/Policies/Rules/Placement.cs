using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Resolution;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Rules;

/// <summary>Where the matrix wants some data, and what to write to get it there.</summary>
public sealed record Placement
{
    /// <summary>The class; empty when the matrix names none that may exist here.</summary>
    public required string Class { get; init; }

    /// <summary>The class the matrix would rather have, when it is not known; empty otherwise.</summary>
    public string Rather { get; init; } = string.Empty;

    /// <summary>What to write, naming object and field.</summary>
    public required string Remedy { get; init; }

    /// <summary>Whether the class is for the claim as it is, and not for another of its own.</summary>
    public bool IsForTheClaim { get; private init; } = true;

    /// <summary>Whether there is a class to name.</summary>
    public bool IsFound => Class.Length > 0;

    /// <summary>How the first line of a message ends: <c>: use longhorn-sqlite</c>.</summary>
    public string Use { get; private init; } = string.Empty;

    /// <summary>Places data of a mount by the matrix.</summary>
    public static Placement Of(MountFacts mount, DataFacts data, StoragePolicy policy)
    {
        if (Doubted(mount, data, policy) is { } doubted)
        {
            return doubted;
        }

        var leading = Leading(mount, data, policy);
        var about = leading is { IsForBoth: true } ? leading.Data : data;
        var row = policy.Row(about.Kind).Classes(about.Criticality);
        var allowed = row.Where(name => !IsWhereItIs(name, mount, policy)).ToArray();
        var chosen = leading is { IsForBoth: true } ? leading.Class : Choose(row, mount, data, policy);
        if (chosen.Length == 0)
        {
            return new Placement
            {
                Class = chosen,
                Remedy = leading is { IsForBoth: false }
                    ? $"{mount.Workload.Spoken}: a claim of its own for {mount.PathOf(data)}; {NoFittingClass.Remedy(row, data, mount, policy)}"
                    : $"{ClassToWrite.Target(mount)}: {NoFittingClass.Remedy(row, about, mount, policy)}",
            };
        }

        if (leading is { IsForBoth: true } && !Serves(chosen, mount, data, policy))
        {
            return Unsaid(mount, data, leading.Data, string.Empty);
        }

        var spoken = Advice.Spoken(chosen, mount.Surroundings, policy);
        var rider = Advice.Rider(chosen, mount, about, policy);
        var modes = ClassToWrite.Modes(mount, chosen, policy);
        if (leading is { IsForBoth: false } || (modes.Length > 0 && mount.Surroundings.Users.Other(mount.Workload, mount.Claim!.Name, part: null) is not null))
        {
            return new Placement
            {
                Class = chosen,
                IsForTheClaim = false,
                Use = $": use a claim of its own, of class {spoken}{rider.Message}",
                Remedy = $"{mount.Workload.Spoken}: a claim of its own for {mount.PathOf(data)}, of class {spoken}{modes}{rider.Remedy}",
            };
        }

        var rather = allowed.Length > 0 && !string.Equals(chosen, allowed[0], StringComparison.Ordinal) && !Advice.IsInSight(allowed[0], mount.Surroundings)
            ? allowed[0]
            : string.Empty;
        var note = rather.Length > 0
            ? $" ({rather} would be better, but was {Advice.NotFound(rather, policy)})"
            : string.Empty;
        return new Placement
        {
            Class = chosen,
            Use = string.Equals(chosen, mount.Claim?.Class.Name, StringComparison.Ordinal) && !mount.IsEphemeral
                ? ": ask for ReadWriteOnce"
                : $": use {spoken}{rider.Message}",
            Rather = rather,
            Remedy = ClassToWrite.Of(mount, chosen, spoken, policy) + rider.Remedy + note + Advice.Moving(chosen, mount, about),
        };
    }

    /// <summary>
    /// Where a guess cannot be parted from what is sure and well where it is: then nothing is to be moved before somebody has said what is there. Null where
    /// it is otherwise.
    /// </summary>
    private static Placement? Doubted(MountFacts mount, DataFacts data, StoragePolicy policy) =>
        data.Certainty == Certainty.Guessed
        && mount.Claim?.Class.Name is { Length: > 0 } own
        && mount.Beside?.Leading(mount) is { Certainty: > Certainty.Guessed, IsResidue: false, Kind: not DataKind.Unknown } leading
        && IsOnePlace(mount, data, leading)
        && Advice.IsInSight(own, mount.Surroundings)
        && Advice.May(own, mount, leading, policy)
            ? Unsaid(mount, data, leading, own)
            : null;

    /// <summary>What is there has to be said first.</summary>
    private static Placement Unsaid(MountFacts mount, DataFacts data, DataFacts leading, string own) => new()
    {
        Class = own,
        IsForTheClaim = false,
        Remedy = $"{mount.Workload.Spoken}: annotation {Annotation.Data}.{mount.Mount.Volume}: what is stored at {mount.PathOf(data)} beside {leading.Spoken}",
    };

    /// <summary>Where something else on the volume decides that it should be, and whether this may lie there too; null where nothing else does.</summary>
    private static Lead? Leading(MountFacts mount, DataFacts data, StoragePolicy policy)
    {
        if (mount.Claim is null
            || mount.Beside?.Leading(mount) is not { } leading
            || (leading.Kind == data.Kind && leading.Criticality == data.Criticality))
        {
            return null;
        }

        if (IsOnePlace(mount, data, leading))
        {
            return new Lead(Choose(policy.Row(leading.Kind).Classes(leading.Criticality), mount, leading, policy), leading, IsForBoth: true);
        }

        if (mount.Claim.Class.Name is { Length: > 0 } own && Advice.May(own, mount, leading, policy))
        {
            return new Lead(own, leading, IsForBoth: false);
        }

        var there = Choose(policy.Row(leading.Kind).Classes(leading.Criticality), mount, leading, policy);
        return new Lead(there, leading, there.Length > 0 && Serves(there, mount, data, policy));
    }

    /// <summary>Whether some data cannot be parted from what decides, so that the place has to do for both.</summary>
    private static bool IsOnePlace(MountFacts mount, DataFacts data, DataFacts leading) =>
        mount.HasInOnePlace(data, leading) && mount.Beside!.Of(mount.Workload).Any(m => m.Data.Any(d => d.Kind == leading.Kind
            && string.Equals(d.Path, leading.Path, StringComparison.Ordinal)));

    private static bool Serves(string name, MountFacts mount, DataFacts data, StoragePolicy policy) =>
        policy.Row(data.Kind).Classes(data.Criticality).Contains(name, StringComparer.Ordinal) || Advice.Serves(name, mount, data, policy);

    /// <summary>A class of the matrix; else the claim's own, where another access mode is all it takes; else another in sight.</summary>
    private static string Choose(IReadOnlyList<string> row, MountFacts mount, DataFacts data, StoragePolicy policy)
    {
        var chosen = Advice.Of([.. row.Where(name => !IsWhereItIs(name, mount, policy))], mount, data, policy);
        return !row.Contains(chosen, StringComparer.Ordinal)
            && mount.Claim is { Class.Name: { Length: > 0 } own }
            && ClassToWrite.Modes(mount, own, policy).Length > 0
            && Advice.May(own, mount, data, policy)
                ? own
                : chosen;
    }

    /// <summary>The claim's own class is no way out, unless it is the access mode that spoils it or the volume that does not last.</summary>
    private static bool IsWhereItIs(string name, MountFacts mount, StoragePolicy policy) =>
        string.Equals(mount.Claim?.Class.Name, name, StringComparison.Ordinal)
        && !mount.IsEphemeral
        && ClassToWrite.Modes(mount, name, policy).Length == 0;

    private sealed record Lead(string Class, DataFacts Data, bool IsForBoth);
}

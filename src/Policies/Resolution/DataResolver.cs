using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Facts;
using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Resolution;

/// <summary>Finds what is stored at a mount: the user's word, else the catalog's, else a guess by the path.</summary>
internal sealed class DataResolver(
    StoragePolicy policy,
    NamespaceFacts ns,
    Workload workload,
    CriticalityResolver criticality,
    bool hasDatabaseServer,
    Inventory inventory)
{
    /// <summary>What is found of one mount, before it is put in order; seldom more than a few kinds.</summary>
    private readonly List<DataFacts> _found = new(capacity: 6);

    private DataGuess? _guess;

    private DataGuess Guess => _guess ??= new DataGuess(policy, workload, criticality);

    public IReadOnlyList<DataFacts> Resolve(ContainerMounts mounts, int place, ClaimLink? claim)
    {
        var (mount, app) = (mounts[place], mounts.App);
        if (Declared(mount, claim) is { } declared)
        {
            return [Declared(declared, mount, claim, app)];
        }

        if (app is null && mounts.Signals.Of(place) is { } signal)
        {
            // That a server has the database says only what is left for a volume; the name of a folder says more.
            return [signal.Kind == DataKind.Files && Guess.Of(mount, claim, mounts) is { Kind: not DataKind.Unknown } named ? named : Guess.Of(signal, claim)];
        }

        _found.Clear();
        if (app is not null)
        {
            AddFromCatalog(app, mount, claim, mounts);
            if (NamedData.Of(app, place, mounts, _found) is { } named)
            {
                NamedData.Forget(named.Kind, _found);
                _found.Add(Guess.Of(named, claim) with { Criticality = criticality.Of(named.Kind, claim, NamedData.Weight(named.Kind, app), own: null) });
            }
        }

        if (_found.Count > 1)
        {
            // One finding a kind is enough: the surest entry speaks for it.
            SurestData.Distil(_found);
        }

        return _found.Count > 0 ? _found.ToArray() : [Displaced(mount, claim, mounts) ?? Guess.Of(mount, claim, mounts)];
    }

    /// <summary>The more a kind asks of its storage, the earlier it comes; what is left of a moved database comes after what is current.</summary>
    public static int Rank(DataFacts data) => (data.Kind == DataKind.Unknown ? 100 : (int)data.Kind) + (data.IsResidue ? 1 : 0);

    private DataKind? Declared(VolumeMount mount, ClaimLink? claim) =>
        Annotation.DataOf(workload.Metadata.Annotations, mount.Volume)
        ?? Annotation.DataOf(workload.Pod.Metadata.Annotations, mount.Volume)
        ?? (claim?.Claim is { } own ? Annotation.DataOf(own.Metadata.Annotations, string.Empty) : null)
        ?? (claim?.Template is { } template ? Annotation.DataOf(template.Metadata.Annotations, string.Empty) : null)
        ?? Annotation.DataOf(ns.Annotations, string.Empty);

    private DataFacts Declared(DataKind kind, VolumeMount mount, ClaimLink? claim, AppFacts? app) => new()
    {
        Kind = kind,
        Criticality = criticality.Of(kind, claim, app?.App.Criticality ?? policy.UsualCriticality, own: null),
        Certainty = Certainty.Declared,
        Path = mount.Path,
        Spoken = DataTraits.Of(kind).Spoken,
        Evidence = $"annotation {Annotation.Data}: {Words.DataKinds.Spell(kind)}",
    };

    private void AddFromCatalog(AppFacts app, VolumeMount mount, ClaimLink? claim, ContainerMounts mounts)
    {
        var nearest = mounts.Nearest(mount.Path);
        for (var i = 0; i < mounts.Paths.Count; i++)
        {
            var (data, path) = mounts.Paths[i];
            if (string.Equals(path, nearest, StringComparison.Ordinal)
                || (path.Length > mount.Path.Length && MountPath.Contains(mount.Path, path) && !mounts.IsShadowed(i, mount)))
            {
                var isElsewhere = mount.Path.Length <= path.Length && mounts.AreBelow(data, path);
                Add(isElsewhere ? NamedData.Without(data) : data, path, mount, claim, app);
            }
        }
    }

    private void Add(AppData data, string path, VolumeMount mount, ClaimLink? claim, AppFacts app)
    {
        // Below the folder of a database that is one file lie ordinary files: a www folder, a themes folder. A server's or a time series' folder is
        // all database.
        if (mount.Path.Length > path.Length
            && (DataTraits.Of(data.Kind).IsOneFile || data.Files.Count > 0)
            && IsDatabase(data.Kind)
            && !data.HasFilesAt(path, mount.Path))
        {
            _found.Add(Below(DataKind.Files, data, path, mount, claim, app));
            return;
        }

        if (mount.Path.Length > path.Length && !IsDatabase(data.Kind))
        {
            _found.Add(Below(data.Kind, data, path, mount, claim, app));
            return;
        }

        // Where a database server runs in the same pod, an app that may use one does.
        var isUsed = !(hasDatabaseServer && data.Condition.Length > 0);
        if (!isUsed && IsDatabase(data.Kind))
        {
            return;
        }

        var moved = MovedData.Is(data.Kind, app);
        if (app.Residue is { } residue && (moved || MovedData.IsAny(data.Also, app)))
        {
            _found.Add(Data(residue.Kind, data, path, claim, app) with { Criticality = residue.Criticality, Spoken = residue.What, IsResidue = true });
        }

        _found.Add(Data(moved ? data.Otherwise : data.Kind, data, path, claim, app));
        for (var i = 0; i < data.Also.Count; i++)
        {
            if ((isUsed || !IsDatabase(data.Also[i])) && !MovedData.Is(data.Also[i], app))
            {
                _found.Add(Data(data.Also[i], data, path, claim, app));
            }
        }
    }

    /// <summary>
    /// What lies in a folder below one that the catalog lists: what the folder's own name says, else what is around it. What people call the folders
    /// of their media says nothing. A guess.
    /// </summary>
    private DataFacts Below(DataKind around, AppData data, string path, VolumeMount mount, ClaimLink? claim, AppFacts app)
    {
        var hint = policy.Catalog.GuessData(mount.Path[path.Length..]);
        return Data(hint == DataKind.Unknown || DataTraits.Of(around).IsBulk ? around : hint, data, mount.Path, claim, app) with
        {
            Certainty = Certainty.Guessed,
        };
    }

    private DataFacts Data(DataKind kind, AppData data, string path, ClaimLink? claim, AppFacts app)
    {
        var doubt = !IsDatabase(kind) ? string.Empty
            : app.Doubt.Length > 0 ? app.Doubt
            : data.Condition.Length > 0 ? data.Condition
            : ServerBeside.Doubt(app, workload, inventory, policy.Catalog);
        var certainty = doubt.Length > 0 ? Certainty.Guessed : app.Certainty;
        return new DataFacts
        {
            Kind = kind,
            Criticality = criticality.Of(kind, claim, NamedData.Weight(kind, app), data.Criticality),
            Certainty = certainty,
            Path = path,
            Spoken = data.Product.Length > 0 && kind == data.Kind ? data.Product : DataTraits.Of(kind).Spoken,
            Evidence = app.EngineEvidence.Length > 0 ? $"{app.Evidence} · {app.EngineEvidence}" : app.Evidence,
            Doubt = doubt,
            Files = kind == DataKind.Sqlite ? DatabaseFiles.Of(data, path) : [],
        };
    }

    /// <summary>
    /// An app whose database path is on no volume, but which has one volume to write to: a setting that was not found has moved
    /// the path there. A guess.
    /// </summary>
    private DataFacts? Displaced(VolumeMount mount, ClaimLink? claim, ContainerMounts mounts)
    {
        var app = mounts.App;
        var usual = app is null
            ? default
            : mounts.Paths.FirstOrDefault(p =>
                IsDatabase(p.Data.Kind) && !p.Data.IsLegacy && p.Data.Condition.Length == 0 && !MovedData.Is(p.Data.Kind, app));
        return app is not null
            && usual.Path is not null
            && claim is not null
            && !mount.IsReadOnly
            && policy.Catalog.GuessData(mount.Path) == DataKind.Unknown
            && mounts.IsDisplaced
            ? Data(usual.Data.Kind, usual.Data, mount.Path, claim, app) with
            {
                Certainty = Certainty.Guessed,
                Doubt = $"its usual path {usual.Path} is on no volume, so a setting that was not found may have moved it here",
            }
            : null;
    }

    private static bool IsDatabase(DataKind kind) => DataTraits.Of(kind).IsDatabase;
}

using System.Globalization;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Portraits;

/// <summary>The boxes that a volume is drawn as, one a column, by how much of the household goes into one drawing.</summary>
/// <param name="rows">All that goes into the drawing.</param>
/// <param name="classes">How classes stand.</param>
internal sealed class Boxes(IReadOnlyList<MapRow> rows, IReadOnlyDictionary<string, Standing> classes)
{
    /// <summary>From so many claims of an app on the same storage on they are one box.</summary>
    private const int LikeClaims = 10;

    /// <summary>Where there are more claims than this, two are so many already. So they are of volumes that a pod names itself.</summary>
    private const int ManyClaims = 48;

    /// <summary>So many volumes that exist already, or that a pod names itself, are a box each; more are one for each sort.</summary>
    private const int OddStorage = 6;

    private readonly bool _hasFewClaims = rows.Select(row => (row.Storage.Namespace, row.Storage.Claim)).Distinct().Count() <= ManyClaims;

    private readonly bool _hasFewOddOnes =
        rows.Where(row => row.ClassName.Length == 0).Select(row => row.Storage.Storage).Distinct(StringComparer.Ordinal).Count() <= OddStorage;

    /// <summary>All volumes of a storage at a place: where apps are folded, these are one box.</summary>
    private ILookup<(string, string), MapRow> SameStorage => field ??= rows.ToLookup(row => (Class(row).Key, row.Place.Spoken));

    /// <summary>All that is stored in a claim, whoever mounts it; in a volume that a pod names itself, whatever path it is at.</summary>
    private ILookup<string, MapRow> SameVolume => field ??= rows.ToLookup(KeyOf, StringComparer.Ordinal);

    private ILookup<(string, string, string, bool), MapRow> Like =>
        field ??= rows.ToLookup(row => (row.Storage.Owner, Class(row).Key, row.Place.Spoken, row.Storage.Claim.Length > 0));

    /// <summary>A box for each app.</summary>
    public IReadOnlyList<IReadOnlyList<DrawnNode>> ByApp() =>
        [.. rows.Select(row => (IReadOnlyList<DrawnNode>)[App(row), Claim(row), Class(row), Place(row)])];

    /// <summary>A box for apps that have the same sorts of storage and stand alike.</summary>
    public IReadOnlyList<IReadOnlyList<DrawnNode>> ByLikeness()
    {
        var apps = rows.GroupBy(row => row.Storage.Owner, StringComparer.Ordinal).ToDictionary(
            app => app.Key,
            app => string.Join(
                '\n',
                app.Select(row => $"{row.Storage.Storage} {row.Place.Spoken} {row.Standing}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)),
            StringComparer.Ordinal);
        return Folded(rows.Select(row => (row, apps[row.Storage.Owner], string.Empty)));
    }

    /// <summary>A box for each namespace.</summary>
    public IReadOnlyList<IReadOnlyList<DrawnNode>> ByNamespace() => Folded(rows.Select(row => (row, row.Storage.Namespace, NamespaceOf(row))));

    /// <summary>How a namespace is written that may not be.</summary>
    public static string NamespaceOf(MapRow row) => row.Storage.Namespace.Length > 0 ? row.Storage.Namespace : "no namespace";

    private IReadOnlyList<IReadOnlyList<DrawnNode>> Folded(IEnumerable<(MapRow Row, string Key, string Name)> folds) =>
    [
        .. folds.GroupBy(fold => fold.Key, StringComparer.Ordinal).SelectMany(fold =>
        {
            MapRow[] all = [.. fold.Select(one => one.Row)];
            string[] names = [.. all.Select(row => row.Name).Distinct(StringComparer.Ordinal)];
            var name = fold.First().Name;
            var count = all.Select(row => row.Storage.Owner).Distinct(StringComparer.Ordinal).Count();
            var apps = Count(count, "app", "apps");
            return all
                .GroupBy(row => (Class(row).Key, row.Place.Spoken))
                .Select(alike => (IReadOnlyList<DrawnNode>)
                [
                    new DrawnNode
                    {
                        Key = fold.Key,
                        Layer = 0,
                        Title = name.Length > 0 ? name : count == 1 ? names[0] : apps,
                        Detail = name.Length > 0 ? apps : string.Join(", ", names),
                        Spoken = $"{(name.Length > 0 ? $"namespace {name}, " : string.Empty)}{apps}: {Listed(names)}",
                        Standing = alike.Max(row => row.Standing),
                        Leads = name.Length > 0 ? name : all[0].Storage.Workload,
                        IsNamespace = name.Length > 0,
                    },
                    Volumes($"{alike.Key}", [.. SameStorage[alike.Key]]),
                    Class(alike.First()),
                    Place(alike.First()),
                ]);
        }),
    ];

    private static DrawnNode App(MapRow row) => new()
    {
        Key = row.Storage.Owner,
        Layer = 0,
        Title = row.Name,
        Detail = NamespaceOf(row),
        Spoken = row.Storage.Owner,
        Standing = row.Standing,
        Leads = row.Storage.Workload,
    };

    private DrawnNode Claim(MapRow row)
    {
        var isClaim = row.Storage.Claim.Length > 0;
        var alike = (row.Storage.Owner, Class(row).Key, row.Place.Spoken, isClaim);
        MapRow[] like = [.. Like[alike]];
        if (like.Length >= (isClaim && _hasFewClaims ? LikeClaims : 2))
        {
            return Volumes($"{alike}", like) with { Standing = row.Standing };
        }

        var name = isClaim ? row.Storage.Claim : row.Volume;
        var key = KeyOf(row);
        MapRow[] stored = [.. SameVolume[key].OrderBy(r => r.Data == DataKind.Unknown).ThenByDescending(r => r.Criticality).ThenBy(r => r.Data)];
        var others = stored.Select(r => r.Storage.Data).Distinct(StringComparer.Ordinal).Skip(1);
        var detail = string.Join(" +", [$"{stored[0].Storage.Data}, {stored[0].Storage.Criticality}", .. others]);
        return new DrawnNode
        {
            Key = key,
            Layer = 1,
            Title = name,
            Detail = detail,
            Spoken = $"{(isClaim ? "claim" : "volume")} {name}: {detail}{(row.Path.Length > 0 ? $"; at {row.Path}" : string.Empty)}",
            Standing = row.Standing,
            Leads = row.Storage.Workload,
        };
    }

    private static string KeyOf(MapRow row) => row.Storage.Claim.Length > 0
        ? $"claim {row.Storage.Cluster} {row.Storage.Namespace}/{row.Storage.Claim}"
        : $"volume {row.Storage.Owner} {row.Volume}";

    private static DrawnNode Volumes(string key, MapRow[] alike)
    {
        string[] names = [.. alike.Select(row => row.Storage.Claim.Length > 0 ? row.Storage.Claim : row.Volume).Distinct(StringComparer.Ordinal)];
        var data = string.Join(", ", alike.Select(row => row.Storage.Data).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        return new DrawnNode
        {
            Key = $"volumes {key}",
            Layer = 1,
            Title = names.Length == 1 ? names[0] : Count(names.Length, "volume", "volumes"),
            Detail = data,
            Spoken = $"{Count(names.Length, "volume", "volumes")} with {data}: {Listed(names)}",
            Standing = alike.Max(row => row.Standing),
            Leads = alike[0].Storage.Workload,
        };
    }

    private DrawnNode Class(MapRow row)
    {
        const string Volume = "PersistentVolume ";
        var isAlone = row.ClassName.Length > 0 || _hasFewOddOnes;
        var isVolume = row.Storage.Storage.StartsWith(Volume, StringComparison.Ordinal);
        var sort = row.Storage.Claim.Length > 0 ? "PersistentVolumes" : "volumes of pods";
        return new DrawnNode
        {
            Key = isAlone ? $"{row.Storage.Storage}\n{row.Backend}" : $"{sort}\n{row.Backend}\n{row.Place.Spoken}",
            Layer = Drawing.ClassLayer,
            Title = row.ClassName.Length > 0 ? row.ClassName : !isAlone ? sort : isVolume ? row.Storage.Storage[Volume.Length..] : row.Storage.Storage,
            Detail = isAlone && isVolume ? $"{Volume}on {row.Backend}" : row.Backend,
            Spoken = $"{(isAlone ? row.Storage.Storage : sort)}: {row.Backend}",
            Standing = classes.GetValueOrDefault(row.ClassName, Standing.Fine),
            Leads = row.Storage.Storage,
        };
    }

    private static DrawnNode Place(MapRow row)
    {
        var (title, detail) = row.Place.Spoken.Split(", ", 2) is [var first, var rest] ? (first, rest) : (row.Place.Spoken, string.Empty);
        return new DrawnNode
        {
            Key = row.Place.Spoken,
            Layer = 3,
            Title = title,
            Detail = detail,
            Spoken = row.Place.Spoken,
            Standing = Standing.Fine,
            Leads = row.Place.Spoken,
        };
    }

    private static string Count(int count, string one, string many) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : many)}");

    private static string Listed(string[] names) =>
        names.Length <= 12 ? string.Join(", ", names) : $"{string.Join(", ", names.Take(12))} and {Count(names.Length - 12, "more", "more")}";
}

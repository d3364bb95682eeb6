namespace HomelabStorage.Audit.Portraits;

/// <summary>A field of the decision matrix: where data of a kind and a criticality go, and where they are.</summary>
internal sealed record MatrixField
{
    /// <summary>The classes in order of preference.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>Who has such data, the worst first: an app, on what it has it, and whether it is where the policy wants it.</summary>
    public required IReadOnlyList<(string App, string Name, string On, Standing Standing)> Apps { get; init; }

    /// <summary>The field of some volumes.</summary>
    public static MatrixField Of(IReadOnlyList<MapRow> rows, IReadOnlyList<string> classes) => new()
    {
        Classes = classes,
        Apps =
        [
            .. rows
                .Select(row => (
                    row.Storage.Workload,
                    Name: row.Storage.Namespace.Length > 0 ? $"{row.Storage.Namespace}/{row.Name}" : row.Name,
                    On: row.ClassName.Length > 0 ? row.ClassName : row.Storage.Storage,
                    Standing: row.Placed))
                .Distinct()
                .OrderByDescending(app => app.Standing)
                .ThenBy(app => app.Name, StringComparer.Ordinal)
                .ThenBy(app => app.On, StringComparer.Ordinal)
                .ThenBy(app => app.Workload, StringComparer.Ordinal),
        ],
    };
}

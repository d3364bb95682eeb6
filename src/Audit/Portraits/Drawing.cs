namespace HomelabStorage.Audit.Portraits;

/// <summary>A storage map as it is drawn: boxes in four columns with lines between them, and nothing that is still to be decided.</summary>
internal sealed record Drawing
{
    /// <summary>The column of classes. Lines to its left are as bad as what goes along them; a place is not to blame for what is stored there.</summary>
    public const int ClassLayer = 2;

    /// <summary>How high a box is.</summary>
    public const double NodeHeight = 44;

    /// <summary>How much room is between two boxes of a column.</summary>
    public const double Gap = 12;

    /// <summary>What it is of; empty for the whole cluster.</summary>
    public required string Title { get; init; }

    /// <summary>The boxes, by column and from above.</summary>
    public required IReadOnlyList<DrawnNode> Nodes { get; init; }

    /// <summary>The lines.</summary>
    public required IReadOnlyList<DrawnEdge> Edges { get; init; }

    /// <summary>How high it is.</summary>
    public double Height => Nodes.Count == 0 ? 0 : Nodes.Max(node => node.Y) + NodeHeight;

    /// <summary>The drawing of some chains, each of one box a column.</summary>
    public static Drawing Of(string title, IReadOnlyList<IReadOnlyList<DrawnNode>> chains)
    {
        var layers = Columns.Of(chains);
        DrawnNode[] nodes = [.. layers.SelectMany(layer => layer)];
        var places = nodes.Select((node, at) => (node.Key, at)).ToDictionary(n => n.Key, n => n.at, StringComparer.Ordinal);
        return new Drawing
        {
            Title = title,
            Nodes = nodes,
            Edges =
            [
                .. chains
                    .SelectMany((chain, number) => chain.Zip(chain.Skip(1), (from, to) =>
                        (From: places[from.Key], To: places[to.Key], Standing: from.Layer < ClassLayer ? from.Standing : Standing.Fine, Number: number)))
                    .GroupBy(edge => (edge.From, edge.To))
                    .OrderBy(edge => edge.Max(e => e.Standing))
                    .ThenBy(edge => edge.Key)
                    .Select(edge => new DrawnEdge(edge.Key.From, edge.Key.To, edge.Max(e => e.Standing), [.. edge.Select(e => e.Number).Distinct()])),
            ],
        };
    }
}

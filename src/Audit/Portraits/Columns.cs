namespace HomelabStorage.Audit.Portraits;

/// <summary>Puts boxes into columns so that few lines cross and most are short.</summary>
internal static class Columns
{
    private const int Sweeps = 8;

    /// <summary>The boxes of some chains by column, from above, each with its chains and its place.</summary>
    public static IReadOnlyList<IReadOnlyList<DrawnNode>> Of(IReadOnlyList<IReadOnlyList<DrawnNode>> chains)
    {
        var layers = chains
            .SelectMany((chain, number) => chain.Select(node => (Node: node, Number: number)))
            .GroupBy(one => one.Node.Key, StringComparer.Ordinal)
            .Select(same => same.First().Node with
            {
                Standing = same.Max(one => one.Node.Standing),
                Chains = [.. same.Select(one => one.Number)],
            })
            .GroupBy(node => node.Layer)
            .OrderBy(layer => layer.Key)
            .Select(layer => layer.OrderBy(node => node.Key, StringComparer.Ordinal).ToArray())
            .ToArray();
        for (var sweep = 0; sweep < Sweeps; sweep++)
        {
            for (var at = 1; at < layers.Length; at++)
            {
                layers[at] = Sorted(layers[at], layers[at - 1]);
            }

            for (var at = layers.Length - 2; at >= 0; at--)
            {
                layers[at] = Sorted(layers[at], layers[at + 1]);
            }
        }

        // Once more from the left, so that what an app has is side by side; among these, what is drawn to one place stays together.
        for (var at = 1; at < layers.Length; at++)
        {
            var places = Places(layers[at - 1], (_, place) => place);
            layers[at] = [.. layers[at].OrderBy(node => Mean(node, places))];
        }

        return Placed(layers);
    }

    private static DrawnNode[] Sorted(DrawnNode[] layer, DrawnNode[] beside)
    {
        var places = Places(beside, (_, at) => at);
        return [.. layer.OrderBy(node => Mean(node, places)).ThenBy(node => node.Key, StringComparer.Ordinal)];
    }

    /// <summary>The fullest column is stacked; every other box is put beside what it is tied to, as near as those above and below let it.</summary>
    private static IReadOnlyList<IReadOnlyList<DrawnNode>> Placed(DrawnNode[][] layers)
    {
        var fullest = Enumerable.Range(0, layers.Length).OrderByDescending(at => layers[at].Length).FirstOrDefault();
        for (var at = 0; layers.Length > 0 && at < layers[fullest].Length; at++)
        {
            layers[fullest][at] = layers[fullest][at] with { Y = at * (Drawing.NodeHeight + Drawing.Gap) };
        }

        for (var at = fullest + 1; at < layers.Length; at++)
        {
            layers[at] = Beside(layers[at], layers[at - 1]);
        }

        for (var at = fullest - 1; at >= 0; at--)
        {
            layers[at] = Beside(layers[at], layers[at + 1]);
        }

        var top = layers.SelectMany(layer => layer).Select(node => node.Y).DefaultIfEmpty().Min();
        return [.. layers.Select(layer => (IReadOnlyList<DrawnNode>)[.. layer.Select(node => node with { Y = Math.Round(node.Y - top) })])];
    }

    /// <summary>The places nearest to those wished for that keep the order and the distance: wishes that collide share their mean.</summary>
    private static DrawnNode[] Beside(DrawnNode[] layer, DrawnNode[] beside)
    {
        const double Step = Drawing.NodeHeight + Drawing.Gap;
        var places = Places(beside, (node, _) => node.Y);
        var blocks = new List<(double Sum, int Count)>();
        for (var at = 0; at < layer.Length; at++)
        {
            blocks.Add((Mean(layer[at], places) - (at * Step), 1));
            while (blocks.Count > 1 && blocks[^2].Sum / blocks[^2].Count > blocks[^1].Sum / blocks[^1].Count)
            {
                blocks[^2] = (blocks[^2].Sum + blocks[^1].Sum, blocks[^2].Count + blocks[^1].Count);
                blocks.RemoveAt(blocks.Count - 1);
            }
        }

        double[] shifts = [.. blocks.SelectMany(block => Enumerable.Repeat(block.Sum / block.Count, block.Count))];
        return [.. layer.Select((node, at) => node with { Y = shifts[at] + (at * Step) })];
    }

    private static Dictionary<int, double> Places(DrawnNode[] layer, Func<DrawnNode, int, double> place) =>
        layer.SelectMany((node, at) => node.Chains.Select(chain => (chain, place(node, at)))).ToDictionary(one => one.chain, one => one.Item2);

    private static double Mean(DrawnNode node, Dictionary<int, double> places) => node.Chains.Average(chain => places[chain]);
}

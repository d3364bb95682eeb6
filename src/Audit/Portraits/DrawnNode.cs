namespace HomelabStorage.Audit.Portraits;

/// <summary>A box of a drawing.</summary>
internal sealed record DrawnNode
{
    /// <summary>What tells it from the others of its drawing.</summary>
    public required string Key { get; init; }

    /// <summary>The column: apps, claims, classes, places.</summary>
    public required int Layer { get; init; }

    /// <summary>The first line in it.</summary>
    public required string Title { get; init; }

    /// <summary>The second line.</summary>
    public required string Detail { get; init; }

    /// <summary>All that it stands for, in words.</summary>
    public required string Spoken { get; init; }

    /// <summary>How the worst of what it stands for stands.</summary>
    public required Standing Standing { get; init; }

    /// <summary>What it leads to in the page: a workload, a namespace, or the loss of a class or a place.</summary>
    public required string Leads { get; init; }

    /// <summary>Whether it stands for all of a namespace.</summary>
    public bool IsNamespace { get; init; }

    /// <summary>The chains it is part of.</summary>
    public IReadOnlyList<int> Chains { get; init; } = [];

    /// <summary>Where it is drawn, from above.</summary>
    public double Y { get; init; }
}

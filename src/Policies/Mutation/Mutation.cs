namespace HomelabStorage.Policies.Mutation;

/// <summary>What is to be changed about an object, and what its applier is told.</summary>
public sealed record Mutation
{
    /// <summary>Nothing to change.</summary>
    public static Mutation None { get; } = new();

    /// <summary>The changes, in order.</summary>
    public IReadOnlyList<Edit> Edits { get; init; } = [];

    /// <summary>One line for each change that its applier should know of.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Why a class that a rule wants changed stays; ends the sentence "left alone: …", and is empty where nothing was to be said.</summary>
    public string KeptBecause { get; init; } = string.Empty;

    /// <summary>Whether nothing is to be changed.</summary>
    public bool IsNone => Edits.Count == 0;

    /// <summary>Both, this first.</summary>
    public Mutation And(Mutation other) => this with { Edits = [.. Edits, .. other.Edits], Warnings = [.. Warnings, .. other.Warnings] };
}

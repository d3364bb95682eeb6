namespace HomelabStorage.Policies.Vocabulary;

/// <summary>A set of <see cref="DataKind"/>, compared for the price of a number.</summary>
public readonly record struct DataKinds
{
    private readonly uint _bits;

    private DataKinds(uint bits) => _bits = bits;

    /// <summary>Every kind.</summary>
    public static DataKinds All { get; } = Where(_ => true);

    /// <summary>The kinds that have a trait.</summary>
    public static DataKinds Where(Predicate<DataTraits> trait)
    {
        var found = default(DataKinds);
        foreach (var traits in DataTraits.All)
        {
            found = trait(traits) ? found.With(traits.Kind) : found;
        }

        return found;
    }

    /// <summary>The set with one kind more.</summary>
    public DataKinds With(DataKind kind) => new(_bits | (1u << (int)kind));

    /// <summary>Whether some kind is in both.</summary>
    public bool Overlaps(DataKinds other) => (_bits & other._bits) != 0;
}

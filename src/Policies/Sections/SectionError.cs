namespace HomelabStorage.Policies.Sections;

/// <summary>Something wrong in a policy or catalog file: where, and a sentence that quotes what was written and says what is accepted.</summary>
public sealed record SectionError(string Pointer, string Message)
{
    /// <summary>Whether it is only a risk: what was written is understood and followed.</summary>
    public bool IsWarning { get; init; }
}

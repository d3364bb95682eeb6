namespace HomelabStorage.Policies.Sections;

/// <summary>A part of a file that knows where it stands.</summary>
public interface ISection
{
    /// <summary>JSON Pointer to the part.</summary>
    string Pointer { get; }
}

namespace HomelabStorage.Policies.Sections;

/// <summary>One key of a section, what its value is, and what is below it.</summary>
public sealed record ShapeKey(string Name, ShapeKind Kind, SectionShape? Below);

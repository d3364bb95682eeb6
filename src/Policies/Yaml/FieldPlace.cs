namespace HomelabStorage.Policies.Yaml;

/// <summary>A field that something else wrote than the text its object is in: a patch.</summary>
/// <param name="Pointer">JSON Pointer to the field in the object.</param>
/// <param name="Map">The text that wrote it.</param>
/// <param name="At">JSON Pointer to where, in that.</param>
public sealed record FieldPlace(string Pointer, SourceMap Map, string At);

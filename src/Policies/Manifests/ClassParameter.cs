namespace HomelabStorage.Policies.Manifests;

/// <summary>One entry of StorageClass.parameters. The API wants text; a list or a number is a mistake worth naming.</summary>
public sealed record ClassParameter(string Name, string Value, bool IsText);

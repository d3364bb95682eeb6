namespace HomelabStorage.Policies.Manifests;

/// <summary>What an object will be made from: the release whose chart renders it, and where in it.</summary>
/// <param name="Reference">The object that is written.</param>
/// <param name="Pointer">JSON Pointer to the part of it.</param>
public sealed record Origin(ObjectReference Reference, string Pointer);

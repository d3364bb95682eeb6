using System.Text.Json;

namespace HomelabStorage.Policies.Manifests.Reading;

/// <summary>Reads an object of one kind; null where it says nothing about storage.</summary>
internal delegate Manifest? KindReader(JsonElement root, ObjectReference reference, Metadata metadata, ManifestSource source);

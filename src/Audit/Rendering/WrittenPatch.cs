using System.Text.Json;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Yaml;

namespace HomelabStorage.Audit.Rendering;

/// <summary>A patch as it is written.</summary>
/// <param name="Target">What it is for.</param>
/// <param name="Root">Its document: a part of an object, or a list of operations.</param>
/// <param name="Map">The text it is in.</param>
internal sealed record WrittenPatch(KustomizePatch Target, JsonElement Root, SourceMap Map);

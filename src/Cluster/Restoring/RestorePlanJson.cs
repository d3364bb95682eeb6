using System.Text.Json.Serialization;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>How a plan is written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RestorePlan))]
internal sealed partial class RestorePlanJson : JsonSerializerContext;

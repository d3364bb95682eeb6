using System.Text.Json.Serialization;

namespace HomelabStorage.Cluster.Recovering;

/// <summary>How a plan is written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(RecoveryPlan))]
internal sealed partial class RecoveryPlanJson : JsonSerializerContext;

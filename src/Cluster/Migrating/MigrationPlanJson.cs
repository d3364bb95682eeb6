using System.Text.Json.Serialization;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>How a plan, and what is left of it on a volume, is written as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    RespectNullableAnnotations = true,
    UseStringEnumConverter = true,
    IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(MigrationPlan))]
[JsonSerializable(typeof(MovedClaim))]
internal sealed partial class MigrationPlanJson : JsonSerializerContext;

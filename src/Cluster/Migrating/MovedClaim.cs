using System.Text.Json;

namespace HomelabStorage.Cluster.Migrating;

/// <summary>What is written on the volume that a claim had: all that is needed to put it back.</summary>
internal sealed record MovedClaim
{
    /// <summary>The move.</summary>
    public required string Id { get; init; }

    /// <summary>When it was.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The claim as it was, as JSON.</summary>
    public required string Manifest { get; init; }

    /// <summary>The address of the StatefulSet that was replaced; empty where none was.</summary>
    public string Maker { get; init; } = string.Empty;

    /// <summary>The name of its template.</summary>
    public string Template { get; init; } = string.Empty;

    /// <summary>What the template said, as JSON.</summary>
    public string Spec { get; init; } = string.Empty;

    /// <summary>It as a text.</summary>
    public string Write() => JsonSerializer.Serialize(this, MigrationPlanJson.Default.MovedClaim);

    /// <summary>What a text says; null when it says none.</summary>
    public static MovedClaim? Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, MigrationPlanJson.Default.MovedClaim);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json;

namespace HomelabStorage.Cluster.Restoring;

/// <summary>
/// A restore that was agreed to. It is written on the Lease of the claim before anything is changed, so that whoever holds the Lease next, on whatever
/// machine, goes on with it.
/// </summary>
internal sealed record RestorePlan
{
    /// <summary>Its id, under which the volume keeps what was there.</summary>
    public required string Id { get; init; }

    /// <summary>When it was agreed to.</summary>
    public required DateTimeOffset Begun { get; init; }

    /// <summary>The claim whose backup it is.</summary>
    public required string Claim { get; init; }

    /// <summary>The claim that is written.</summary>
    public required string To { get; init; }

    /// <summary>That claim's UID: one made again under its name is another.</summary>
    public required string ToUid { get; init; }

    /// <summary>The CronJob by whose template its Jobs are made.</summary>
    public required string CronJob { get; init; }

    /// <summary>The CronJob that copies what is there now; empty where none does.</summary>
    public required string Copier { get; init; }

    /// <summary>The backup; empty when an earlier restore is undone.</summary>
    public string Archive { get; init; } = string.Empty;

    /// <summary>The time whose state is wanted, until a backup is chosen; empty for the newest.</summary>
    public string At { get; init; } = string.Empty;

    /// <summary>The restore that is undone; empty for none.</summary>
    public required string Undo { get; init; }

    /// <summary>The template of the Jobs, where the CronJob goes on the way, as JSON; empty where it stays and is asked for its own.</summary>
    public string Template { get; init; } = string.Empty;

    /// <summary>Whether the volume is empty, so that it can be given to whoever writes it.</summary>
    public bool IsEmpty { get; init; }

    /// <summary>Whether the volume of the claim is lost, so that nothing can be seen of it until there is another.</summary>
    public bool IsLost => Template.Length > 0;

    /// <summary>What was asked for.</summary>
    public required string Asked { get; init; }

    /// <summary>What rests meanwhile, in the order in which it is stopped.</summary>
    public required IReadOnlyList<Pause> Pauses { get; init; }

    /// <summary>Whether the data is where it belongs, so that all that is left is to put everything back.</summary>
    public bool IsSwapped { get; init; }

    /// <summary>Why it came to nothing, so that all that is left is to put everything back; empty while it has not.</summary>
    public string Failure { get; init; } = string.Empty;

    /// <summary>What is restored, for people.</summary>
    public string Spoken => Undo.Length > 0 ? $"what restore {Undo} had moved aside" : Archive;

    /// <summary>The plan as a text.</summary>
    public string Write() => JsonSerializer.Serialize(this, RestorePlanJson.Default.RestorePlan);

    /// <summary>The plan that a text says; null when it says none.</summary>
    public static RestorePlan? Read(string text)
    {
        try
        {
            return text.Length > 0 ? JsonSerializer.Deserialize(text, RestorePlanJson.Default.RestorePlan) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

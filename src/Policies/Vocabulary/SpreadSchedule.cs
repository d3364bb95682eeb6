using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>A schedule on the full hour moved to a minute of its own, the same in every run, so that not all who have it begin at once.</summary>
public static class SpreadSchedule
{
    /// <summary>The schedule for somebody with a name; as it is written where it is not on the full hour.</summary>
    public static string Of(string schedule, string name) => Fields(schedule.Trim()).Split(' ', 2, StringSplitOptions.TrimEntries) is ["0" or "00", var rest]
        ? string.Create(CultureInfo.InvariantCulture, $"{ShortHash.Of(name) % 60} {rest}")
        : schedule;

    /// <summary>What a name of a schedule stands for.</summary>
    private static string Fields(string schedule) => schedule switch
    {
        "@hourly" => "0 * * * *",
        "@daily" or "@midnight" => "0 0 * * *",
        "@weekly" => "0 0 * * 0",
        "@monthly" => "0 0 1 * *",
        "@yearly" or "@annually" => "0 0 1 1 *",
        _ => schedule,
    };
}

using System.Globalization;

namespace HomelabStorage.Policies.Vocabulary;

/// <summary>A schedule on the full hour moved to a minute of its own, the same in every run, so that not all who have it begin at once.</summary>
public static class SpreadSchedule
{
    /// <summary>The schedule for somebody with a name; as it is written where it is not on the full hour.</summary>
    public static string Of(string schedule, string name) => schedule.Split(' ', 2) is ["0", var rest]
        ? string.Create(CultureInfo.InvariantCulture, $"{ShortHash.Of(name) % 60} {rest}")
        : schedule;
}

using System.Globalization;
using System.Text.Json;
using HomelabStorage.Cluster.Connection;
using HomelabStorage.Policies.Jobs;

namespace HomelabStorage.Cluster.Backups;

/// <summary>What a run said at its end: the line of JSON in its pod's termination message.</summary>
/// <param name="Ended">When.</param>
/// <param name="Exit">Its exit code.</param>
/// <param name="Message">Its sentence for people.</param>
internal sealed record RunOutcome(DateTimeOffset Ended, int Exit, string Message)
{
    /// <summary>Stored, but suspicious.</summary>
    private const int Doubtful = 4;

    /// <summary>The most of a line of a database's own tools that is repeated.</summary>
    private const int MostOfLine = 300;

    /// <summary>The archive that was made or checked.</summary>
    public string Archive { get; private init; } = string.Empty;

    /// <summary>What the copy promises.</summary>
    public string Consistency { get; private init; } = string.Empty;

    /// <summary>Why it is suspicious.</summary>
    public string Suspicion { get; private init; } = string.Empty;

    /// <summary>The bytes of the data; null when it does not say.</summary>
    public long? Bytes { get; private init; }

    /// <summary>The backups that there are to restore, as it lists them.</summary>
    public IReadOnlyList<string> Offered { get; private init; } = [];

    /// <summary>The ids of the restores that the volume keeps old data of.</summary>
    public IReadOnlyList<string> Kept { get; private init; } = [];

    /// <summary>How far a restore of the volume came that was interrupted; empty for none.</summary>
    public string Interrupted { get; private init; } = string.Empty;

    /// <summary>Whether the volume is empty.</summary>
    public bool IsEmpty { get; private init; }

    /// <summary>Why the user of its Job may not write into the volume; empty where it may.</summary>
    public string Unwritable { get; private init; } = string.Empty;

    /// <summary>Whether the copy is good and at its target.</summary>
    public bool IsGood => Exit == 0;

    /// <summary>Whether the copy is at its target, and something is odd about it.</summary>
    public bool IsSuspicious => Exit == Doubtful;

    /// <summary>The outcome of a pod that has ended; null for one that has not, or of whose end nothing is known.</summary>
    public static RunOutcome? Of(LiveObject pod)
    {
        if (EndOf(pod, "initContainerStatuses") is ( > 0 and var failed, var dumped, var log))
        {
            return Said(dumped, failed, log) ?? new RunOutcome(dumped, failed, $"the dump failed: {LastLine(log.TextAt("message"))}");
        }

        return EndOf(pod, "containerStatuses") is var (exit, time, ended) ? Said(time, exit, ended) ?? Silent(time, exit, ended) : null;
    }

    /// <summary>What a container of ours said at its end; null where it said nothing that is ours.</summary>
    private static RunOutcome? Said(DateTimeOffset time, int exit, JsonElement ended)
    {
        try
        {
            using var said = JsonDocument.Parse(ended.TextAt("message"));
            var root = said.RootElement;
            return root.TextAt("kind") is "BackupResult"
                ? new RunOutcome(time, exit, root.TextAt("message"))
                {
                    Archive = root.TextAt("archive"),
                    Consistency = root.TextAt("consistency"),
                    Suspicion = root.TextAt("suspicious"),
                    Interrupted = root.TextAt("interrupted"),
                    IsEmpty = root.At("isEmpty").ValueKind == JsonValueKind.True,
                    Unwritable = root.TextAt("unwritable"),
                    Kept = Texts(root.At("kept")),
                    Offered = Texts(root.At("offered")),
                    Bytes = root.At("bytes") is { ValueKind: JsonValueKind.Number } bytes && bytes.TryGetInt64(out var size) ? size : null,
                }
                : null;
        }
        catch (Exception unread) when (IsNoWord(unread))
        {
            return null;
        }
    }

    /// <summary>The sentence for people in what a container of ours said at its end.</summary>
    public static string Sentence(string message)
    {
        try
        {
            using var said = JsonDocument.Parse(message);
            return said.RootElement.TextAt("message") is { Length: > 0 } sentence ? sentence : LastLine(message);
        }
        catch (Exception unread) when (IsNoWord(unread))
        {
            return LastLine(message);
        }
    }

    /// <summary>What a container writes there is its own business: no JSON at all, or JSON whose texts are none, such as half a character.</summary>
    private static bool IsNoWord(Exception unread) => unread is JsonException or InvalidOperationException;

    private static IReadOnlyList<string> Texts(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array ? [.. list.EnumerateArray().Select(text => $"{text}")] : [];

    /// <summary>How and when our container of a pod ended, before which others may have been put; null where it has not.</summary>
    private static (int Exit, DateTimeOffset Time, JsonElement How)? EndOf(LiveObject pod, string containers)
    {
        if (pod.Root.At("status", containers) is not { ValueKind: JsonValueKind.Array } statuses
            || statuses.EnumerateArray().FirstOrDefault(s => JobContainers.All.Contains(s.TextAt("name"), StringComparer.Ordinal)).At("state", "terminated")
                is not { ValueKind: JsonValueKind.Object } ended
            || ended.At("finishedAt") is not { ValueKind: JsonValueKind.String } at
            || !at.TryGetDateTimeOffset(out var time))
        {
            return null;
        }

        return (ended.At("exitCode") is { ValueKind: JsonValueKind.Number } code && code.TryGetInt32(out var number) ? number : 1, time, ended);
    }

    /// <summary>What a program said last, which is why it ended.</summary>
    private static string LastLine(string log) =>
        log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() is not { } line ? "it said nothing"
        : line.Length > MostOfLine ? line[..MostOfLine] + "…"
        : line;

    /// <summary>One that was killed before it could say anything. Exit code 0 without the line was not our program.</summary>
    private static RunOutcome Silent(DateTimeOffset time, int exit, JsonElement ended) => new(
        time,
        exit == 0 ? 1 : exit,
        string.Create(
            CultureInfo.InvariantCulture,
            $"ended with {exit} ({(ended.TextAt("reason") is { Length: > 0 } reason ? reason : "no reason given")}) and said nothing"));
}

using System.Text;

namespace HomelabStorage.Webhook.Admission;

/// <summary>
/// Answers to dry runs, for when they are asked again: a GitOps controller asks about every object at every reconciliation, and one that
/// is stuck does little else. They are kept for one snapshot and one day, so what was true then is true now.
/// </summary>
internal sealed class RecentAnswers
{
    private const int Slots = 256;

    /// <summary>Larger questions are rare and not worth their memory: all slots together hold 4 MiB at most.</summary>
    private const int LargestQuestion = 16 * 1024;

    private readonly Entry?[] _entries = new Entry?[Slots];

    /// <summary>The answer to a question asked before, with the uid of this one; null when it is new.</summary>
    public AdmissionResponse? Find(ReadOnlySpan<byte> body) =>
        body.Length <= LargestQuestion && Question.TryRead(body, out var question) && Volatile.Read(ref Slot(question)) is { } entry && entry.Is(question)
            ? entry.Response with { Uid = Encoding.UTF8.GetString(question.Uid) }
            : null;

    /// <summary>Keeps an answer, in place of whichever had its slot.</summary>
    public void Keep(ReadOnlySpan<byte> body, AdmissionResponse response)
    {
        if (body.Length <= LargestQuestion && Question.TryRead(body, out var question))
        {
            Volatile.Write(ref Slot(question), new Entry([.. question.Before, .. question.After], question.Before.Length, response));
        }
    }

    private ref Entry? Slot(Question question) => ref _entries[(uint)question.GetHashCode() % Slots];

    private sealed class Entry(byte[] bytes, int before, AdmissionResponse response)
    {
        public AdmissionResponse Response => response;

        public bool Is(Question question) => question.Before.SequenceEqual(bytes.AsSpan(0, before)) && question.After.SequenceEqual(bytes.AsSpan(before));
    }
}

namespace HomelabStorage.Webhook.Admission;

/// <summary>
/// How many bytes of bodies may be in flight at once. Whoever reaches the port may send, and a flood must end in refusals and not in the
/// kernel ending the server. Ordinary reviews are some kilobytes: thousands of them fit.
/// </summary>
internal sealed class BodyBudget(long most)
{
    private long _left = most;

    /// <summary>Takes some bytes; false when there are not so many left.</summary>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _left, -bytes) >= 0)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    /// <summary>Gives back what was taken.</summary>
    public void GiveBack(long bytes) => Interlocked.Add(ref _left, bytes);
}

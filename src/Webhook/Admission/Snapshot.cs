using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Policy;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Webhook.Admission;

/// <summary>What one request is judged by. What is found out about the inventory is remembered for the requests that follow.</summary>
internal sealed class Snapshot(Inventory inventory, StoragePolicy policy)
{
    private Bench? _last;

    public Inventory Inventory => inventory;

    public StoragePolicy Policy => policy;

    /// <summary>The same policy with another inventory.</summary>
    public Snapshot With(Inventory other) => new(other, policy);

    /// <summary>Who judges at a moment, and what was answered since: exemptions end with a day, and a backup's age crosses its limit at some moment.</summary>
    public Bench At(DateTimeOffset now)
    {
        var last = Volatile.Read(ref _last);
        if (last is null || last.Day != Day.Of(now) || now > last.Judge.Until)
        {
            last = new Bench(Day.Of(now), new Judge(inventory, policy, now), new RecentAnswers(), new RecentAnswers());
            Volatile.Write(ref _last, last);
        }

        return last;
    }

    /// <summary>The judge of some time, and the answers given by each endpoint.</summary>
    public sealed record Bench(DateOnly Day, Judge Judge, RecentAnswers Answers, RecentAnswers Mutations);
}

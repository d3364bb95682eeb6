using HomelabStorage.Policies.Inventories;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Policy;

namespace HomelabStorage.Webhook.Admission;

/// <summary>What one request is judged by. What is found out about the inventory is remembered for the requests that follow.</summary>
internal sealed class Snapshot(Inventory inventory, StoragePolicy policy)
{
    private Bench? _last;

    public Inventory Inventory => inventory;

    public StoragePolicy Policy => policy;

    /// <summary>The same policy with another inventory.</summary>
    public Snapshot With(Inventory other) => new(other, policy);

    /// <summary>Who judges on a day, and what was answered on it; exemptions end with a day.</summary>
    public Bench On(DateOnly day)
    {
        var last = Volatile.Read(ref _last);
        if (last is null || last.Day != day)
        {
            last = new Bench(day, new Judge(inventory, policy, day), new RecentAnswers(), new RecentAnswers());
            Volatile.Write(ref _last, last);
        }

        return last;
    }

    /// <summary>The judge of one day, and the answers given by each endpoint.</summary>
    public sealed record Bench(DateOnly Day, Judge Judge, RecentAnswers Answers, RecentAnswers Mutations);
}

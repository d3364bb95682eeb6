using HomelabStorage.Policies.Facts;

namespace HomelabStorage.Policies.Resolution;

/// <summary>What is left of several entries about one mount: one finding a kind is enough, and the surest speaks for it.</summary>
internal static class SurestData
{
    /// <summary>Leaves the surest entry of each kind, of equals the first, and orders them by rank. There are not many kinds.</summary>
    public static void Distil(List<DataFacts> found)
    {
        var left = 0;
        for (var i = 0; i < found.Count; i++)
        {
            var data = found[i];
            var same = left - 1;
            while (same >= 0 && (found[same].Kind != data.Kind || found[same].IsResidue != data.IsResidue))
            {
                same--;
            }

            if (same < 0)
            {
                found[left++] = data;
            }
            else if (data.Certainty > found[same].Certainty)
            {
                for (var next = same + 1; next < left; next++)
                {
                    found[next - 1] = found[next];
                }

                found[left - 1] = data;
            }
        }

        found.RemoveRange(left, found.Count - left);
        for (var i = 1; i < left; i++)
        {
            var data = found[i];
            var place = i;
            for (; place > 0 && IsBefore(data, found[place - 1]); place--)
            {
                found[place] = found[place - 1];
            }

            found[place] = data;
        }
    }

    private static bool IsBefore(DataFacts one, DataFacts other) =>
        DataResolver.Rank(one) < DataResolver.Rank(other) || (DataResolver.Rank(one) == DataResolver.Rank(other) && one.Certainty > other.Certainty);
}

using System.Runtime.CompilerServices;
using HomelabStorage.Policies.Manifests;

namespace HomelabStorage.Policies.Protection.Sources;

/// <summary>
/// What jobs copy, read once for as long as a job and the ConfigMaps that it was read with stay the same. Scripts are the dearest there is to read, and in a
/// cluster every change of anything is another inventory.
/// </summary>
internal static class JobReadings
{
    private static readonly ConditionalWeakTable<Workload, Known> All = [];

    /// <summary>What a job copies. ConfigMaps are asked for by name, for the scripts in them.</summary>
    public static JobReading Of(Workload job, Func<string, ConfigMap?> configMaps)
    {
        if (All.TryGetValue(job, out var known) && known.IsWith(configMaps))
        {
            return known.Reading;
        }

        var asked = new Dictionary<string, ConfigMap?>(StringComparer.Ordinal);
        var reading = new JobReading(job, name => asked.TryGetValue(name, out var found) ? found : asked[name] = configMaps(name));
        All.AddOrUpdate(job, new Known(reading, asked));
        return reading;
    }

    private sealed class Known(JobReading reading, Dictionary<string, ConfigMap?> asked)
    {
        public JobReading Reading => reading;

        public bool IsWith(Func<string, ConfigMap?> configMaps) => asked.All(one => ReferenceEquals(configMaps(one.Key), one.Value));
    }
}

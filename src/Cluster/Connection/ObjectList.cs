using System.Globalization;
using System.Text.Json;

namespace HomelabStorage.Cluster.Connection;

/// <summary>The objects of a collection, page by page, as JSON.</summary>
internal static class ObjectList
{
    /// <summary>What is read into one buffer: a page of 500 CronJobs took four megabytes, one of 100 a megabyte, which stayed.</summary>
    private const int Page = 25;

    /// <summary>All of them, or those that a selector of labels leaves; else the answer that came instead.</summary>
    public static Task<(List<JsonElement>? Found, ApiAnswer? Instead)> Of(ApiServer server, string path, string selector, CancellationToken stop) =>
        Selected(server, path, selector.Length > 0 ? $"&labelSelector={Uri.EscapeDataString(selector)}" : string.Empty, stop);

    /// <summary>Those that a selector of fields leaves.</summary>
    public static Task<(List<JsonElement>? Found, ApiAnswer? Instead)> ByFields(ApiServer server, string path, string selector, CancellationToken stop) =>
        Selected(server, path, $"&fieldSelector={Uri.EscapeDataString(selector)}", stop);

    private static async Task<(List<JsonElement>? Found, ApiAnswer? Instead)> Selected(ApiServer server, string path, string selected, CancellationToken stop)
    {
        var (found, next) = (new List<JsonElement>(), string.Empty);
        do
        {
            var rest = next.Length > 0 ? $"&continue={Uri.EscapeDataString(next)}" : string.Empty;
            var answer = await server.Get(string.Create(CultureInfo.InvariantCulture, $"{path}?limit={Page}{selected}{rest}"), stop);
            if (answer is not ApiAnswer.Done done)
            {
                return (null, answer);
            }

            using (done)
            {
                var items = done.Body.RootElement.At("items") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : default;
                found.AddRange(items.Where(i => i.ValueKind == JsonValueKind.Object).Select(i => i.Clone()));
                next = done.Body.RootElement.TextAt("metadata", "continue");
            }
        }
        while (next.Length > 0);
        return (found, null);
    }
}

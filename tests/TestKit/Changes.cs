using System.Text.Json.Nodes;

namespace HomelabStorage.TestKit;

/// <summary>Objects with one value, anywhere in them, in place of another.</summary>
public static class Changes
{
    /// <summary>An object with a value in place of another, by how many places come before it; without a field for null.</summary>
    public static string With(string one, int place, string? value)
    {
        var root = JsonNode.Parse(one)!;
        var nodes = Below(root).ToArray();
        nodes[place % nodes.Length](value is null ? null : JsonValue.Create("@here@"));
        return root.ToJsonString().Replace("\"@here@\"", value, StringComparison.Ordinal);
    }

    /// <summary>How many places there are in an object.</summary>
    public static int Places(string one) => Below(JsonNode.Parse(one)).Count();

    /// <summary>What puts another value into each place of a value; null takes a field away.</summary>
    private static IEnumerable<Action<JsonNode?>> Below(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var (key, value) in map.ToArray())
                {
                    yield return other =>
                    {
                        map.Remove(key);
                        if (other is not null)
                        {
                            map[key] = other;
                        }
                    };
                    foreach (var inner in Below(value))
                    {
                        yield return inner;
                    }
                }

                break;
            case JsonArray list:
                for (var i = 0; i < list.Count; i++)
                {
                    var index = i;
                    yield return other => list[index] = other;
                    foreach (var inner in Below(list[index]))
                    {
                        yield return inner;
                    }
                }

                break;
        }
    }
}

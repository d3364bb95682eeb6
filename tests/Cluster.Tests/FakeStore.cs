using System.Globalization;
using System.Text.Json.Nodes;
using HomelabStorage.Cluster.Connection;
using k8s;
using WireMock;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using WireMock.Server;
using WireMock.Types;
using WireMock.Util;

namespace HomelabStorage.Cluster.Tests;

/// <summary>An API server that keeps what it is given, with resourceVersions, conflicts and JSON Patches.</summary>
internal sealed class FakeStore : IDisposable
{
    private readonly WireMockServer _mock = WireMockServer.Start();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, JsonObject> _objects = new(StringComparer.Ordinal);
    private readonly List<string> _log = [];
    private readonly HashSet<string> _uids = new(StringComparer.Ordinal);
    private int _version;

    public FakeStore() => _mock.Given(Request.Create().UsingAnyMethod()).RespondWith(Response.Create().WithCallback(Answer));

    /// <summary>Whether every request fails.</summary>
    public bool IsDown { get; set; }

    /// <summary>Told of every object that is made, with its address.</summary>
    public Action<string, JsonObject> Made { get; set; } = (_, _) => { };

    /// <summary>Told of every change before it is made, as method and path.</summary>
    public Action<string> Asked { get; set; } = _ => { };

    /// <summary>Told of every change that was made, before its answer goes out.</summary>
    public Action<string> Changed { get; set; } = _ => { };

    /// <summary>Collections that do not exist.</summary>
    public HashSet<string> Absent { get; } = new(StringComparer.Ordinal);

    /// <summary>
    /// What is refused, as method and the beginning of an address, with what is said of it: by the code that this says, or 403. Code 0 is a connection that
    /// ends before there is an answer.
    /// </summary>
    public Dictionary<string, string> Forbidden { get; } = new(StringComparer.Ordinal);

    /// <summary>Every request that was to change something, as method and path.</summary>
    public IReadOnlyList<string> Writes
    {
        get
        {
            lock (_gate)
            {
                return [.. _log];
            }
        }
    }

    public ApiServer Connect() => ApiServer.Of(() => new KubernetesClientConfiguration { Host = _mock.Urls[0] });

    public JsonObject? this[string path]
    {
        get
        {
            lock (_gate)
            {
                return _objects.GetValueOrDefault(path)?.DeepClone().AsObject();
            }
        }
    }

    /// <summary>Every object of a collection.</summary>
    public IReadOnlyList<JsonObject> All(string collection)
    {
        lock (_gate)
        {
            return [
                .. _objects
                    .Where(o => o.Key.StartsWith(collection + "/", StringComparison.Ordinal))
                    .OrderBy(o => o.Key, StringComparer.Ordinal)
                    .Select(o => o.Value),
            ];
        }
    }

    public void Put(string path, string json)
    {
        lock (_gate)
        {
            Store(path, JsonNode.Parse(json)!.AsObject());
        }
    }

    /// <summary>Takes an object away, as somebody else would.</summary>
    public void Remove(string path)
    {
        lock (_gate)
        {
            _objects.Remove(path);
        }
    }

    public void Dispose() => _mock.Dispose();

    private ResponseMessage Answer(IRequestMessage request)
    {
        lock (_gate)
        {
            var answer = AnswerOf(request);
            if (request.Method is not "GET" && request.Query?.ContainsKey("dryRun") != true && answer.StatusCode is 200 or 201)
            {
                Changed($"{request.Method} {request.Path.TrimStart('/')}");
            }

            return IsDown ? Said(500, "down") : answer;
        }
    }

    private ResponseMessage AnswerOf(IRequestMessage request)
    {
        var path = request.Path.TrimStart('/');
        var isDry = request.Query?.ContainsKey("dryRun") == true;
        if (request.Method is not "GET" && !isDry)
        {
            _log.Add($"{request.Method} {path}");
            Asked($"{request.Method} {path}");
        }

        if (IsDown)
        {
            return Said(500, "down");
        }

        var collection = path[..path.LastIndexOf('/')];
        if (Absent.Contains(path) || Absent.Contains(collection))
        {
            return Said(404, "the server could not find the requested resource");
        }

        if (Forbidden.FirstOrDefault(f => $"{request.Method} {path}".StartsWith(f.Key, StringComparison.Ordinal)) is { Value: { } refusal })
        {
            var status = JsonNode.Parse(refusal)!.AsObject();
            return (int?)status["code"] == 0 ? Nothing() : Said((int?)status["code"] ?? 403, status);
        }

        var body = request.Body is { Length: > 0 } text ? JsonNode.Parse(text) : null;
        switch (request.Method)
        {
            case "GET" when request.Query?.ContainsKey("limit") == true:
                var last = path[(path.LastIndexOf('/') + 1)..];
                return Said(
                    200,
                    new JsonObject
                    {
                        ["metadata"] = new JsonObject { ["resourceVersion"] = "1" },
                        ["items"] = new JsonArray([
                            .. _objects
                                .Where(o => o.Key.StartsWith(collection, StringComparison.Ordinal) && o.Key.Contains($"/{last}/", StringComparison.Ordinal))
                                .Where(o => IsSelected(o.Value, request.Query!.TryGetValue("labelSelector", out var selector) ? selector[0] : string.Empty))
                                .Select(o => Listed(o.Value)),
                        ]),
                    });
            case "GET":
                return _objects.TryGetValue(path, out var found) ? Said(200, found) : Said(404, "not found");
            case "POST":
                var made = $"{path}/{body!["metadata"]!["name"]}";
                return _objects.ContainsKey(made) ? Said(409, "already exists") : isDry ? Said(201, body.AsObject()) : Said(201, Make(made, body.AsObject()));
            case "PUT":
                return !_objects.TryGetValue(path, out var old) ? Said(404, "not found")
                    : (string?)body!["metadata"]!["resourceVersion"] != (string?)old["metadata"]!["resourceVersion"]
                        ? Said(409, "the object has been modified")
                    : Said(200, Store(path, body.AsObject()));
            case "PATCH" when body is JsonArray operations:
                return Said(200, Store(path, Patched(_objects[path], operations)));
            case "PATCH" when isDry:
                return Warned(Said(200, body!.AsObject()));
            case "PATCH" when request.Headers!["Content-Type"][0].Contains("merge-patch", StringComparison.Ordinal):
                return !_objects.TryGetValue(path, out var known) ? Said(404, "not found")
                    : body!["metadata"]?["resourceVersion"] is { } seen && !JsonNode.DeepEquals(seen, known["metadata"]!["resourceVersion"])
                        ? Said(409, "the object has been modified")
                    : Said(200, Store(path, Merged(known, body.AsObject())));
            case "PATCH" when IsAnother(path, body!):
                return Said(409, "the object has been modified");
            case "PATCH":
                return Said(200, Store(path, Applied(path, body!.AsObject(), request.Query!["fieldManager"][0])));
            default:
                return !_objects.TryGetValue(path, out var gone) ? Said(404, "not found")
                    : body?["preconditions"] is JsonObject only && only.Any(p => !JsonNode.DeepEquals(p.Value, gone["metadata"]![p.Key]))
                        ? Said(409, "the object has been modified")
                    : Said(200, Removed(path));
        }
    }

    /// <summary>What the API server warns of when it is only asked.</summary>
    public string Warning { get; set; } = string.Empty;

    private ResponseMessage Warned(ResponseMessage response)
    {
        if (Warning.Length > 0)
        {
            response.Headers!["Warning"] = new($"299 - \"{Warning}\"");
        }

        return response;
    }

    /// <summary>Whether an object is not as who applies to it has seen it.</summary>
    private bool IsAnother(string path, JsonNode body) => (string?)body["metadata"]?["resourceVersion"] is { } seen
        && (!_objects.TryGetValue(path, out var known) || (string?)known["metadata"]!["resourceVersion"] != seen);

    private JsonObject Make(string path, JsonObject body)
    {
        // One that is made again is another.
        body["metadata"]!["uid"] ??= _uids.Add($"uid-{path}") ? $"uid-{path}" : $"uid-{path}-{_uids.Count}-{_version}";
        Made(path, Store(path, body));
        return _objects[path];
    }

    private JsonObject Removed(string path)
    {
        _objects.Remove(path);
        return [];
    }

    /// <summary>An object in a list says neither its apiVersion nor its kind, as of the API server's own kinds.</summary>
    private static JsonObject Listed(JsonObject one)
    {
        var listed = one.DeepClone().AsObject();
        listed.Remove("apiVersion");
        listed.Remove("kind");
        return listed;
    }

    private static bool IsSelected(JsonObject one, string selector) => selector.Split(',', StringSplitOptions.RemoveEmptyEntries).All(term =>
        term.Split('=') is [var key, var value] ? (string?)one["metadata"]!["labels"]?[key] == value : one["metadata"]!["labels"]?[term] is not null);

    /// <summary>What becomes of an object when fields of it are applied: what others wrote stays.</summary>
    private JsonObject Applied(string path, JsonObject body, string manager)
    {
        var made = Merged(_objects.TryGetValue(path, out var known) ? known : [], body);
        made["metadata"]!["uid"] ??= $"uid-{path}";
        made["metadata"]!["managedFields"] = new JsonArray(new JsonObject { ["manager"] = manager, ["operation"] = "Apply" });
        return made;
    }

    private static JsonObject Merged(JsonObject old, JsonObject change)
    {
        var merged = old.DeepClone().AsObject();
        foreach (var (name, value) in change)
        {
            if (value is null)
            {
                merged.Remove(name);
            }
            else
            {
                merged[name] = value is JsonObject inner && merged[name] is JsonObject before ? Merged(before, inner) : value.DeepClone();
            }
        }

        return merged;
    }

    private JsonObject Store(string path, JsonObject body)
    {
        var stored = body.DeepClone().AsObject();
        stored["metadata"] ??= new JsonObject();
        if (path.StartsWith("apis/apps/", StringComparison.Ordinal))
        {
            // What a client writes as generation is passed over; its controller has always seen it.
            var old = _objects.GetValueOrDefault(path);
            var generation = old is null ? 1 : (long)old["metadata"]!["generation"]! + (JsonNode.DeepEquals(old["spec"], stored["spec"]) ? 0 : 1);
            stored["metadata"]!["generation"] = generation;
            (stored["status"] ??= new JsonObject())["observedGeneration"] = generation;
        }

        stored["metadata"]!["resourceVersion"] = (++_version).ToString(CultureInfo.InvariantCulture);
        return _objects[path] = stored;
    }

    private static JsonObject Patched(JsonObject root, JsonArray operations)
    {
        var node = root.DeepClone().AsObject();
        foreach (var operation in operations)
        {
            string[] path = [.. Policies.Yaml.JsonPointer.Segments((string)operation!["path"]!)];
            var parent = path[..^1].Aggregate(
                (JsonNode)node,
                (at, segment) => at is JsonArray list ? list[int.Parse(segment, CultureInfo.InvariantCulture)]! : at[segment]!);
            if ((string?)operation["op"] is "test")
            {
                if (!JsonNode.DeepEquals(parent[path[^1]], operation["value"]))
                {
                    throw new InvalidOperationException("a test failed");
                }
            }
            else
            {
                parent[path[^1]] = operation["value"]!.DeepClone();
            }
        }

        return node;
    }

    private static ResponseMessage Nothing() => new() { StatusCode = 200, BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = "" } };

    private static ResponseMessage Said(int status, string message) => Said(status, new JsonObject { ["kind"] = "Status", ["message"] = message });

    private static ResponseMessage Said(int status, JsonObject body) => new()
    {
        StatusCode = status,
        Headers = new Dictionary<string, WireMockList<string>>(StringComparer.Ordinal) { ["Content-Type"] = new("application/json") },
        BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = body.ToJsonString() },
    };
}

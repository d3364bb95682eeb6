using System.Text.Json.Nodes;

namespace HomelabStorage.EndToEnd.Tests;

/// <summary>
/// Applies as Flux's kustomize-controller does (fluxcd/pkg ssa/manager_apply.go): impersonated, server-side and forced, after a dry run, and
/// only when what the dry run says differs from what is there.
/// </summary>
internal sealed class Flux(Home home)
{
    private static readonly string[] Command =
    [
        "--as",
        "system:serviceaccount:flux-system:kustomize-controller",
        "apply",
        "--server-side",
        "--force-conflicts",
        "--field-manager",
        "kustomize-controller",
        "-o",
        "json",
        "-f",
        "-",
    ];

    /// <summary>One reconciliation of one object.</summary>
    public async Task<Outcome> Reconcile(string manifest)
    {
        var (code, output, error) = await home.Try([.. Command, "--dry-run=server"], manifest);
        if (code != 0)
        {
            return new Outcome(false, false, error);
        }

        var dry = JsonNode.Parse(output)!;
        var (found, live, _) = await home.Try(["get", $"{dry["kind"]}/{dry["metadata"]!["name"]}", "-o", "json"]);
        return found == 0 && !HasDrifted(JsonNode.Parse(live)!, dry) ? new Outcome(true, false, error) : await Apply(manifest);
    }

    /// <summary>The apply alone, whether anything has drifted or not.</summary>
    public async Task<Outcome> Apply(string manifest)
    {
        var (code, _, error) = await home.Try(Command, manifest);
        return new Outcome(code == 0, code == 0, error);
    }

    /// <summary>Labels, annotations, and everything but metadata and status (fluxcd/pkg ssa/manager_diff.go).</summary>
    private static bool HasDrifted(JsonNode live, JsonNode dry) =>
        !JsonNode.DeepEquals(live["metadata"]!["labels"], dry["metadata"]!["labels"])
        || !JsonNode.DeepEquals(live["metadata"]!["annotations"], dry["metadata"]!["annotations"])
        || !JsonNode.DeepEquals(Rest(live), Rest(dry));

    private static JsonObject Rest(JsonNode node)
    {
        var rest = node.DeepClone().AsObject();
        rest.Remove("metadata");
        rest.Remove("status");
        return rest;
    }

    /// <summary>What came of it.</summary>
    /// <param name="IsReady">Whether Flux would be content.</param>
    /// <param name="IsApplied">Whether anything was written.</param>
    /// <param name="Error">What the API server and its webhooks said.</param>
    public sealed record Outcome(bool IsReady, bool IsApplied, string Error);
}

using System.Text;
using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Manifests;
using HomelabStorage.Policies.Migrating;

namespace HomelabStorage.Audit.Migrating;

/// <summary>The steps of a move, for a person with kubectl: each with its commands, and the way back.</summary>
internal sealed class MoveRunbook
{
    private static readonly string[] Volumes = ["OLD", "NEW"];

    private readonly ClaimMove _move;
    private readonly MoveChange _change;
    private readonly StringBuilder _text = new();
    private readonly string _kubectl;
    private int _step;

    private MoveRunbook(ClaimMove move, MoveChange change) => (_move, _change, _kubectl) = (move, change, $"kubectl -n {move.Namespace}");

    private IEnumerable<Workload> Scaled => _move.Stopped.Where(w => !w.IsBatch);

    private IEnumerable<Workload> Timed => _move.Stopped.Where(w => w.Reference.Kind is "CronJob");

    private string Resource => _move.Maker is { } maker ? $"{maker.Reference.Kind.ToLowerInvariant()} {maker.Name}" : string.Empty;

    public static string Text(ClaimMove move, MoveChange change)
    {
        var book = new MoveRunbook(move, change);
        book.Head();
        book.Stop();
        book.Copy();
        book.Keep();
        book.Bind();
        book.Declare();
        book.Start();
        book.Back();
        return book._text.ToString();
    }

    private void Head()
    {
        var old = _move.Old.Class.Name is { Length: > 0 } name ? $"class {name}" : "its volume";
        Say($"# Move claim {_move.Spoken} from {old} to class {_move.Class}\n");
        var stopped = _move.Stopped.Count > 0 ? $"{string.Join(" and ", _move.Stopped.Select(w => w.Reference))} will be stopped meanwhile. " : string.Empty;
        Say($"{stopped}The claim keeps its name: its data is copied to a new volume, which is then bound under that name. "
            + "The old volume is kept; how to undo the move is at the end.\n");
        Say($"In a running cluster `homelab-storage migrate run {_move.Spoken} --to {_move.Class}` does these steps, asks before, and continues when it "
            + "was interrupted.\n");
        foreach (var note in _move.Notes)
        {
            Say($"- {SafeText.Line(note)}");
        }

        Say(_move.Notes.Count > 0 ? string.Empty : null);
    }

    private void Stop()
    {
        Step("Stop what writes");
        Commands([
            Suspend,
            .. Timed.Select(w => $$$"""{{{_kubectl}}} patch cronjob {{{w.Name}}} -p '{"spec":{"suspend":true}}'"""),
            .. Scaled.Select(w => $"{_kubectl} scale {w.Reference.Kind.ToLowerInvariant()} {w.Name} --replicas 0"),
            $"{_kubectl} describe pvc {_move.Name} | grep -A 5 'Used By'   # go on when no pod is named",
        ]);
    }

    private void Copy()
    {
        Step("Copy");
        Say("The Job makes a backup of the old volume, with a checksum of each file and an integrity check of each SQLite database, reads it back, restores "
            + "it into the new one and checks both again. A database that is damaged already ends it. Nothing has changed until it has ended well: to give up, "
            + "delete both objects and start the app again.\n");
        Commands([
            $"kubectl apply -f {MovePlan.NewClaim} -f {MovePlan.CopyJob}",
            $"{_kubectl} wait --for=condition=complete job/{_move.NewName} --timeout=1h",
            $"{_kubectl} logs job/{_move.NewName} --all-containers",
        ]);
    }

    private void Keep()
    {
        Step("Keep both volumes, whatever becomes of their claims");
        Commands([
            $"OLD=$({_kubectl} get pvc {_move.Name} -o jsonpath='{{.spec.volumeName}}')",
            $"NEW=$({_kubectl} get pvc {_move.NewName} -o jsonpath='{{.spec.volumeName}}')",
            "echo \"old volume: $OLD, new volume: $NEW\"   # write both down",
            .. Volumes.Select(v => $$$"""kubectl patch pv "${{{v}}}" -p '{"spec":{"persistentVolumeReclaimPolicy":"Retain"}}'"""),
        ]);
    }

    private void Bind()
    {
        Step("Bind the new volume under the old name");
        Commands([
            .. _move.Maker is { } maker
                ? [
                    $"{_kubectl} get {Resource} -o yaml > {maker.Name}-before.yaml",
                    $"{_kubectl} delete {Resource} --cascade=orphan   # the template of its claims cannot be changed",
                ]
                : Array.Empty<string>(),
            .. _move.Maker is null ? [$"{_kubectl} get pvc {_move.Name} -o yaml > {_move.Name}-before.yaml"] : Array.Empty<string>(),
            $"{_kubectl} delete job {_move.NewName}",
            $"{_kubectl} delete pvc {_move.Name} {_move.NewName}",
            Reserve("NEW"),
        ]);
        Say("The volume now waits for a claim of that name and for no other.");
    }

    private void Declare()
    {
        Step("Change it in Git");
        if (_change.File is { } file)
        {
            Commands([
                file.Path.StartsWith('/') ? $"patch -p1 -d / < {MovePlan.Change}" : $"git apply {MovePlan.Change}",
                $"git commit -am 'Move claim {_move.Spoken} to {_move.Class}' && git push",
                .. Applied(_move.Old.Claim is { Origin: not null } ? "# deploy the release again, or resume what deploys it"
                    : $"kubectl apply -f {file.Path}   # or what applies it: resume it"),
            ]);
            return;
        }

        Say($"Write where it is declared, and apply it: {SafeText.Line(_change.ByHand)}\n");
    }

    private void Start()
    {
        Step("Start the app");
        Commands([
            $"{_kubectl} get pvc {_move.Name}   # Bound to $NEW, on class {_move.Class}",
            .. Scaled.Select(w => $"{_kubectl} scale {w.Reference.Kind.ToLowerInvariant()} {w.Name} --replicas {Math.Max(w.Replicas, 1)}"),
            .. Scaled.Select(w => $"{_kubectl} rollout status {w.Reference.Kind.ToLowerInvariant()}/{w.Name}"),
            .. Timed.Select(w => $$$"""{{{_kubectl}}} patch cronjob {{{w.Name}}} -p '{"spec":{"suspend":false}}'"""),
        ]);
        Say("When the app has run for some days: `kubectl delete pv \"$OLD\"`, and delete what its storage keeps of it. Until then the old volume is the way "
            + $"back. The folder `.hs-before-{_move.Job.Id}` on the new volume is empty and may be removed.");
    }

    private void Back()
    {
        Say("\n## Undo the move\n");
        Say("What the app has written since it was started is then only on the new volume, which is kept as well.\n");
        Commands([
            Suspend,
            .. Scaled.Select(w => $"{_kubectl} scale {w.Reference.Kind.ToLowerInvariant()} {w.Name} --replicas 0"),
            .. _move.Maker is null ? Array.Empty<string>() : [$"{_kubectl} delete {Resource} --cascade=orphan"],
            $"{_kubectl} delete pvc {_move.Name}",
            Reserve("OLD"),
            _change.File is null
                ? $"kubectl create -f {_move.Maker?.Name ?? _move.Name}-before.yaml   # without its status, uid, resourceVersion and volumeName"
                : "git revert HEAD && git push",
            .. _change.File is null ? Array.Empty<string>() : Applied("# apply it, or resume what applies it"),
            .. Scaled.Select(w => $"{_kubectl} scale {w.Reference.Kind.ToLowerInvariant()} {w.Name} --replicas {Math.Max(w.Replicas, 1)}"),
        ]);
    }

    private string Suspend => _move.AppliedBy is { } flux ? $"flux suspend kustomization {flux.Name} -n {flux.Namespace}"
        : "# where Flux or Argo CD applies it, suspend that first: it would start the app again";

    /// <summary>Flux that resumes applies what it has fetched, so it fetches first: of the commit before it would make the claim as it was.</summary>
    private string[] Applied(string otherwise) => _move.AppliedBy is not { } flux ? [otherwise] :
    [
        $"flux reconcile source git -n {flux.Namespace} "
            + $"\"$(kubectl -n {flux.Namespace} get kustomization {flux.Name} -o jsonpath='{{.spec.sourceRef.name}}')\"",
        $"flux resume kustomization {flux.Name} -n {flux.Namespace}",
    ];

    /// <summary>A volume that has the name of its claim and not its UID waits for the next claim of that name.</summary>
    private string Reserve(string volume) => $"kubectl patch pv \"${volume}\" --type merge -p '"
        + $$$$"""{"spec":{"claimRef":{"apiVersion":"v1","kind":"PersistentVolumeClaim","namespace":"{{{{_move.Namespace}}}}","name":"{{{{_move.Name}}}}","""
        + "\"uid\":null,\"resourceVersion\":null}}}'";

    private void Step(string title) => Say($"\n## {++_step}. {title}\n");

    private void Commands(IEnumerable<string> lines) => Say($"```sh\n{string.Join('\n', lines)}\n```\n");

    private void Say(string? line)
    {
        if (line is not null)
        {
            _text.Append(line).Append('\n');
        }
    }
}

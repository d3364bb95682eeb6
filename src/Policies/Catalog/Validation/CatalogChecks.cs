using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Catalog.Validation;

/// <summary>What every entry of a catalog is held to, be it one that ships or one of a policy.</summary>
/// <param name="shipped">The entries that are there already, which may be changed in part.</param>
/// <param name="errors">Where complaints go.</param>
internal sealed class CatalogChecks(CatalogIndex shipped, ICollection<SectionError> errors)
{
    private readonly SectionChecks _checks = new(errors);

    /// <summary>Checks an entry that ships: what it says can be checked by anybody.</summary>
    public void CanBeChecked(IReadOnlyList<string>? evidence)
    {
        if (evidence is not { Count: > 0 })
        {
            _checks.Add("/evidence", "is missing; write public addresses where the entry can be checked");
        }
    }

    /// <summary>Checks apps.</summary>
    public void Check(IReadOnlyList<AppSection>? apps)
    {
        _checks.Each(apps, new AppValidator([.. shipped.Apps.Select(a => a.Name)]));
        foreach (var app in apps ?? [])
        {
            _checks.Each(app.Data, new AppDataValidator());
            _checks.Each(app.Switches, new AppSwitchValidator());
            _checks.Each(app.Moves, new AppMoveValidator());
        }

        _checks.Twice(apps, a => a.Name, "name", "there is an app '{0}' already");
    }

    /// <summary>Checks backends.</summary>
    public void Check(IReadOnlyList<BackendSection>? backends)
    {
        _checks.Each(backends, new BackendValidator([.. shipped.Backends.Select(b => b.Name)]));
        foreach (var backend in backends ?? [])
        {
            _checks.One(backend.Parameters, new ParametersValidator());
            foreach (var change in backend.Cases ?? [])
            {
                _checks.One(change, new BackendCaseValidator());
                _checks.Each(change.When, new ConditionValidator());
            }
        }

        _checks.Twice(backends, b => b.Name, "name", "there is a backend '{0}' already");
    }

    /// <summary>Checks what is known of no app in particular.</summary>
    public void Check(HintsSection hints)
    {
        _checks.One(hints, new HintsValidator());
        _checks.Each(hints.Paths, new PathHintValidator());
        _checks.Each(hints.Variables, new VariableHintValidator());
        _checks.Each(hints.UserVariables, new UserVariableValidator());
        _checks.Each(hints.ProvisionerVariables, new ProvisionerVariableValidator());
        _checks.Each(hints.ServerSecrets, new ServerSecretValidator());
        _checks.Each(hints.NodeFolders, new NodeFoldersValidator());
        _checks.Each(hints.BackupRunners, new BackupRunnerValidator());
        foreach (var pairs in (hints.BackupRunners ?? []).SelectMany(runner => new[] { runner.Annotations, runner.Labels }))
        {
            _checks.Each(pairs, new LabelValidator());
        }

        _checks.Twice(hints.Paths, hint => hint.Names ?? [], "names", "'{0}' is told already");
        _checks.Twice(hints.Variables, hint => hint.Names ?? [], "names", "'{0}' is told already");
        _checks.Twice(hints.BackupRunners, runner => runner.Name, "name", "there is a runner '{0}' already");
    }
}

using FluentValidation;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Policy.Reading;
using HomelabStorage.Policies.Policy.Sections;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>Puts every validator to every section, and collects all complaints.</summary>
internal sealed class PolicyChecks(CatalogIndex shipped, IReadOnlyCollection<string> rules, ICollection<SectionError> errors)
{
    public void Check(PolicySection policy)
    {
        string[] classes = [.. (policy.Classes ?? []).Select(c => c.Name).OfType<string>()];
        string[] backends = [.. shipped.Backends.Select(b => b.Name), .. (policy.Backends ?? []).Select(b => b.Name).OfType<string>()];
        One(policy, new PolicyValidator());
        Each(policy.Matrix, new MatrixRowValidator(classes));
        Each(policy.Tiers, new TierValidator());
        Each(policy.Classes, new ClassValidator(backends));
        Each(policy.Nas, new NasValidator());
        Each(policy.Namespaces, new NamespaceValidator());
        Each(policy.Rules, new RuleActionValidator(rules));
        foreach (var ns in policy.Namespaces ?? [])
        {
            Each(ns.Rules, new RuleActionValidator(rules));
        }

        if (policy.Protection is { } protection)
        {
            One(protection, new ProtectionValidator(shipped.RunnerNames));
            Each(protection.Litestream is { } litestream ? [litestream] : [], new LitestreamValidator());
        }

        NeedsSidecar(policy);

        Each(policy.Exemptions, new ExemptionValidator(rules));
        Check(policy.Apps, policy.Backends);
        Twice(policy.Matrix, r => r.Data ?? [], "data", "the matrix has a row for '{0}' already");
        Twice(policy.Tiers, t => One(t.Criticality), "criticality", "there is a tier for '{0}' already");
        Twice(policy.Classes, c => One(c.Name), "name", "there is a class '{0}' already");
        Twice(policy.Rules, r => One(r.Rule), "rule", "there is an action for '{0}' already");
        Twice(policy.Nas, n => One(n.Name), "name", "there is an appliance '{0}' already");
    }

    /// <summary>The part that the shipped catalog is held to as well.</summary>
    public void Check(IReadOnlyList<AppSection>? apps, IReadOnlyList<BackendSection>? backends)
    {
        Each(apps, new AppValidator([.. shipped.Apps.Select(a => a.Name)]));
        foreach (var app in apps ?? [])
        {
            Each(app.Data, new AppDataValidator());
            Each(app.Switches, new AppSwitchValidator());
        }

        Each(backends, new BackendValidator([.. shipped.Backends.Select(b => b.Name)]));
        foreach (var change in (backends ?? []).SelectMany(b => b.Cases ?? []))
        {
            One(change, new BackendCaseValidator());
            Each(change.When, new ConditionValidator());
        }

        Twice(apps, a => One(a.Name), "name", "there is an app '{0}' already");
        Twice(backends, b => One(b.Name), "name", "there is a backend '{0}' already");
    }

    private void NeedsSidecar(PolicySection policy)
    {
        foreach (var tier in (policy.Tiers ?? []).Where(t => t.Strategy is "litestream" && policy.Protection?.Litestream is null))
        {
            errors.Add(new SectionError(tier.Pointer + "/strategy", "'litestream' needs protection.litestream: {image, replica}"));
        }
    }

    private static string[] One(string? name) => name is null ? [] : [name];

    private void Each<T>(IReadOnlyList<T>? sections, AbstractValidator<T> validator)
        where T : ISection
    {
        foreach (var section in sections ?? [])
        {
            One(section, validator);
        }
    }

    private void One<T>(T section, AbstractValidator<T> validator)
        where T : ISection
    {
        foreach (var failure in validator.Validate(section).Errors)
        {
            errors.Add(new SectionError(section.Pointer + Pointer(failure.PropertyName), failure.ErrorMessage));
        }
    }

    /// <summary>The library's <c>AccessModes[1]</c> as <c>/accessModes/1</c>.</summary>
    private static string Pointer(string property) =>
        "/" + char.ToLowerInvariant(property[0]) + property[1..].Replace("[", "/", StringComparison.Ordinal).Replace("]", string.Empty, StringComparison.Ordinal);

    private void Twice<T>(IReadOnlyList<T>? sections, Func<T, IEnumerable<string>> names, string key, string message)
        where T : ISection
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var section in sections ?? [])
        {
            foreach (var name in names(section))
            {
                if (!seen.Add(name))
                {
                    errors.Add(new SectionError($"{section.Pointer}/{key}", message.Replace("{0}", name, StringComparison.Ordinal)));
                }
            }
        }
    }
}

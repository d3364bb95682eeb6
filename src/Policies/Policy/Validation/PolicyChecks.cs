using FluentValidation;
using HomelabStorage.Policies.Catalog;
using HomelabStorage.Policies.Catalog.Sections;
using HomelabStorage.Policies.Catalog.Validation;
using HomelabStorage.Policies.Policy.Sections;
using HomelabStorage.Policies.Sections;

namespace HomelabStorage.Policies.Policy.Validation;

/// <summary>Puts every validator to every section, and collects all complaints.</summary>
internal sealed class PolicyChecks(CatalogIndex shipped, IReadOnlyCollection<string> rules, ICollection<SectionError> errors)
{
    private readonly SectionChecks _checks = new(errors);
    private readonly CatalogChecks _catalog = new(shipped, errors);

    public void Check(PolicySection policy)
    {
        string[] classes = [.. (policy.Classes ?? []).Select(c => c.Name).OfType<string>()];
        string[] backends = [.. shipped.Backends.Select(b => b.Name), .. (policy.Backends ?? []).Select(b => b.Name).OfType<string>()];
        _checks.One(policy, new PolicyValidator());
        _checks.Each(policy.Matrix, new MatrixRowValidator(classes));
        _checks.Each(policy.Tiers, new TierValidator());
        _checks.Each(policy.Classes, new ClassValidator(backends));
        _checks.Each(policy.Nas, new NasValidator());
        _checks.Each(policy.Namespaces, new NamespaceValidator());
        _checks.Each(policy.Rules, new RuleActionValidator(rules));
        foreach (var ns in policy.Namespaces ?? [])
        {
            _checks.Each(ns.Rules, new RuleActionValidator(rules));
        }

        if (policy.Protection is { } protection)
        {
            _checks.One(protection, new ProtectionValidator(shipped.RunnerNames));
            _checks.One(protection.Litestream, new LitestreamValidator());
        }

        _checks.Add(SharedKeys.Of(policy));
        NeedsSidecar(policy);

        _checks.Each(policy.Exemptions, new ExemptionValidator(rules));
        _catalog.Check(policy.Apps);
        _catalog.Check(policy.Backends);
        _checks.Twice(policy.Matrix, r => r.Data ?? [], "data", "the matrix has a row for '{0}' already");
        _checks.Twice(policy.Tiers, t => t.Criticality, "criticality", "there is a tier for '{0}' already");
        _checks.Twice(policy.Classes, c => c.Name, "name", "there is a class '{0}' already");
        _checks.Twice(policy.Rules, r => r.Rule, "rule", "there is an action for '{0}' already");
        _checks.Twice(policy.Nas, n => n.Name, "name", "there is an appliance '{0}' already");
    }

    private void NeedsSidecar(PolicySection policy)
    {
        foreach (var tier in (policy.Tiers ?? []).Where(t => t.Strategy is "litestream" && policy.Protection?.Litestream is null))
        {
            _checks.Add(tier.Pointer + "/strategy", "'litestream' needs protection.litestream: {image, replica}");
        }
    }
}

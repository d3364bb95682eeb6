namespace HomelabStorage.Policies.Templates;

/// <summary>The variables of a block, and of those around it.</summary>
internal sealed class TemplateScope(TemplateScope? around)
{
    private readonly Dictionary<string, object?> _own = new(StringComparer.Ordinal);

    /// <summary>A new variable of this block.</summary>
    public void Declare(string name, object? value) => _own[name] = value;

    /// <summary>Another value for a variable.</summary>
    public void Set(string name, object? value) => Holder(name)._own[name] = value;

    /// <summary>The value of a variable.</summary>
    public object? Value(string name) => Holder(name)._own[name];

    private TemplateScope Holder(string name)
    {
        for (var scope = this; scope is not null; scope = scope.Around)
        {
            if (scope._own.ContainsKey(name))
            {
                return scope;
            }
        }

        throw new TemplateException($"the variable {name} is not set");
    }

    private TemplateScope? Around { get; } = around;
}

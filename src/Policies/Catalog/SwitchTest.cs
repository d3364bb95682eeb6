using System.Text.RegularExpressions;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>When a switch is thrown.</summary>
public abstract record SwitchTest
{
    private SwitchTest()
    {
    }

    /// <summary>Whether a value throws the switch.</summary>
    public abstract bool Holds(string value);

    /// <summary>One of some values, in any case.</summary>
    public sealed record OneOf(IReadOnlyList<string> Values) : SwitchTest
    {
        /// <inheritdoc/>
        public override bool Holds(string value) => Values.Contains(value.Trim(), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Anything that fits a pattern. The expression is built when it is first asked: most apps of the catalog never run here.</summary>
    public sealed record Matches : SwitchTest
    {
        private readonly Lazy<Regex> _expression;

        /// <summary>Expects a pattern, which has passed its checks.</summary>
        public Matches(string pattern) => _expression = new(() => Pattern.Read(pattern)!);

        /// <inheritdoc/>
        public override bool Holds(string value) => _expression.Value.IsMatch(value);
    }

    /// <summary>Anything that is not empty, even a value that cannot be seen.</summary>
    public sealed record Present : SwitchTest
    {
        /// <summary>The one instance.</summary>
        public static Present Instance { get; } = new();

        /// <inheritdoc/>
        public override bool Holds(string value) => value.Length > 0;
    }
}

using System.Text.RegularExpressions;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Catalog;

/// <summary>What a condition expects.</summary>
public abstract record ConditionTest
{
    private ConditionTest()
    {
    }

    /// <summary>Whether a value fits; an absent one is empty.</summary>
    public abstract bool Holds(string value);

    /// <summary>One of some values, in any case.</summary>
    public sealed record OneOf(IReadOnlyList<string> Values) : ConditionTest
    {
        /// <inheritdoc/>
        public override bool Holds(string value)
        {
            for (var i = 0; i < Values.Count; i++)
            {
                if (string.Equals(Values[i], value, StringComparison.OrdinalIgnoreCase))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>Anything that fits a pattern. The expression is built when it is first asked.</summary>
    public sealed record Matches : ConditionTest
    {
        private readonly Lazy<Regex> _expression;

        /// <summary>Expects a pattern, which has passed its checks.</summary>
        public Matches(string pattern) => _expression = new(() => Pattern.Read(pattern)!);

        /// <inheritdoc/>
        public override bool Holds(string value) => value.Length > 0 && _expression.Value.IsMatch(value);
    }

    /// <summary>Nothing at all.</summary>
    public sealed record Absent : ConditionTest
    {
        /// <summary>The one instance.</summary>
        public static Absent Instance { get; } = new();

        /// <inheritdoc/>
        public override bool Holds(string value) => value.Length == 0;
    }
}

using HomelabStorage.Audit.Output;
using HomelabStorage.Policies.Judgement;
using HomelabStorage.Policies.Reports;
using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Audit.Formats;

/// <summary>The words of verdicts and actions in the colours that a person reads them by.</summary>
internal static class VerdictColours
{
    public static Styled Coloured(VerdictKind kind)
    {
        var word = VerdictWords.Spell(kind);
        return kind switch
        {
            VerdictKind.Deny => Styled.Red(word),
            VerdictKind.Warn => Styled.Yellow(word),
            VerdictKind.Unknown => Styled.Blue(word),
            _ => Styled.Green(word),
        };
    }

    public static Styled Coloured(RuleAction action)
    {
        var word = Words.Actions.Spell(action);
        return action switch
        {
            RuleAction.Deny => Styled.Red(word),
            RuleAction.Fix or RuleAction.Warn => Styled.Yellow(word),
            _ => Styled.Grey(word),
        };
    }
}

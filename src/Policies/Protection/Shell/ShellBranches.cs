using HomelabStorage.Policies.Vocabulary;

namespace HomelabStorage.Policies.Protection.Shell;

/// <summary>Goes through what runs only where something is so, or several times.</summary>
internal sealed class ShellBranches(ShellRun run, ShellExpansion expansion, ShellSubstitutions substitutions, ShellVariables variables)
{
    /// <summary>So many rounds of a loop are gone through.</summary>
    private const int MostRounds = 16;

    /// <summary>Commands of which one runs by how the last ended.</summary>
    public ShellAnswer Chain(IReadOnlyList<(ShellNode Node, ShellEnd End)> links, ShellScope scope)
    {
        var answer = ShellAnswer.Yes;
        var before = ShellEnd.And;
        for (var i = 0; i < links.Count; i++)
        {
            var chance = (before, answer) switch
            {
                (ShellEnd.And, ShellAnswer.Yes) or (ShellEnd.Or, ShellAnswer.No) => ShellChance.Sure,
                (ShellEnd.And, ShellAnswer.Likely) or (ShellEnd.Or, ShellAnswer.Unlikely) => ShellChance.Guarded,
                (_, ShellAnswer.Open) => ShellChance.Open,
                (ShellEnd.And, ShellAnswer.Unlikely) or (ShellEnd.Or, ShellAnswer.Likely) => ShellChance.Fallback,
                _ => (ShellChance?)null,
            };
            if (chance is { } runs)
            {
                var isLast = i == links.Count - 1;
                var inner = scope with
                {
                    IsAsked = scope.IsAsked || !isLast,
                    IsFollowed = scope.IsFollowed || links.Skip(i).Any(l => l.End == ShellEnd.Or && !IsFailing(links[^1].Node)),
                };
                var own = run.Walk(links[i].Node, inner.In(runs));
                answer = before == ShellEnd.And ? ShellTest.Both(answer, own) : ShellTest.Not(ShellTest.Both(ShellTest.Not(answer), ShellTest.Not(own)));
            }

            before = links[i].End;
        }

        return answer;
    }

    private static bool IsFailing(ShellNode node) => node is ShellNode.Call { Words: ["false", ..] };

    /// <summary>The branches of a question.</summary>
    public ShellAnswer Choice(ShellNode.Choice choice, ShellScope scope)
    {
        var rest = scope;
        foreach (var (condition, body) in choice.Branches)
        {
            var answer = run.Walk(condition, rest with { IsAsked = true, IsFollowed = true });
            if (answer != ShellAnswer.No)
            {
                run.Walk(body, rest.In(answer switch
                {
                    ShellAnswer.Yes => ShellChance.Sure,
                    ShellAnswer.Likely => ShellChance.Guarded,
                    ShellAnswer.Unlikely => ShellChance.Fallback,
                    _ => ShellChance.Open,
                }));
            }

            if (answer == ShellAnswer.Yes)
            {
                return ShellAnswer.Likely;
            }

            rest = rest.In(answer switch
            {
                ShellAnswer.No => ShellChance.Sure,
                ShellAnswer.Unlikely => ShellChance.Guarded,
                ShellAnswer.Likely => ShellChance.Fallback,
                _ => ShellChance.Open,
            });
        }

        run.Walk(choice.Otherwise, rest);
        return ShellAnswer.Likely;
    }

    /// <summary>What runs while something is so.</summary>
    public ShellAnswer Loop(ShellNode.Loop loop, ShellScope scope)
    {
        if (scope.Names is { Words.Count: > 0 } names
            && loop.Condition is ShellNode.Sequence { Items: [ShellNode.Call { Words: var words }] }
            && words.Contains("read", StringComparer.Ordinal))
        {
            return Rounds(words[^1], names, loop.Body, scope with { Names = null });
        }

        var answer = run.Walk(loop.Condition, scope with { IsAsked = true, IsFollowed = true });
        answer = loop.IsUntil ? ShellTest.Not(answer) : answer;
        return answer == ShellAnswer.No ? ShellAnswer.Yes
            : run.Walk(loop.Body, scope.In(answer == ShellAnswer.Open ? ShellChance.Open : answer == ShellAnswer.Yes ? ShellChance.Sure : ShellChance.Guarded));
    }

    /// <summary>What runs once for each of some words.</summary>
    public ShellAnswer Each(ShellNode.Each each, ShellScope scope)
    {
        var isWhole = true;
        var words = new List<string>();
        foreach (var written in each.Words)
        {
            var names = substitutions.NamesOf(written);
            isWhole &= names?.IsWhole != false;
            words.AddRange(names?.Words ?? expansion.Words(written));
        }

        return Rounds(each.Name, new ShellNames(words, isWhole), each.Body, scope);
    }

    private ShellAnswer Rounds(string name, ShellNames values, ShellNode body, ShellScope scope)
    {
        foreach (var value in values.Words.Take(MostRounds))
        {
            variables.Set(name, value);
            run.Walk(body, values.IsWhole ? scope : scope.In(ShellChance.Open));
        }

        run.IsBroken |= values.Words.Count > MostRounds;
        return ShellAnswer.Likely;
    }

    /// <summary>What runs where a word is another.</summary>
    public ShellAnswer Cases(ShellNode.Cases cases, ShellScope scope)
    {
        var word = expansion.Text(cases.Word);
        foreach (var (patterns, body) in cases.Arms)
        {
            string[] known = [.. patterns.Select(expansion.Text)];
            var isOpen = ShellText.IsOpen(word) || Array.Exists(known, p => ShellText.IsOpen(p) || p.AsSpan().ContainsAny('?', '['));
            if (isOpen)
            {
                run.Walk(body, scope.In(ShellChance.Open));
            }
            else if (Array.Exists(known, p => new Wildcard(p).Matches(word)))
            {
                return run.Walk(body, scope);
            }
        }

        return ShellAnswer.Likely;
    }
}

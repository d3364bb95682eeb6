using System.Text;

namespace HomelabStorage.Policies.Templates;

/// <summary>The words of what stands between two braces. A word that follows another without a blank begins with <see cref="Joined"/>.</summary>
internal static class TemplateWords
{
    /// <summary>Stands before the dot of a field that belongs to what is before it, as in <c>(dict).key</c>.</summary>
    public const char Joined = '\u0001';

    /// <summary>The words.</summary>
    public static Queue<string> Of(string action)
    {
        var words = new Queue<string>();
        for (var at = 0; at < action.Length;)
        {
            var start = at;
            switch (action[at])
            {
                case var blank when char.IsWhiteSpace(blank):
                    at++;
                    continue;
                case '"' or '`' or '\'':
                    at = Quote(action, at);
                    break;
                case '|' or '(' or ')' or ',' or '=':
                    at++;
                    break;
                case ':' when at + 1 < action.Length && action[at + 1] == '=':
                    at += 2;
                    break;
                default:
                    while (at < action.Length && !char.IsWhiteSpace(action[at]) && action[at] is not ('|' or '(' or ')' or ',' or '=' or ':' or '"' or '`'))
                    {
                        at++;
                    }

                    if (at == start)
                    {
                        throw new TemplateException($"'{action[at]}' stands where a word should");
                    }

                    break;
            }

            var isJoined = action[start] == '.' && start > 0 && action[start - 1] == ')';
            words.Enqueue(isJoined ? Joined + action[start..at] : action[start..at]);
        }

        return words;
    }

    /// <summary>What a text in quotes says.</summary>
    public static string Unquoted(string word)
    {
        if (word[0] == '`')
        {
            return word[1..^1];
        }

        var text = new StringBuilder();
        for (var at = 1; at < word.Length - 1; at++)
        {
            var one = word[at];
            text.Append(one != '\\' || at + 2 >= word.Length ? one : word[++at] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                var other => other,
            });
        }

        return text.ToString();
    }

    private static int Quote(string action, int open)
    {
        for (var at = open + 1; at < action.Length; at++)
        {
            if (action[at] == '\\' && action[open] != '`')
            {
                at++;
            }
            else if (action[at] == action[open])
            {
                return at + 1;
            }
        }

        throw new TemplateException("a text does not end");
    }
}

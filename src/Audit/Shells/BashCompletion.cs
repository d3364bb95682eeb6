using System.Text;

namespace HomelabStorage.Audit.Shells;

/// <summary>What bash is told, so that it completes verbs, options and their values; anything else is a file.</summary>
internal static class BashCompletion
{
    public static string Text(CommandWords root)
    {
        var text = new StringBuilder(
            """
            # Completion of homelab-storage for bash: homelab-storage completion bash >/etc/bash_completion.d/homelab-storage
            _homelab_storage() {
              local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} verb='' word words=''
              # Bash takes the = of --option=value for a word of its own.
              if [[ $current == = ]]; then current=''; elif [[ $previous == = ]]; then previous=${COMP_WORDS[COMP_CWORD-2]}; fi
              for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                case "$verb $word" in

            """);
        text.Append($"      {Alternatives(root.All.Skip(1).Select(c => c.Path))}) verb=\"$verb $word\" ;;\n");
        text.Append("    esac\n  done\n  case \"$verb $previous\" in\n");
        foreach (var (command, option) in root.All.SelectMany(c => c.Options.Where(o => o.Value.Length > 0).Select(o => (c, o))))
        {
            text.Append($"    {Alternatives(option.Names.Select(n => Joined(command.Path, n)))}) ");
            text.Append(option.Values.Count > 0
                ? $"mapfile -t COMPREPLY < <(compgen -W '{string.Join(' ', option.Values)}' -- \"$current\"); return ;;\n"
                : "COMPREPLY=(); return ;;\n");
        }

        text.Append("  esac\n  case \"$verb\" in\n");
        foreach (var command in root.All)
        {
            var words = command.Below.Select(b => b.Name).Concat(command.Values).Concat(command.Options.SelectMany(o => o.Names));
            text.Append($"    '{(command.Path.Length == 0 ? string.Empty : $" {command.Path}")}') words='{string.Join(' ', words)}' ;;\n");
        }

        return text.Append(
            """
              esac
              mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
            }
            complete -o default -F _homelab_storage homelab-storage

            """).ToString();
    }

    private static string Alternatives(IEnumerable<string> paths) => string.Join('|', paths.Select(p => $"' {p}'"));

    private static string Joined(string path, string word) => path.Length == 0 ? word : $"{path} {word}";
}

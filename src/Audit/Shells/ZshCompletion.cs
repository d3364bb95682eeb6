using System.Text;

namespace HomelabStorage.Audit.Shells;

/// <summary>What zsh is told, with what each verb and option does.</summary>
internal static class ZshCompletion
{
    public static string Text(CommandWords root)
    {
        var text = new StringBuilder(
            """
            #compdef homelab-storage
            # Completion of homelab-storage for zsh: homelab-storage completion zsh >"${fpath[1]}/_homelab-storage"
            _homelab_storage() {
              local verb='' word
              local -a verbs options values
              for word in "${(@)words[2,CURRENT-1]}"; do
                case "$verb $word" in

            """);
        text.Append($"      ({string.Join('|', root.All.Skip(1).Select(c => Quoted($" {c.Path}")))}) verb=\"$verb $word\" ;;\n");
        text.Append("    esac\n  done\n  case \"$verb ${words[CURRENT-1]}\" in\n");
        foreach (var (command, option) in root.All.SelectMany(c => c.Options.Where(o => o.Value.Length > 0).Select(o => (c, o))))
        {
            var paths = option.Names.Select(n => Quoted(command.Path.Length == 0 ? $" {n}" : $" {command.Path} {n}"));
            text.Append($"    ({string.Join('|', paths)}) ");
            text.Append(option.Values.Count > 0 ? $"compadd -- {string.Join(' ', option.Values.Select(Quoted))}; return ;;\n" : "_files; return ;;\n");
        }

        text.Append("  esac\n  case \"$verb\" in\n");
        foreach (var command in root.All)
        {
            text.Append($"    ({Quoted(command.Path.Length == 0 ? string.Empty : $" {command.Path}")})\n");
            text.Append($"      verbs=({string.Join(' ', command.Below.Select(b => Described(b.Name, b.Description)))})\n");
            text.Append($"      values=({string.Join(' ', command.Values.Select(Quoted))})\n");
            var names = command.Options.SelectMany(o => o.Names.Select(n => Described(n, o.Description)));
            text.Append($"      options=({string.Join(' ', names)}) ;;\n");
        }

        return text.Append(
            """
              esac
              if [[ $PREFIX == -* ]]; then
                _describe -o option options
              else
                (( $#verbs )) && _describe verb verbs
                (( $#values )) && compadd -- $values
                _files
              fi
            }
            if [[ $funcstack[1] == _homelab-storage ]]; then _homelab_storage "$@"; else compdef _homelab_storage homelab-storage; fi

            """).ToString();
    }

    private static string Described(string name, string description) => Quoted($"{name}:{FirstSentence.Of(description)}");

    private static string Quoted(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}

#include "usage/completion.hpp"

#include "usage/option_list.hpp"

#include <algorithm>

namespace pressrun::usage {
namespace {

std::string spaced(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::string command_words(Commands commands) {
  std::string text;
  for (const Command& command : commands) text += std::string{command.name} + " ";
  return text + "help version";
}

/// In single quotes of a POSIX shell.
std::string shell_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string{"'\\''"} : std::string(1, c);
  return out + "'";
}

std::vector<std::string> names_of(const Command& command) {
  std::vector<std::string> names;
  for (const ListedOption& option : options_of(command)) {
    if (option.is_argument) continue;
    names.push_back(option.long_name);
    if (!option.short_name.empty()) names.push_back(option.short_name);
  }
  return names;
}

/// What follows an option, as a case of the shell: pattern and words.
std::string bash_values(Commands commands) {
  std::string text;
  std::vector<std::string> seen;
  for (const Command& command : commands) {
    for (const ListedOption& option : options_of(command)) {
      if (option.choices.empty()) continue;
      const std::string line = "    " + option.long_name + ") COMPREPLY=($(compgen -W " +
                               shell_quoted(spaced(option.choices)) + " -- \"$cur\")); return ;;\n";
      if (std::ranges::find(seen, option.long_name) == seen.end()) text += line;
      seen.push_back(option.long_name);
    }
  }
  return text;
}

std::string bash_text(Commands commands) {
  std::string options;
  for (const Command& command : commands)
    options +=
        "    " + std::string{command.name} + ") words=" + shell_quoted(spaced(names_of(command))) + " ;;\n";
  return "# bash completion of pressrun\n"
         "_pressrun_of_manifest() {\n"
         "  local word\n"
         "  for word in \"${COMP_WORDS[@]:2}\"; do\n"
         "    case $word in\n"
         "      *.yaml|*.yml) pressrun completion \"$1\" \"$word\" 2>/dev/null; return ;;\n"
         "    esac\n"
         "  done\n"
         "}\n"
         "_pressrun() {\n"
         "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words='' IFS=$' \\t\\n'\n"
         "  COMPREPLY=()\n"
         "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
         "    COMPREPLY=($(compgen -W " +
         shell_quoted(command_words(commands)) +
         " -- \"$cur\")); return\n"
         "  fi\n"
         "  if [ \"${COMP_WORDS[1]}\" = help ]; then\n"
         "    COMPREPLY=($(compgen -W " +
         shell_quoted(command_words(commands)) +
         " -- \"$cur\")); return\n"
         "  fi\n"
         "  case $prev in\n" +
         bash_values(commands) +
         "    --job|--select|--exclude)\n"
         "      local IFS=$'\\n' key\n"
         "      cur=${cur#[\\'\\\"]}\n"
         "      for key in $(_pressrun_of_manifest jobs); do\n"
         "        [[ $key == \"$cur\"* ]] && COMPREPLY+=(\"$(printf %q \"$key\")\")\n"
         "      done\n"
         "      return ;;\n"
         "    --environment) COMPREPLY=($(compgen -W \"$(_pressrun_of_manifest environments)\" -- "
         "\"$cur\")); return ;;\n"
         "  esac\n"
         "  if [ \"${COMP_WORDS[1]}\" = completion ] && [ \"$COMP_CWORD\" -eq 2 ]; then\n"
         "    COMPREPLY=($(compgen -W 'bash zsh fish' -- \"$cur\")); return\n"
         "  fi\n"
         "  if [ \"$COMP_CWORD\" -eq 2 ]; then\n"
         "    case ${COMP_WORDS[1]} in\n"
         "      journal) COMPREPLY=($(compgen -W 'check compact export' -- \"$cur\")) ;;\n"
         "      notify) COMPREPLY=($(compgen -W 'test' -- \"$cur\")) ;;\n"
         "    esac\n"
         "  fi\n"
         "  case ${COMP_WORDS[1]} in\n" +
         options +
         "  esac\n"
         "  if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W \"$words\" -- \"$cur\")); return; fi\n"
         "  local IFS=$'\\n'\n"
         "  compopt -o filenames 2>/dev/null\n"
         "  case $prev in\n"
         "    -*) COMPREPLY+=($(compgen -f -- \"$cur\")) ;;\n"
         "    *) COMPREPLY+=($(compgen -f -X '!*.@(yaml|yml)' -- \"$cur\") $(compgen -d -- \"$cur\")) ;;\n"
         "  esac\n"
         "}\n"
         "shopt -s extglob 2>/dev/null\n"
         "complete -F _pressrun pressrun\n";
}

/// Within a zsh specification: "[text]".
std::string zsh_words(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

std::string zsh_argument(const ListedOption& option) {
  if (option.type.empty()) return {};
  if (!option.choices.empty()) return ":" + option.type + ":(" + spaced(option.choices) + ")";
  if (option.long_name == "--job" || option.long_name == "--select" || option.long_name == "--exclude")
    return ":key:_pressrun_jobs";
  if (option.long_name == "--environment") return ":name:_pressrun_environments";
  return ":" + zsh_words(option.type) + (option.type == "FILE" ? ":_files" : ":");
}

std::string zsh_command(const Command& command) {
  std::string text = "    " + std::string{command.name} + ")\n      _arguments";
  for (const ListedOption& option : options_of(command)) {
    if (option.is_argument) continue;
    const std::string rest = "[" + zsh_words(option.text) + "]" + zsh_argument(option);
    text += " \\\n        " + shell_quoted("*" + option.long_name + rest);
    if (!option.short_name.empty()) text += " \\\n        " + shell_quoted("*" + option.short_name + rest);
  }
  const std::string_view name = command.name;
  if (name == "journal") text += " \\\n        '1:action:(check compact export)'";
  if (name == "notify") text += " \\\n        '1:action:(test)'";
  if (name == "completion") text += " \\\n        '1:shell:(bash zsh fish)'";
  return text + " \\\n        '*:manifest:_files -g \"*.(yaml|yml)(-.) *(-/)\"' ;;\n";
}

std::string zsh_text(Commands commands) {
  std::string names, cases;
  for (const Command& command : commands) {
    names += "    " + shell_quoted(std::string{command.name} + ":" + std::string{command.text}) + "\n";
    cases += zsh_command(command);
  }
  return "#compdef pressrun\n"
         "_pressrun_of_manifest() {\n"
         "  local word; local -a found\n"
         "  for word in $words; do\n"
         "    case $word in\n"
         "      *.yaml|*.yml) found=(${(f)\"$(pressrun completion $1 ${(Q)word} 2>/dev/null)\"}); break ;;\n"
         "    esac\n"
         "  done\n"
         "  compadd -a found\n"
         "}\n"
         "_pressrun_jobs() { _pressrun_of_manifest jobs }\n"
         "_pressrun_environments() { _pressrun_of_manifest environments }\n"
         "_pressrun() {\n"
         "  local -a commands=(\n" +
         names +
         "  )\n"
         "  if (( CURRENT == 2 )); then _describe command commands; return; fi\n"
         "  local command=$words[2]\n"
         "  shift words; (( CURRENT-- ))\n"
         "  case $command in\n" +
         cases +
         "    help) _describe command commands ;;\n"
         "  esac\n"
         "}\n"
         "if [[ $funcstack[1] == _pressrun ]]; then _pressrun \"$@\"; else compdef _pressrun pressrun; fi\n";
}

/// In single quotes of fish.
std::string fish_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out + "'";
}

std::string fish_option(const Command& command, const ListedOption& option) {
  std::string text = "complete -c pressrun -n '__fish_seen_subcommand_from " + std::string{command.name} +
                     "' -l " + option.long_name.substr(2);
  if (!option.short_name.empty()) text += " -s " + option.short_name.substr(1);
  if (!option.type.empty()) text += option.type == "FILE" ? " -rF" : " -x";
  if (!option.choices.empty()) text += " -a " + fish_quoted(spaced(option.choices));
  if (option.long_name == "--job" || option.long_name == "--select" || option.long_name == "--exclude")
    text += " -a '(__pressrun_of_manifest jobs)'";
  if (option.long_name == "--environment") text += " -a '(__pressrun_of_manifest environments)'";
  return text + " -d " + fish_quoted(option.text) + "\n";
}

std::string fish_text(Commands commands) {
  std::string text =
      "# fish completion of pressrun\n"
      "function __pressrun_of_manifest\n"
      "  for word in (commandline -opc)\n"
      "    if string match -qr '\\.ya?ml$' -- $word\n"
      "      pressrun completion $argv[1] $word 2>/dev/null\n"
      "      return\n"
      "    end\n"
      "  end\n"
      "end\n";
  for (const Command& command : commands)
    text += "complete -c pressrun -f -n __fish_use_subcommand -a " + std::string{command.name} + " -d " +
            fish_quoted(command.text) + "\n";
  text += "complete -c pressrun -f -n __fish_use_subcommand -a 'help version'\n";
  for (const Command& command : commands)
    for (const ListedOption& option : options_of(command))
      if (!option.is_argument) text += fish_option(command, option);
  return text +
         "complete -c pressrun -n '__fish_seen_subcommand_from journal' -a 'check compact export'\n"
         "complete -c pressrun -n '__fish_seen_subcommand_from notify' -a test\n"
         "complete -c pressrun -f -n '__fish_seen_subcommand_from completion' -a 'bash zsh fish'\n";
}

}  // namespace

std::string completion_text(std::string_view shell, Commands commands) {
  if (shell == "bash") return bash_text(commands);
  return shell == "zsh" ? zsh_text(commands) : fish_text(commands);
}

}  // namespace pressrun::usage

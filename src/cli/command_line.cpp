#include "cli/command_line.hpp"

#include "pressrun/domain/suggest.hpp"
#include "pressrun/domain/text.hpp"
#include "wiring/failure.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>

namespace pressrun::cli {
namespace {

[[noreturn]] void usage(const std::string& text) { throw CommandFailed(ExitCode::usage, text); }

std::string did_you_mean(const std::string& word, const std::vector<std::string>& candidates) {
  const auto near = nearest(word, candidates);
  return near ? "; did you mean '" + *near + "'?" : "";
}

std::vector<std::string> command_names() {
  std::vector<std::string> names{"help", "version"};
  for (const Command& command : commands()) names.emplace_back(command.name);
  return names;
}

std::string version_text() { return "pressrun " PRESSRUN_VERSION "\n"; }

std::string help_text() {
  std::string text =
      "Turns a manifest into finished creatives: nothing paid twice, no wrong picture.\n\n"
      "Usage: pressrun COMMAND [OPTIONS] …\n\n";
  for (const Command& command : commands()) {
    std::string name{command.name};
    text += "  " + name + std::string(12 - name.size(), ' ') + std::string{command.text} + "\n";
  }
  return text +
         "  help        pressrun help COMMAND shows its options with their defaults\n"
         "  version     the version\n\n"
         "The API key is read from ABYSSALE_API_KEY or the file that ABYSSALE_API_KEY_FILE names.\n";
}

const Command& command_named(const std::string& word) {
  if (const Command* command = find_command(word)) return *command;
  if (word.starts_with("-"))
    usage("unknown option '" + printable(word) + "' before the command; options follow it");
  usage("unknown command '" + printable(word) + "'" + did_you_mean(word, command_names()) +
        "\n  pressrun help lists the commands");
}

std::vector<std::string> option_names(const CLI::App& app) {
  std::vector<std::string> names{"--help"};
  for (const CLI::Option* option : app.get_options()) {
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  }
  return names;
}

void refuse_unknown(const CLI::App& app, const Command& command) {
  for (const std::string& word : app.remaining()) {
    if (word == "--") continue;
    if (!word.starts_with("-"))
      usage("'" + std::string{command.name} + "' takes no '" + printable(word) + "'");
    const std::string name = word.substr(0, word.find('='));
    usage("unknown option '" + printable(name) + "'" + did_you_mean(name, option_names(app)) +
          "\n  pressrun help " + std::string{command.name} + " lists the options");
  }
}

void declare(CLI::App& app, const Command& command, OptionSet& set) {
  app.name("pressrun " + std::string{command.name});
  app.allow_extras();
  app.set_help_flag("-h,--help", "this text");
  app.get_formatter()->column_width(36);
  command.declare(set);
}

/// CLI11 takes its words last first.
void parse(CLI::App& app, const Command& command, std::vector<std::string> words) {
  std::ranges::reverse(words);
  try {
    app.parse(std::move(words));
  } catch (const CLI::CallForHelp&) {
    throw;
  } catch (const CLI::ParseError& error) {
    refuse_unknown(app, command);
    usage(printable(error.what()));
  }
  refuse_unknown(app, command);
}

CommandLine read_command(const Command& command, std::vector<std::string> words) {
  CommandLine line;
  line.command = &command;
  CLI::App app{std::string{command.text}};
  OptionSet set{app, line.options};
  declare(app, command, set);
  try {
    parse(app, command, std::move(words));
  } catch (const CLI::CallForHelp&) {
    line.command = nullptr;
    line.text = app.help();
  }
  return line;
}

}  // namespace

std::vector<std::string> unknown_twins(const Environment& environment) {
  const std::vector<std::string> set = environment.names_with("PRESSRUN_");
  if (set.empty()) return {};
  std::vector<std::string> known;
  for (const Command& command : commands()) {
    Options options;
    CLI::App app;
    OptionSet declared{app, options};
    declare(app, command, declared);
    for (const CLI::Option* option : app.get_options()) known.push_back(option->get_envname());
  }
  std::vector<std::string> complaints;
  for (const std::string& name : set) {
    const bool of_a_service =
        name.find("_PORT") != std::string::npos || name.find("_SERVICE_") != std::string::npos;
    // What a command of 'notify' is told, which may start pressrun itself.
    if (name.starts_with("PRESSRUN_NOTIFY_")) continue;
    if (of_a_service || std::ranges::find(known, name) != known.end()) continue;
    complaints.push_back("the environment variable " + printable(name) + " is none of pressrun's" +
                         did_you_mean(name, known));
  }
  return complaints;
}

CommandLine read_command_line(const std::vector<std::string>& words) {
  if (words.empty()) usage("no command\n\n" + help_text());
  const std::string& first = words.front();
  if (first == "version" || first == "--version") return {nullptr, {}, version_text()};
  const bool help = first == "help" || first == "--help" || first == "-h";
  if (help && words.size() < 2) return {nullptr, {}, help_text()};
  if (help && (words[1] == "help" || words[1] == "version")) return {nullptr, {}, help_text()};
  if (help) return read_command(command_named(words[1]), {"--help"});
  const Command& command = command_named(first);
  if (std::ranges::find(words, "--version") != words.end()) return {nullptr, {}, version_text()};
  return read_command(command, {words.begin() + 1, words.end()});
}

}  // namespace pressrun::cli

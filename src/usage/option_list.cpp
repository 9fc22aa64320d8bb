#include "usage/option_list.hpp"

namespace pressrun::usage {
namespace {

/// "how progress is shown (auto, plain, none)": the words in the last brackets, where all are words.
std::vector<std::string> words_in_brackets(const std::string& text) {
  const std::size_t open = text.rfind('(');
  if (open == std::string::npos || !text.ends_with(')')) return {};
  std::vector<std::string> words;
  std::string word;
  for (std::size_t at = open + 1; at < text.size(); ++at) {
    const char c = text[at];
    if (c == ',' || c == ')') {
      words.push_back(std::move(word));
      word.clear();
      if (c == ',' && at + 1 < text.size() && text[at + 1] == ' ') ++at;
    } else if ((c >= 'a' && c <= 'z') || c == '_') {
      word += c;
    } else {
      return {};
    }
  }
  return words.size() > 1 ? words : std::vector<std::string>{};
}

ListedOption listed(const CLI::Option& option) {
  ListedOption made;
  made.is_argument = option.get_positional();
  made.is_required = option.get_required();
  if (!option.get_snames().empty()) made.short_name = "-" + option.get_snames().front();
  made.long_name = made.is_argument ? option.get_name() : "--" + option.get_lnames().front();
  const bool takes_value = option.get_items_expected_max() > 0;
  if (takes_value && !made.is_argument) made.type = option.get_type_name();
  made.text = option.get_description();
  made.default_text = option.get_default_str();
  made.twin = option.get_envname();
  if (made.type == "WORD") made.choices = words_in_brackets(made.text);
  return made;
}

}  // namespace

std::vector<ListedOption> options_of(const Command& command) {
  Options options;
  CLI::App app;
  app.set_help_flag("-h,--help", "this text");
  OptionSet set{app, options};
  command.declare(set);
  std::vector<ListedOption> all;
  for (const CLI::Option* option : app.get_options()) all.push_back(listed(*option));
  return all;
}

}  // namespace pressrun::usage

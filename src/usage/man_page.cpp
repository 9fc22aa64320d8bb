#include "usage/man_page.hpp"

#include "usage/option_list.hpp"

#include <array>
#include <utility>

namespace pressrun::usage {
namespace {

std::string head(const std::string& name, const std::string& section, std::string_view text) {
  return ".TH " + name + " " + section + " \"\" \"pressrun " PRESSRUN_VERSION "\" \"pressrun\"\n.SH NAME\n" +
         roff(name) + " \\- " + roff(text) + "\n";
}

std::string bold(std::string_view text) { return "\\fB" + roff(text) + "\\fR"; }
std::string italic(std::string_view text) { return "\\fI" + roff(text) + "\\fR"; }

std::string synopsis(const Command& command) {
  std::string text = bold("pressrun " + std::string{command.name}) + " [" + italic("OPTION") + "]...";
  for (const ListedOption& option : options_of(command)) {
    if (!option.is_argument) continue;
    const bool many = option.long_name == "MANIFEST" && command.several;
    text +=
        " " + (option.is_required || option.long_name == "MANIFEST" ? italic(option.long_name)
                                                                    : "[" + italic(option.long_name) + "]");
    if (many) text += "...";
  }
  return text;
}

std::string option_text(const ListedOption& option) {
  std::string text = ".TP\n";
  if (option.is_argument) {
    text += italic(option.long_name);
  } else {
    if (!option.short_name.empty()) text += bold(option.short_name) + ", ";
    text += bold(option.long_name);
    if (!option.type.empty()) text += " " + italic(option.type);
  }
  text += "\n" + roff(option.text);
  if (!option.default_text.empty()) text += " (default: " + roff(option.default_text) + ")";
  if (!option.twin.empty()) text += "; " + bold(option.twin);
  return text + "\n";
}

constexpr std::array exit_codes = std::to_array<std::pair<ExitCode, std::string_view>>({
    {ExitCode::success, "everything asked for is there, unchanged jobs included"},
    {ExitCode::other_error, "an error of no other class"},
    {ExitCode::usage, "usage, manifest or preflight error: nothing was submitted"},
    {ExitCode::some_failed, "finished, and some jobs failed or came out partial"},
    {ExitCode::not_found, "the named job, design or run does not exist"},
    {ExitCode::service_away, "the network or the service stayed away: the same command continues later"},
    {ExitCode::journal_or_results, "the journal or the results could not be read or written"},
    {ExitCode::account, "the account cannot go on: credits, plan"},
    {ExitCode::max_credits, "a limit of credits stopped the run"},
    {ExitCode::deadline, "the deadline came with work left"},
    {ExitCode::locked, "another run holds this journal"},
    {ExitCode::key, "key missing or refused"},
    {ExitCode::in_doubt, "at least one job is in doubt: pressrun resolve decides"},
    {ExitCode::hung_up, "SIGHUP, after a clean stop"},
    {ExitCode::interrupted, "SIGINT, after a clean stop"},
    {ExitCode::terminated, "SIGTERM, after a clean stop"},
});

std::string exit_codes_text() {
  std::string text = ".SH EXIT STATUS\n";
  for (const auto& [code, words] : exit_codes)
    text += ".TP\n" + bold(std::to_string(static_cast<int>(code))) + "\n" + roff(words) + "\n";
  return text;
}

constexpr std::array variables = std::to_array<std::pair<std::string_view, std::string_view>>({
    {"ABYSSALE_API_KEY", "the API key"},
    {"ABYSSALE_API_KEY_FILE", "a file that holds it; else $CREDENTIALS_DIRECTORY/abyssale-api-key is read"},
    {"ABYSSALE_BASE_URL", "the API's address, where --base-url does not say"},
    {"HTTPS_PROXY, ALL_PROXY, NO_PROXY", "as curl(1) reads them"},
    {"SSL_CERT_FILE", "trusted certificates in place of the system's"},
    {"NO_COLOR, CLICOLOR_FORCE", "whether there are colours"},
    {"PRESSRUN_...", "each long option has a twin: --max-credits is PRESSRUN_MAX_CREDITS; the option wins"},
});

std::string environment_text() {
  std::string text = ".SH ENVIRONMENT\n";
  for (const auto& [name, words] : variables) text += ".TP\n" + bold(name) + "\n" + roff(words) + "\n";
  return text;
}

}  // namespace

std::string roff(std::string_view text) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && (c == '.' || c == '\'')) out += "\\&";
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else if (c == '\'') {
      out += "\\(aq";
    } else {
      out += c;
    }
    line_begins = c == '\n';
  }
  return out;
}

std::string man_page(const Command& command) {
  std::string text = head("pressrun-" + std::string{command.name}, "1", command.text) + ".SH SYNOPSIS\n" +
                     synopsis(command) + "\n.SH OPTIONS\n";
  for (const ListedOption& option : options_of(command)) text += option_text(option);
  return text + ".SH SEE ALSO\n.BR pressrun (1),\n.BR pressrun\\-manifest (5)\n";
}

std::string program_man_page(Commands commands) {
  std::string text = head("pressrun", "1",
                          "turns a manifest into finished creatives: nothing paid twice, no wrong picture") +
                     ".SH SYNOPSIS\n" + bold("pressrun") + " " + italic("COMMAND") + " [" + italic("OPTION") +
                     "]...\n.SH DESCRIPTION\n" +
                     roff(
                         "Submits the jobs of a manifest to the Abyssale API, waits for what they come to, "
                         "and writes the results. "
                         "What was bought is kept in a journal beside the manifest, so the same command "
                         "again continues, and "
                         "submits nothing twice.") +
                     "\n.SH COMMANDS\n";
  for (const Command& command : commands)
    text += ".TP\n" + bold("pressrun-" + std::string{command.name}) + "(1)\n" + roff(command.text) + "\n";
  return text + environment_text() + exit_codes_text() +
         ".SH SEE ALSO\n.BR pressrun\\-run (1),\n.BR pressrun\\-manifest (5)\n";
}

std::string simulator_man_page() {
  return head("pressrun-simulator", "1", "serves the simulated API for pressrun") + ".SH SYNOPSIS\n" +
         bold("pressrun-simulator") + " [" + bold("--port") + " " + italic("N") + "] [" + bold("--scenario") +
         " " + italic("FILE") + "] [" + bold("--quiet") + "]\n.SH DESCRIPTION\n" +
         roff(
             "Serves the bundled simulator of the API on 127.0.0.1, and prints its address. 'pressrun "
             "simulate' and "
             "'pressrun run --simulate' start it.") +
         "\n.SH OPTIONS\n.TP\n" + bold("--port") + " " + italic("N") + "\n" + roff("port; 0: any free one") +
         "\n.TP\n" + bold("--scenario") + " " + italic("FILE") + "\n" +
         roff("what is simulated (default: the bundled workspace)") + "\n.TP\n" + bold("-q") + ", " +
         bold("--quiet") + "\n" + roff("no statistics at the end") + "\n.TP\n" + bold("--beside") + "\n" +
         roff("serve for as long as standard input is open, whatever signals come") +
         "\n.SH SEE ALSO\n.BR pressrun\\-simulate (1)\n";
}

}  // namespace pressrun::usage

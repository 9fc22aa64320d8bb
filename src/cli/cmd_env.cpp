#include "cli/command_table.hpp"
#include "pressrun/domain/text.hpp"
#include "usage/option_list.hpp"

#include <iostream>

namespace pressrun::cli {
namespace {

void print(const std::string& name, const std::string& value, const std::string& from) {
  std::cout << name << " = " << printable(value) << "   (" << from << ")\n";
}

/// Who may see the page may not see a password.
std::string without_password(const std::string& url) {
  const std::size_t at = url.rfind('@');
  return at == std::string::npos ? url : "…@" + url.substr(at + 1);
}

void print_options(const Environment& environment) {
  for (const ListedOption& option : options_of(*find_command("run"))) {
    if (option.is_argument || option.twin.empty()) continue;
    const std::string name = option.long_name.substr(2);
    if (const std::string* set = environment.find(option.twin)) {
      print(name, *set, option.twin);
    } else if (!option.default_text.empty()) {
      print(name, option.default_text, "default");
    } else if (option.type.empty()) {
      print(name, "no", "default");
    }
  }
}

void print_key(const Environment& environment) {
  const std::string file = environment.value("ABYSSALE_API_KEY_FILE");
  const std::string folder = environment.value("CREDENTIALS_DIRECTORY");
  if (!environment.value("ABYSSALE_API_KEY").empty())
    print("API key", "set", "ABYSSALE_API_KEY");
  else if (!file.empty())
    print("API key", "in " + file, "ABYSSALE_API_KEY_FILE");
  else if (!folder.empty())
    print("API key", "in " + folder + "/abyssale-api-key", "CREDENTIALS_DIRECTORY");
  else
    print("API key", "none", "default");
}

}  // namespace

ExitCode cmd_env(Invocation& invocation) {
  const Environment& environment = invocation.environment;
  print_key(environment);
  if (environment.value("PRESSRUN_BASE_URL").empty()) {
    const bool set = !environment.value("ABYSSALE_BASE_URL").empty();
    print("address", find_base_url("", environment), set ? "ABYSSALE_BASE_URL" : "default");
  }
  print_options(environment);
  for (const char* name : {"HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy", "NO_PROXY", "no_proxy",
                           "SSL_CERT_FILE", "NO_COLOR", "CLICOLOR_FORCE", "TZ", "XDG_STATE_HOME"})
    if (const std::string value = environment.value(name); !value.empty())
      print(name, without_password(value), "environment");
  std::cout.flush();
  return ExitCode::success;
}

}  // namespace pressrun::cli

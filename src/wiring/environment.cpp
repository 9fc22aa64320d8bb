#include "wiring/environment.hpp"

#include "pressrun/io/beast_transport.hpp"
#include "wiring/failure.hpp"

#include <algorithm>
#include <unistd.h>

namespace pressrun::wiring {
namespace {

constexpr std::size_t longest_key = 4096;

std::string trimmed(std::string key) {
  while (!key.empty() && (key.back() == '\n' || key.back() == '\r')) key.pop_back();
  return key;
}

/// A line break inside a key would be a second header of the request.
std::string checked(std::string key, const std::string& from) {
  key = trimmed(std::move(key));
  if (key.empty()) throw CommandFailed(usage::ExitCode::key, "the API key in " + from + " is empty");
  const bool printable_ascii = std::ranges::all_of(key, [](char c) { return c > 0x20 && c < 0x7F; });
  if (!printable_ascii || key.size() > longest_key) {
    throw CommandFailed(
        usage::ExitCode::key,
        "the API key in " + from + " has spaces, control characters or other text that a key cannot have");
  }
  return key;
}

std::string key_from_file(const std::string& path, const std::string& from, const ReadFile& read_file) {
  auto text = read_file(path);
  if (!text)
    throw CommandFailed(usage::ExitCode::key,
                        "the API key file '" + path + "' (" + from + ") cannot be read");
  return checked(std::move(*text), "'" + path + "'");
}

}  // namespace

Environment Environment::of_process() {
  std::map<std::string, std::string> variables;
  for (char** entry = ::environ; entry != nullptr && *entry != nullptr; ++entry) {
    const std::string text{*entry};
    const std::size_t equals = text.find('=');
    if (equals != std::string::npos) variables.emplace(text.substr(0, equals), text.substr(equals + 1));
  }
  return Environment{std::move(variables)};
}

const std::string* Environment::find(const std::string& name) const {
  const auto found = variables_.find(name);
  return found == variables_.end() ? nullptr : &found->second;
}

std::vector<std::string> Environment::names_with(const std::string& prefix) const {
  std::vector<std::string> names;
  for (const auto& [name, value] : variables_)
    if (name.starts_with(prefix)) names.push_back(name);
  return names;
}

std::string Environment::value(const std::string& name) const {
  const std::string* found = find(name);
  return found == nullptr ? std::string{} : *found;
}

std::string find_api_key(const Environment& environment, const ReadFile& read_file) {
  if (const auto key = environment.value("ABYSSALE_API_KEY"); !key.empty())
    return checked(key, "ABYSSALE_API_KEY");
  if (const auto path = environment.value("ABYSSALE_API_KEY_FILE"); !path.empty()) {
    return key_from_file(path, "ABYSSALE_API_KEY_FILE", read_file);
  }
  if (const auto folder = environment.value("CREDENTIALS_DIRECTORY"); !folder.empty()) {
    const std::string path = folder + "/abyssale-api-key";
    if (auto text = read_file(path)) return checked(std::move(*text), "'" + path + "'");
  }
  throw CommandFailed(usage::ExitCode::key,
                      "no API key: set ABYSSALE_API_KEY, or ABYSSALE_API_KEY_FILE to a file that holds it "
                      "(or try --simulate, which needs none)");
}

std::string find_base_url(const std::string& option, const Environment& environment) {
  if (!option.empty()) return option;
  if (auto url = environment.value("ABYSSALE_BASE_URL"); !url.empty()) return url;
  return io::TransportOptions{}.base_url;
}

bool is_utf8_locale(const Environment& environment) {
  for (const char* name : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const std::string value = environment.value(name);
    if (value.empty()) continue;
    return value.find("UTF-8") != std::string::npos || value.find("utf8") != std::string::npos;
  }
  return false;
}

}  // namespace pressrun::wiring

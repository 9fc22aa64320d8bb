#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::wiring {

/// The variables of the process. Only this layer reads them; what the others need is handed to them.
class Environment {
 public:
  Environment() = default;
  explicit Environment(std::map<std::string, std::string> variables) : variables_(std::move(variables)) {}
  static Environment of_process();

  /// nullptr where it is not set.
  [[nodiscard]] const std::string* find(const std::string& name) const;
  /// Empty where it is not set.
  [[nodiscard]] std::string value(const std::string& name) const;
  /// Those that are set, and whose names begin so.
  [[nodiscard]] std::vector<std::string> names_with(const std::string& prefix) const;

 private:
  std::map<std::string, std::string> variables_;
};

/// What LC_ALL, LC_CTYPE or LANG, the first that is set, says of the terminal.
bool is_utf8_locale(const Environment& environment);

/// Reads a small file whole; nothing where that is not possible.
using ReadFile = std::function<std::optional<std::string>(const std::string& path)>;

/// ABYSSALE_API_KEY, else the file that ABYSSALE_API_KEY_FILE names, else
/// $CREDENTIALS_DIRECTORY/abyssale-api-key. Throws CommandFailed (12) where there is none, or where it cannot
/// be one. No message carries the key.
std::string find_api_key(const Environment& environment, const ReadFile& read_file);

/// Flag, else PRESSRUN_BASE_URL (both arrive as `option`), else ABYSSALE_BASE_URL, else the vendor's.
std::string find_base_url(const std::string& option, const Environment& environment);

}  // namespace pressrun::wiring

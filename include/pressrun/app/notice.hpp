#pragma once

#include "pressrun/domain/results.hpp"
#include "pressrun/manifest/notify_sink.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

/// How a run of one manifest begins or ended, for those who are told.
struct Notice {
  std::string name;      ///< the manifest's
  std::string manifest;  ///< as it was named
  std::string run_id;    ///< of the process: the same at the start and at the end
  std::string host;
  std::string message;             ///< one sentence
  std::string summary;             ///< some lines for people; may be empty
  std::optional<int> exit_code;    ///< nothing: it begins
  std::optional<int> code_before;  ///< of the run before; nothing: there was none, or it is not known
  bool bought = false;             ///< something was submitted
  Summary jobs;                    ///< how its jobs stand now; nothing but zeros where that is not known
  bool is_test = false;            ///< nothing has happened
};

/// All states that apply, the one to be named first.
std::vector<manifest::NotifyState> states_of(const Notice& notice);
/// The word of the first; "test" where nothing has happened.
std::string state_word(const Notice& notice);

/// What bodies may read, by name: exactly manifest::notify_fields.
manifest::NotifyValues values_of(const Notice& notice);
/// The same as one JSON object on a line, numbers as numbers.
std::string notice_json(const Notice& notice);

/// A ping's address by the conventions of healthchecks: /start, or the exit code; the run's id as `rid`.
std::string ping_url(const std::string& url, const Notice& notice);
/// What is sent with it: at most 100 kB.
std::string ping_body(const Notice& notice);

}  // namespace pressrun::app

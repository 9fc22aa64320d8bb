#pragma once

#include <string>
#include <sys/types.h>
#include <vector>

namespace pressrun::wiring {

/// Where the program `pressrun-simulator` is: beside this one, else on the search path. Throws CommandFailed
/// (2) with what to install where it is not there.
std::string find_simulator();

/// The variables of this process, less the API key, which no other program gets to see.
std::vector<std::string> environment_without_key();
/// As the calls that start programs take them: the pointers are into `texts`, and a null ends them.
std::vector<char*> null_terminated(std::vector<std::string>& texts);

/// The simulator on a free loopback port, as a process of its own that ends with this object, or with this
/// process, whatever ends it.
class LocalSimulator {
 public:
  /// `scenario`: its file; empty: the bundled one. Throws CommandFailed (2) where there is no simulator, or
  /// where the scenario cannot be used.
  explicit LocalSimulator(const std::string& scenario);
  ~LocalSimulator();
  LocalSimulator(const LocalSimulator&) = delete;
  LocalSimulator& operator=(const LocalSimulator&) = delete;

  [[nodiscard]] const std::string& base_url() const { return base_url_; }
  [[nodiscard]] const std::string& signing_secret() const { return signing_secret_; }

 private:
  std::string signing_secret_;
  std::string base_url_;
  pid_t process_ = -1;
  int its_input_ = -1;  ///< the end of its standard input that is ours
};

}  // namespace pressrun::wiring

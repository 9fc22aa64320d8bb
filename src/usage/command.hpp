#pragma once

#include "usage/exit_code.hpp"
#include "usage/option_set.hpp"

#include <span>
#include <string_view>

namespace pressrun::wiring {
struct Invocation;
}

namespace pressrun::usage {

/// What has been prepared when a command's function is called.
enum class Stage {
  options,    ///< the command line was read
  manifests,  ///< the manifests too, without an error
  findings,   ///< the manifests too; what is wrong with them stands in the findings, and is the command's to
              ///< tell
};

/// A command as help, man pages and completions show it, and what carries it out.
struct Command {
  std::string_view name;
  std::string_view text;
  Stage needs = Stage::options;
  bool several = false;  ///< takes more than one manifest
  void (*declare)(OptionSet&) = nullptr;
  ExitCode (*run)(wiring::Invocation&) = nullptr;
};
using Commands = std::span<const Command>;

}  // namespace pressrun::usage

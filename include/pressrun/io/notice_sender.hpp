#pragma once

#include "pressrun/domain/time.hpp"
#include "pressrun/io/beast_transport.hpp"

#include <string>
#include <utility>
#include <vector>

namespace pressrun::io {

/// Runs a program with these variables added to the environment and `input` on its standard input; what it
/// prints goes to standard error. It is killed, with all that it started, when `limit` is over. Answers what
/// went wrong, or nothing. Blocks. Errors: none thrown.
std::string run_notice_command(const std::vector<std::string>& command,
                               const std::vector<std::pair<std::string, std::string>>& variables,
                               const std::string& input, Duration limit);

/// Posts `body`, without any header of the API's. Answers what went wrong, or nothing; the address is not in
/// it, as it may hold a secret. Blocks for `limit` at most. Errors: none thrown.
std::string post_notice(const TransportOptions& options, const std::string& url, const std::string& body,
                        const std::string& content_type, Duration limit);

}  // namespace pressrun::io

#include "cli/listing.hpp"

#include "pressrun/domain/text.hpp"
#include "wiring/failure.hpp"

#include <iostream>
#include <sys/ioctl.h>
#include <unistd.h>

namespace pressrun::cli {

void check_end(const ListingEnd& end, std::string_view what, const Session& session) {
  if (end.stop != app::Stop::none)
    throw CommandFailed(code_of(end.stop, session.signal()), printable(end.reason));
  if (end.refusal) {
    const bool plan = end.refusal->id == "feature_not_in_plan";
    throw CommandFailed(
        plan ? ExitCode::account : ExitCode::other_error,
        "the API does not list the " + std::string{what} + ": " + printable(end.refusal->message));
  }
  if (end.missing > 0) {
    std::cerr << "pressrun: the list is not complete: the API counts " << end.missing << " more " << what
              << ", and did not show them\n";
  }
}

void print(const std::string& text) { std::cout << text << std::flush; }

report::TableRoom room_of(const Environment& environment) {
  report::TableRoom room;
  winsize size{};
  const bool known =
      ::isatty(STDOUT_FILENO) == 1 && ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  if (known) room.width = size.ws_col;
  room.unicode = is_utf8_locale(environment);
  return room;
}

void print_count(const Options& options, std::size_t shown, std::size_t all, std::string_view what) {
  if (options.output.quiet) return;
  const std::string things{all == 1 ? what.substr(0, what.size() - 1) : what};
  if (all == 0) {
    std::cerr << "no " << what << " in this workspace\n";
  } else if (shown == 0) {
    std::cerr << "none of " << all << " " << things << "\n";
  } else {
    std::cerr << (shown < all ? std::to_string(shown) + " of " : "") << all << " " << things << "\n";
  }
}

}  // namespace pressrun::cli

#include "cli/listing.hpp"

namespace pressrun::cli {

ExitCode cmd_fonts(Invocation& invocation) {
  Session session{invocation.options, invocation.environment};
  auto fonts =
      items_of(session.await(app::read_fonts(session.run_options(), session.deps())), "fonts", session);
  const std::size_t all = fonts.size();
  return show(invocation, std::move(fonts), all, "fonts");
}

}  // namespace pressrun::cli

#include "cli/preflight.hpp"

#include "cli/show_findings.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/views/findings_json.hpp"
#include "wiring/failure.hpp"

#include <boost/json.hpp>

#include <iostream>

namespace pressrun::cli {
namespace {

/// All that can be checked without the API. Throws Declined on a finding that stops; it says too why no
/// design was read, as that is the next thing to mend.
void check_offline(Invocation& invocation, const std::string& reason) {
  app::check_alone(invocation.manifests, invocation.findings);
  const app::FindingSet& found = invocation.findings;
  const bool strict = invocation.options.input.strict;
  if (invocation.options.output.json && found.must_stop(strict))
    std::cout << boost::json::serialize(boost::json::object{{"findings", views::findings_json(found)},
                                                            {"findings_not_shown", found.not_shown()}})
              << "\n";
  try {
    print_and_stop_on_errors(invocation);
  } catch (const app::Declined& declined) {
    throw app::Declined(
        declined.reason,
        std::string{declined.what()} +
            "\n  no design was read, so names and formats were not compared: " + printable(reason));
  }
}

}  // namespace

std::unique_ptr<Session> open_session(Invocation& invocation) {
  try {
    return std::make_unique<Session>(invocation.options, invocation.environment);
  } catch (const CommandFailed& failure) {
    check_offline(invocation, failure.what());
    throw;
  }
}

app::GroundRequest ground_request(Invocation& invocation, bool with_balance) {
  return {invocation.manifests, invocation.findings, invocation.journals,
          invocation.options.run.skip_preflight, with_balance};
}

app::Ground read_workspace(Invocation& invocation, Session* session, bool with_balance) {
  const app::GroundRequest request = ground_request(invocation, with_balance);
  if (session == nullptr) return app::recall_workspace(request, invocation.options.run.offline);
  app::Ground ground = session->await(app::read_workspace(request, session->run_options(), session->deps()));
  session->stop_listening();
  return ground;
}

void find_accounts(Invocation& invocation, Session& session, app::Ground& ground) {
  const app::GroundRequest request = ground_request(invocation, false);
  app::Caller caller = session.caller();
  ground = session.await(
      app::find_accounts(request, caller, session.run_options(), session.deps(), std::move(ground)));
  session.stop_listening();
}

ExitCode conclude_stopped(Invocation& invocation, const app::Ground& ground, int signal) {
  check_offline(invocation, ground.reason);
  std::cerr << "pressrun: " << printable(ground.reason) << "; nothing was submitted\n";
  return code_of(ground.stop, signal);
}

}  // namespace pressrun::cli

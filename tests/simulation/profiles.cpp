#include "simulation/profiles.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace pressrun::test {
namespace {

using simulator::Fault;

Fault fault(std::string kind, std::string on, double probability) {
  Fault made;
  made.kind = std::move(kind);
  made.on = std::move(on);
  made.probability = probability;
  return made;
}

Fault status(int code, std::string on, double probability, std::string body) {
  Fault made = fault("status", std::move(on), probability);
  made.status = code;
  made.body = std::move(body);
  return made;
}

Fault outage(std::chrono::seconds from, std::chrono::seconds takes) {
  Fault made = status(502, "any", 1, "html");
  made.from = from;
  made.until = from + takes;
  return made;
}

std::vector<Fault> flaky() {
  return {status(503, "poll", 0.05, "html"), status(500, "poll", 0.02, "envelope"),
          fault("reset_before", "poll", 0.02), fault("truncate", "poll", 0.02),
          fault("garbage", "poll", 0.01)};
}

std::vector<Fault> hostile() {
  std::vector<Fault> faults = flaky();
  for (const char* kind : {"reset_before", "reset_after", "truncate", "garbage", "empty", "no_id", "stall"}) {
    faults.push_back(fault(kind, "submit", 0.01));
  }
  faults.push_back(status(502, "submit", 0.01, "html"));
  faults.push_back(status(500, "submit", 0.01, "envelope"));
  faults.push_back(fault("bare_429", "any", 0.01));
  faults.push_back(fault("drip", "poll", 0.01));
  faults.push_back(outage(std::chrono::seconds{12}, std::chrono::seconds{9}));
  return faults;
}

Profile killed() {
  Profile made{"killed", {}};
  made.format_failures = 0.02;
  made.quirks = 0.05;
  made.processes = 4;
  made.killed = 0.9;
  made.edited = 0.3;
  made.shuffled = true;
  return made;
}

Profile weather() {
  Profile made{"flaky", flaky()};
  made.format_failures = 0.05;
  made.quirks = 0.2;
  made.processes = 2;
  made.odd_answers = 0.01;
  made.nobody_known = 0.1;
  made.shuffled = true;
  return made;
}

/// Renderings that fail, and answers that do: what is rendered again meets every event too, edits among them.
Profile brittle() {
  Profile made{"brittle", {fault("reset_after", "submit", 0.06)}};
  made.format_failures = 0.3;
  made.quirks = 0.4;
  made.processes = 4;
  made.edited = 0.2;
  made.redesigned = 0.4;
  made.forced = 0.1;
  made.retried = 0.2;
  made.unread = 0.3;
  made.resolved = 0.4;
  made.resubmits = 0.4;
  made.selected = 0.2;
  made.planned = 0.1;
  made.odd_answers = 0.06;
  made.shuffled = true;
  return made;
}

/// People: edits, signals, bounds, resolutions.
Profile handled() {
  Profile made{"handled", flaky()};
  made.format_failures = 0.05;
  made.quirks = 0.05;
  made.processes = 5;
  made.killed = 0.3;
  made.signalled = 0.4;
  made.bounded = 0.3;
  made.edited = 0.8;
  made.redesigned = 0.2;
  made.selected = 0.2;
  made.planned = 0.1;
  made.forced = 0.2;
  made.retried = 0.1;
  made.unread = 0.3;
  made.alone = 0.4;
  made.elsewhere = 0.15;
  made.resolved = 0.5;
  made.resubmits = 0.1;
  made.read_beside = 0.02;
  made.held_up = 0.01;
  return made;
}

Profile everything() {
  Profile made{"hostile", hostile()};
  made.format_failures = 0.1;
  made.quirks = 0.15;
  made.processes = 5;
  made.killed = 0.5;
  made.signalled = 0.15;
  made.disk_fails = 0.15;
  made.bounded = 0.15;
  made.edited = 0.5;
  made.redesigned = 0.2;
  made.selected = 0.15;
  made.planned = 0.1;
  made.forced = 0.15;
  made.retried = 0.1;
  made.unread = 0.25;
  made.alone = 0.3;
  made.elsewhere = 0.1;
  made.nobody_known = 0.05;
  made.resolved = 0.3;
  made.resubmits = 0.1;
  made.read_beside = 0.005;
  made.odd_answers = 0.02;
  made.held_up = 0.02;
  made.foreign = 0.02;
  made.limits = 0.002;
  made.credits = 0.002;
  made.clock = 0.002;
  made.shuffled = true;
  return made;
}

/// The same with webhooks.
Profile told() {
  Profile made = everything();
  made.name = "webhooks";
  made.webhooks = true;
  made.faults.push_back(fault("reset_after", "submit", 0.1));
  return made;
}

}  // namespace

const std::vector<Profile>& profiles() {
  static const std::vector<Profile> all{Profile{"quiet", {}}, killed(), weather(), brittle(), handled(),
                                        everything(),         told()};
  return all;
}

const Profile& profile(std::string_view name) {
  const auto found =
      std::ranges::find_if(profiles(), [&](const Profile& profile) { return profile.name == name; });
  if (found == profiles().end()) throw std::invalid_argument("no profile '" + std::string{name} + "'");
  return *found;
}

}  // namespace pressrun::test

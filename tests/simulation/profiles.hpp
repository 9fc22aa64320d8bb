#pragma once

#include "pressrun/simulator/scenario.hpp"

#include <string_view>
#include <vector>

namespace pressrun::test {

/// How hard a world is. Probabilities; those "a jump" are asked each time the clock jumps.
struct Profile {
  const char* name;
  std::vector<simulator::Fault> faults;  ///< of the API and the network
  double format_failures = 0;            ///< share of formats that come out as errors
  double quirks = 0;                     ///< share of generations with odd answers (quirks.hpp)
  int processes = 1;                     ///< most that are made to end early, before some that are left alone

  double killed = 0;      ///< a process is killed, after any of its handlers
  double signalled = 0;   ///< a process gets SIGTERM, perhaps twice
  double disk_fails = 0;  ///< a process finds the disk full, at any record
  double bounded = 0;     ///< a process has a deadline, a bound on credits, or --fail-fast
  double edited = 0;      ///< a manifest is edited between two processes
  double redesigned = 0;  ///< a design is edited between two processes
  double selected = 0;    ///< a process runs with --select
  double planned = 0;    ///< a plan is saved; and one that was is carried out, perhaps not for the first time
  double forced = 0;     ///< a process runs with --force
  double retried = 0;    ///< a process runs with --select status:failed
  double unread = 0;     ///< a process runs with --no-preflight
  double alone = 0;      ///< a process runs one manifest of two
  double elsewhere = 0;  ///< a process runs with a key of another account
  double nobody_known = 0;  ///< a process meets an API that knows none of its ids
  double resolved = 0;      ///< a request in doubt is resolved between two processes
  double resubmits = 0;     ///< a process runs with --in-doubt resubmit
  double read_beside = 0;   ///< a jump: `plan` and `status` read the journal

  double odd_answers = 0;  ///< a call: something else than the API answers
  double held_up = 0;      ///< a POST: it arrives when the client has given up on it
  double foreign = 0;      ///< a jump: another client uses the same key
  double limits = 0;       ///< a jump: the rate limits change
  double credits = 0;      ///< a jump: the credits are spent by others, or topped up
  double clock = 0;        ///< a jump: the calendar is set, the process stalls, or the machine sleeps
  bool webhooks = false;   ///< deliveries come in: lost, late, repeated, forged, replayed; signed or not
  bool shuffled = false;   ///< timers that are close wake in any order, commits take any time
};

/// From quiet to hostile.
const std::vector<Profile>& profiles();
/// Throws std::invalid_argument where there is none of that name.
const Profile& profile(std::string_view name);

}  // namespace pressrun::test

#pragma once

#include "app/run_observer.hpp"
#include "pressrun/app/run.hpp"
#include "pressrun/core/admission.hpp"
#include "pressrun/core/run_control.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace pressrun::app {

/// Stops a run: what core/run_control decides is told to whoever listens and to the admission, and wakes the
/// scheduler. Threads: one strand.
class RunStops {
 public:
  RunStops(const RunOptions& options, const Deps& deps, Admission& admission, const RunObservers& observers);

  /// Wakes up for signals, until `ignore_signals`. Who reads designs meanwhile listens in its place: then
  /// this is called again.
  void listen();
  void ignore_signals();
  void stop(Stop why, std::string reason);
  /// What a call's trouble means for the whole run.
  void note(const Trouble& trouble);
  /// A submission was lost.
  void note_lost(const Failure& failure) { control_.note_lost(failure.message); }

  /// Before the first call; true: the run has stopped.
  [[nodiscard]] bool stops_early();
  /// Looks at signals, deadline and service. True, once: the calls under way are to be cut off.
  [[nodiscard]] bool look(bool work_left);
  [[nodiscard]] const RunControl& control() const { return control_; }

  void wake() { alarm_->ring(); }
  /// Until then, or until something is reported, or the control has to look again.
  asio::awaitable<void> wait_for_news(Instant until);

 private:
  [[nodiscard]] RunSigns signs(bool work_left) const;
  void obey();
  void note_away(const Failure& failure);

  const Deps& deps_;
  Admission& admission_;
  const RunObservers& observers_;
  RunControl control_;
  std::unique_ptr<Alarm> alarm_;
  std::size_t told_ = 0;  // of the control's stops
};

}  // namespace pressrun::app

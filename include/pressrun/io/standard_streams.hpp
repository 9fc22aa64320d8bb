#pragma once

#include <functional>
#include <memory>
#include <string>

namespace pressrun::io {

/// The program's std::cout and std::cerr while it lives.
///
/// Standard output is written whole, also into a pipe that does not block (EAGAIN is waited for), and why it
/// could not be written is kept. Standard error is written as it always is, until `stop_waiting`: from then
/// on a thread of its own writes it, out of a queue of 1 MiB, and what finds no room is left out and counted.
/// So neither a pipe that nobody reads nor a terminal that was stopped with Ctrl-S holds up who writes.
///
/// One at a time. Threads: the streams by one thread at a time, as std::cout is.
class StandardStreams {
 public:
  StandardStreams();
  ~StandardStreams();  ///< `finish`, then the streams are as before
  StandardStreams(const StandardStreams&) = delete;
  StandardStreams& operator=(const StandardStreams&) = delete;

  /// Writes what is still to be written. Of what waits for a reader of standard error it gives up what is not
  /// taken within a second. Answers errno of the first write to standard output that failed; 0: none did.
  int finish();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// From here on whole lines that are written to std::cerr are given to `instead`, and what it answers is
/// written, at once. What is no whole line waits for its end. Empty: as before. Without StandardStreams
/// nothing happens.
void watch_standard_error(std::function<std::string(const std::string& lines)> instead);
/// To standard error as it is, at once, whoever watches.
void write_past_watch(const std::string& text);

/// From here on standard error holds nobody up. Without StandardStreams nothing happens.
void stop_waiting_for_standard_error();

}  // namespace pressrun::io

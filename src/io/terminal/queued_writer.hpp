#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace pressrun::io {

/// Writes to a descriptor on a thread of its own, in pieces that a pipe or terminal that is ready takes at
/// once. What finds no room in the queue is left out; how much that was is written where there is room again.
/// Errors end the writing, silently.
class QueuedWriter {
 public:
  explicit QueuedWriter(int descriptor, std::size_t most_bytes = std::size_t{1} << 20U);
  ~QueuedWriter();  ///< gives up what is not taken within a second
  QueuedWriter(const QueuedWriter&) = delete;
  QueuedWriter& operator=(const QueuedWriter&) = delete;

  /// Never waits. Threads: any.
  void push(std::string_view text);

 private:
  struct State;
  static void work(const std::shared_ptr<State>& state);
  std::shared_ptr<State> state_;  // the thread's too: one that hangs in a write outlives this object
};

}  // namespace pressrun::io

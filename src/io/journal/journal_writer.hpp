#pragma once

#include "io/journal/file_place.hpp"
#include "io/journal/journal_book.hpp"

#include <condition_variable>
#include <deque>
#include <exception>
#include <filesystem>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace pressrun::io {

/// The one thread that writes. It takes all that is queued, does it in one transaction, and answers once the
/// commit is on disk: the more is under way, the larger the groups, the fewer the syncs. Where much is under
/// way it lets a millisecond's worth gather first.
class JournalWriter {
 public:
  using Work = std::function<void(JournalBook&)>;
  using Done = std::function<void(std::exception_ptr)>;
  struct Task {
    Work work;
    Done done;  ///< called by nobody but the taker of `Deliver`
  };
  /// Hands back what was committed, for its callers to go on where they want to; and to be freed where it was
  /// made, for two threads at one heap would wait for each other.
  using Deliver = std::function<void(std::vector<Task> group, std::exception_ptr error)>;

  /// Is told how far the journal is, once that is durable and before anybody acts on it.
  using MovedOn = std::function<void(const JournalMark&)>;

  /// Both are called on the writer's thread.
  JournalWriter(const std::filesystem::path& file, Deliver deliver, MovedOn moved_on);
  ~JournalWriter();  ///< does what is queued first
  JournalWriter(const JournalWriter&) = delete;
  JournalWriter& operator=(const JournalWriter&) = delete;

  void post(Work work, Done done);

 private:
  void loop();
  std::vector<Task> take_group();
  void commit(std::vector<Task> group);
  void require_file();

  std::filesystem::path file_;
  Deliver deliver_;
  MovedOn moved_on_;
  JournalBook book_;
  FilePlace place_;
  std::exception_ptr
      broken_;  // after a failed commit nothing is written any more: what is in doubt stays visible
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Task> queue_;
  bool closing_ = false;
  std::thread thread_;
};

}  // namespace pressrun::io

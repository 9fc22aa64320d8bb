#include "io/store/journal_writer.hpp"

#include "io/store/database.hpp"

#include <SQLiteCpp/Transaction.h>

namespace pressrun::io {
namespace {

constexpr std::size_t largest_group = 1024;

}  // namespace

JournalWriter::JournalWriter(const std::filesystem::path& file)
    : file_(file), journal_(file), thread_([this] { loop(); }) {}

JournalWriter::~JournalWriter() {
  {
    const std::lock_guard lock{mutex_};
    closing_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

void JournalWriter::post(Work work, Done done) {
  {
    const std::lock_guard lock{mutex_};
    queue_.push_back({std::move(work), std::move(done)});
  }
  wake_.notify_one();
}

void JournalWriter::loop() {
  std::unique_lock lock{mutex_};
  for (;;) {
    wake_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::deque<Task> group;
    while (!queue_.empty() && group.size() < largest_group) {
      group.push_back(std::move(queue_.front()));
      queue_.pop_front();
    }
    lock.unlock();
    commit(group);
    lock.lock();
  }
}

void JournalWriter::commit(std::deque<Task>& group) {
  try {
    if (broken_) std::rethrow_exception(broken_);
    guarded(file_, [&] {
      SQLite::Transaction transaction{journal_.database()};
      for (Task& task : group) task.work(journal_);
      transaction.commit();
    });
  } catch (...) {
    broken_ = std::current_exception();
  }
  for (Task& task : group) task.done(broken_);
}

}  // namespace pressrun::io

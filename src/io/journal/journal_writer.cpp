#include "io/journal/journal_writer.hpp"

#include "io/journal/database.hpp"
#include "io/journal/rescue.hpp"

#include <SQLiteCpp/Transaction.h>

#include <chrono>

namespace pressrun::io {
namespace {

constexpr std::size_t largest_group = 1024;
// A sync takes a fraction of a millisecond, whatever it is about. Where jobs follow one another as slowly as
// the documented ceiling has it, none waits.
constexpr std::size_t worth_gathering = 8;
constexpr std::chrono::milliseconds gathering{1};

}  // namespace

JournalWriter::JournalWriter(const std::filesystem::path& file, Deliver deliver, MovedOn moved_on)
    : file_(file),
      deliver_(std::move(deliver)),
      moved_on_(std::move(moved_on)),
      book_(file),
      place_(file, [this] { return changes_on_disk(book_.statements.database()); }),
      thread_([this] { loop(); }) {}

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

std::vector<JournalWriter::Task> JournalWriter::take_group() {
  std::vector<Task> group;
  while (!queue_.empty() && group.size() < largest_group) {
    group.push_back(std::move(queue_.front()));
    queue_.pop_front();
  }
  return group;
}

void JournalWriter::loop() {
  std::unique_lock lock{mutex_};
  std::size_t last = 0;
  for (;;) {
    wake_.wait(lock, [this] { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    if (last >= worth_gathering && queue_.size() < largest_group && !closing_) {
      lock.unlock();
      std::this_thread::sleep_for(gathering);
      lock.lock();
    }
    std::vector<Task> group = take_group();
    last = group.size();
    lock.unlock();
    commit(std::move(group));
    lock.lock();
  }
}

/// The folder may be gone while we have its file open: then nobody would ever see what we write. Or somebody
/// has cut the file off, or written a copy over it: then what we write makes nothing whole.
void JournalWriter::require_file() {
  const bool is_there = place_.is_the_same();
  if (is_there && place_.is_as_remembered()) return;
  const std::string what = std::string{is_there ? "was cut off or written over" : "was deleted or replaced"} +
                           " while the run went on; ";
  std::filesystem::path saved;
  try {
    saved = save_from_deletion(book_.statements.database(), file_);
  } catch (const std::exception& error) {
    throw JournalError(what + "what it held could not be saved: " + error.what());
  }
  throw JournalError(what + "what it held is in " + saved.string() +
                     ", and the next command takes that in its place");
}

void JournalWriter::commit(std::vector<Task> group) {
  try {
    if (broken_) std::rethrow_exception(broken_);
    guarded(file_, [&] {
      // One that was deleted takes this, too: all of it is saved together.
      if (place_.is_the_same()) require_file();
      SQLite::Transaction transaction{book_.statements.database(), SQLite::TransactionBehavior::IMMEDIATE};
      book_.begin_transaction();
      for (Task& task : group) task.work(book_);
      const auto mark = book_.end_transaction();
      transaction.commit();
      require_file();
      place_.remember();
      if (mark && moved_on_) moved_on_(*mark);
    });
  } catch (...) {
    broken_ = std::current_exception();
  }
  deliver_(std::move(group), broken_);
}

}  // namespace pressrun::io

#include "pressrun/io/sqlite_store.hpp"

#include "io/store/journal_writer.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace pressrun::io {

namespace {

/// Resumes all that waited for one commit, in one turn of the loop. What one of them throws, Asio keeps until
/// the turn is over: the others go on.
struct Delivery {
  std::vector<JournalWriter::Task> group;
  std::exception_ptr error;

  void operator()() {
    for (JournalWriter::Task& task : group) std::exchange(task, {}).done(error);
  }
};

}  // namespace

struct SqliteStore::Impl {
  Impl(asio::any_io_executor executor, const std::filesystem::path& file, MovedOn moved_on)
      : writer(file, deliver_on(std::move(executor)), std::move(moved_on)) {}

  static JournalWriter::Deliver deliver_on(asio::any_io_executor executor) {
    return
        [executor = std::move(executor)](std::vector<JournalWriter::Task> group, std::exception_ptr error) {
          asio::post(executor, Delivery{std::move(group), std::move(error)});
        };
  }

  /// Hands work to the writer and resumes, on our executor, once it is durable. Throws what the writer threw.
  asio::awaitable<void> durably(JournalWriter::Work work) {
    auto start = [this, work = std::move(work)](auto handler) mutable {
      // The loop must not end while an answer of the writer is on its way.
      auto here = asio::get_associated_executor(handler);
      auto busy = asio::prefer(here, asio::execution::outstanding_work.tracked);
      auto shared = std::make_shared<decltype(handler)>(std::move(handler));
      writer.post(std::move(work), [busy, shared](const std::exception_ptr& error) {
        asio::dispatch(busy, [shared, error]() mutable { std::move (*shared)(error); });
      });
    };
    co_await asio::async_initiate<const asio::use_awaitable_t<>, void(std::exception_ptr)>(
        std::move(start), asio::use_awaitable);
  }

  JournalWriter writer;
};

SqliteStore::SqliteStore(asio::any_io_executor executor, const std::filesystem::path& file, MovedOn moved_on)
    : impl_(std::make_unique<Impl>(std::move(executor), file, std::move(moved_on))) {}

SqliteStore::~SqliteStore() = default;

asio::awaitable<void> SqliteStore::begin_run(RunRecord run) {
  JournalWriter::Work work = [run = std::move(run)](Journal& journal) { journal.begin_run(run); };
  co_await impl_->durably(std::move(work));
}

asio::awaitable<std::vector<KnownJob>> SqliteStore::enroll(std::vector<Enrollment> jobs) {
  auto known = std::make_shared<std::vector<KnownJob>>();
  known->reserve(jobs.size());
  JournalWriter::Work work = [known, jobs = std::move(jobs)](Journal& journal) {
    for (const Enrollment& job : jobs) known->push_back(journal.enroll(job));
  };
  co_await impl_->durably(std::move(work));
  co_return std::move(*known);
}

asio::awaitable<void> SqliteStore::end_enrollment() {
  JournalWriter::Work work = [](Journal& journal) { journal.end_enrollment(); };
  co_await impl_->durably(std::move(work));
}

asio::awaitable<std::optional<std::size_t>> SqliteStore::all_succeeded() {
  auto jobs = std::make_shared<std::optional<std::size_t>>();
  JournalWriter::Work work = [jobs](Journal& journal) { *jobs = journal.all_succeeded(); };
  co_await impl_->durably(std::move(work));
  co_return *jobs;
}

asio::awaitable<void> SqliteStore::record(JournalEntry entry) {
  JournalWriter::Work work = [entry = std::move(entry)](Journal& journal) { journal.apply(entry); };
  co_await impl_->durably(std::move(work));
}

asio::awaitable<void> SqliteStore::record_all(std::vector<JournalEntry> entries) {
  JournalWriter::Work work = [entries = std::move(entries)](Journal& journal) {
    for (const JournalEntry& entry : entries) journal.apply(entry);
  };
  co_await impl_->durably(std::move(work));
}

asio::awaitable<void> SqliteStore::end_run(RunRecord run) {
  JournalWriter::Work work = [run = std::move(run)](Journal& journal) { journal.end_run(run); };
  co_await impl_->durably(std::move(work));
}

}  // namespace pressrun::io

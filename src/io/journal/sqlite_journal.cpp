#include "pressrun/io/sqlite_journal.hpp"

#include "io/journal/file_rows.hpp"
#include "io/journal/journal_writer.hpp"

#include <boost/asio/async_result.hpp>
#include <boost/asio/dispatch.hpp>
#include <boost/asio/execution/outstanding_work.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/prefer.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <utility>

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

struct SqliteJournal::Impl {
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

  /// The same, with what `ask` answered.
  template <class Answer>
  asio::awaitable<Answer> answered(std::function<Answer(JournalBook&)> ask) {
    auto answer = std::make_shared<Answer>();
    JournalWriter::Work work = [answer, ask = std::move(ask)](JournalBook& book) { *answer = ask(book); };
    co_await durably(std::move(work));
    co_return std::move(*answer);
  }

  JournalWriter writer;
};

SqliteJournal::SqliteJournal(asio::any_io_executor executor, const std::filesystem::path& file,
                             MovedOn moved_on)
    : impl_(std::make_unique<Impl>(std::move(executor), file, std::move(moved_on))) {}

SqliteJournal::~SqliteJournal() = default;

// Each names its work before it waits for it: gcc 12 frees what is made within a co_await expression wrongly.

asio::awaitable<AccountNumber> SqliteJournal::note_account(AccountRecord account) {
  std::function<AccountNumber(JournalBook&)> ask = [account = std::move(account)](JournalBook& book) {
    return book.accounts.note_account(account);
  };
  co_return co_await impl_->answered(std::move(ask));
}

asio::awaitable<void> SqliteJournal::adopt_account(AccountNumber unknown, AccountNumber known) {
  JournalWriter::Work work = [unknown, known](JournalBook& book) {
    book.accounts.adopt_account(unknown, known);
  };
  co_await impl_->durably(std::move(work));
}

asio::awaitable<void> SqliteJournal::move_campaign(CampaignNumber campaign, std::string path,
                                                   std::string name) {
  JournalWriter::Work work = [campaign, path = std::move(path), name = std::move(name)](JournalBook& book) {
    book.runs.move_campaign(campaign, path, name);
  };
  co_await impl_->durably(std::move(work));
}

asio::awaitable<std::vector<RunRecord>> SqliteJournal::begin_runs(AccountNumber account,
                                                                  std::vector<RunRecord> runs) {
  std::function<std::vector<RunRecord>(JournalBook&)> ask =
      [account, runs = std::move(runs)](JournalBook& book) { return book.runs.begin_runs(account, runs); };
  co_return co_await impl_->answered(std::move(ask));
}

asio::awaitable<std::vector<DesignState>> SqliteJournal::note_designs(AccountNumber account,
                                                                      std::vector<DesignReading> readings) {
  std::function<std::vector<DesignState>(JournalBook&)> ask =
      [account, readings = std::move(readings)](JournalBook& book) {
        return book.accounts.note_designs(account, readings);
      };
  co_return co_await impl_->answered(std::move(ask));
}

asio::awaitable<std::optional<std::size_t>> SqliteJournal::all_there(CampaignNumber campaign,
                                                                     std::string registration) {
  std::function<std::optional<std::size_t>(JournalBook&)> ask =
      [campaign, registration = std::move(registration)](JournalBook& book) {
        return book.registrar.all_there(campaign, registration);
      };
  co_return co_await impl_->answered(std::move(ask));
}

asio::awaitable<std::vector<Registered>> SqliteJournal::register_jobs(CampaignNumber campaign,
                                                                      std::vector<Registration> jobs) {
  std::function<std::vector<Registered>(JournalBook&)> ask = [campaign,
                                                              jobs = std::move(jobs)](JournalBook& book) {
    return book.registrar.register_jobs(campaign, jobs);
  };
  co_return co_await impl_->answered(std::move(ask));
}

asio::awaitable<void> SqliteJournal::note_refused(CampaignNumber campaign, std::vector<RefusedJob> jobs) {
  JournalWriter::Work work = [campaign, jobs = std::move(jobs)](JournalBook& book) {
    book.registrar.note_refused(campaign, jobs);
  };
  co_await impl_->durably(std::move(work));
}

asio::awaitable<void> SqliteJournal::end_registration(CampaignNumber campaign, std::string registration) {
  JournalWriter::Work work = [campaign, registration = std::move(registration)](JournalBook& book) {
    book.registrar.end_registration(campaign, registration);
  };
  co_await impl_->durably(std::move(work));
}

asio::awaitable<std::vector<OpenContent>> SqliteJournal::open_contents(AccountNumber account) {
  std::function<std::vector<OpenContent>(JournalBook&)> ask = [account](JournalBook& book) {
    return book.purchases.open_contents(account);
  };
  co_return co_await impl_->answered(std::move(ask));
}

asio::awaitable<Granted> SqliteJournal::intend(PurchaseIntent intent) {
  std::function<Granted(JournalBook&)> ask = [intent = std::move(intent)](JournalBook& book) {
    return book.purchases.intend(intent, book.runs.worker());
  };
  co_return co_await impl_->answered(std::move(ask));
}

asio::awaitable<std::vector<Committed>> SqliteJournal::commit(std::vector<LedgerEntry> entries) {
  std::function<std::vector<Committed>(JournalBook&)> ask =
      [entries = std::move(entries)](JournalBook& book) { return book.purchases.commit(entries); };
  co_return co_await impl_->answered(std::move(ask));
}

asio::awaitable<void> SqliteJournal::note_files(CampaignNumber campaign, std::vector<FetchedFile> files) {
  JournalWriter::Work work = [campaign, files = std::move(files)](JournalBook& book) {
    for (const FetchedFile& file : files) note_file(book.statements, campaign, file);
  };
  co_await impl_->durably(std::move(work));
}

asio::awaitable<NotedDelivery> SqliteJournal::note_delivery(DeliveryNote note) {
  std::function<NotedDelivery(JournalBook&)> ask = [note = std::move(note)](JournalBook& book) {
    return book.purchases.note_delivery(note);
  };
  co_return co_await impl_->answered(std::move(ask));
}

asio::awaitable<std::vector<StatusCounts>> SqliteJournal::end_runs(std::vector<RunRecord> runs) {
  std::function<std::vector<StatusCounts>(JournalBook&)> ask = [runs = std::move(runs)](JournalBook& book) {
    return book.runs.end_runs(runs);
  };
  co_return co_await impl_->answered(std::move(ask));
}

}  // namespace pressrun::io

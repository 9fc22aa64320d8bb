#include "pressrun/app/downloads.hpp"

#include "app/call_gate.hpp"
#include "app/file_fetch.hpp"
#include "pressrun/app/api_client.hpp"
#include "pressrun/app/file_facts.hpp"

#include <boost/asio/co_spawn.hpp>

#include <algorithm>
#include <deque>
#include <exception>
#include <list>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace pressrun::app {
namespace {

constexpr std::size_t most_named = 5;

std::size_t hash_of(const FileItem& item) {
  const std::string text =
      std::to_string(item.source) + "\n" + item.path + "\n" + fetched_as(item.asset) + "\n" + item.asset.url;
  return std::hash<std::string>{}(text);
}

}  // namespace

struct Downloads::Impl : std::enable_shared_from_this<Downloads::Impl> {
  Impl(DownloadTerms given, Deps with)
      : terms(given),
        deps(std::move(with)),
        throttle(given.bytes_per_second),
        api(deps.transport, deps.clock, deps.api_key, std::chrono::seconds{30}),
        gate(deps),
        ended(deps.clock.make_alarm()),
        parts{terms, deps, throttle, [this](std::string id, asio::cancellation_signal& cut_off) {
                return renew(std::move(id), cut_off);
              }} {}

  // ---- what there is to fetch

  /// The campaign's number in its journal, once it has one.
  CampaignNumber number_of(std::size_t source) {
    numbers.resize(sources.size());
    const DownloadSource& one = sources[source];
    if (numbers[source] == 0) {
      for (const CampaignRecord& known : one.reader.campaigns())
        if (known.path == one.path && known.name == one.name) numbers[source] = known.number;
    }
    return numbers[source];
  }

  void note_job(std::size_t source, const JobView& job) {
    if (job.stale) return;  // what it asks for now is still to come
    for (std::size_t i = 0; i < job.assets.size(); ++i) {
      FileItem item{source, job.key, job.fingerprint.text, job.assets[i], {}};
      const manifest::NamedFile named = name_of(job, i, sources[source].names);
      if (!named.problems.empty()) {
        note_failure(job.key.text + ": " + named.problems.front().message);
        continue;
      }
      item.path = named.path;
      if (seen.insert(hash_of(item)).second) waiting.push_back(std::move(item));
    }
  }

  void note_failure(const std::string& why) {
    ++report.failed;
    if (report.first_failure.empty()) report.first_failure = why;
    constexpr std::size_t most_said = 10;  // the results have them all
    if (report.failed <= most_said) deps.progress.say("download: " + why);
  }

  bool expand_next() {
    if (contents.empty()) return false;
    const auto [source, content] = contents.front();
    contents.pop_front();
    if (const CampaignNumber campaign = number_of(source); campaign != 0)
      for (const JobView& job : sources[source].reader.jobs_of(campaign, content)) note_job(source, job);
    return true;
  }

  void sweep() {
    for (std::size_t source = 0; source < sources.size(); ++source) {
      const CampaignNumber campaign = number_of(source);
      if (campaign == 0) continue;
      sources[source].reader.each_job(campaign, 0, [&](const JobView& job) { note_job(source, job); });
    }
  }

  // ---- fetching

  void pump() {
    try {
      while (!is_stopped && deps.shutdown.level() == 0 &&
             running.size() < static_cast<std::size_t>(terms.workers)) {
        if (waiting.empty() && !expand_next()) break;
        if (waiting.empty()) continue;
        FileItem item = std::move(waiting.front());
        waiting.pop_front();
        begin(std::move(item));
      }
    } catch (const JournalError& error) {
      break_at_journal(error.what());
    }
    ended->ring();
  }

  void begin(FileItem item) {
    const std::size_t source = item.source;
    const auto fetch =
        running.emplace(running.end(), parts, sources[source], number_of(source), std::move(item));
    auto work = fetch->run();
    asio::co_spawn(
        deps.executor, std::move(work),
        [self = shared_from_this(), fetch](const std::exception_ptr& error, const FetchResult& result) {
          self->running.erase(fetch);
          error ? self->note_error(error) : self->note(result);
          self->pump();
        });
  }

  void note(const FetchResult& result) {
    report.bytes += result.bytes;
    if (result.what == Fetched::fetched) ++report.fetched;
    if (result.what == Fetched::present) ++report.present;
    if (result.what == Fetched::broken_off) ++report.left;
    if (result.what == Fetched::failed) note_failure(result.why);
    if (!result.place_is_gone) return;
    if (report.place_problem.empty()) report.place_problem = result.why;
    stop();
  }

  void note_error(const std::exception_ptr& error) {
    ++report.left;
    try {
      std::rethrow_exception(error);
    } catch (const JournalError& problem) {
      break_at_journal(problem.what());
    } catch (...) {
      broken = std::current_exception();
      stop();
    }
  }

  void break_at_journal(const std::string& why) {
    if (report.journal_problem.empty()) report.journal_problem = why;
    stop();
  }

  void stop() {
    is_stopped = true;
    for (auto at = running.begin(); at != running.end();) (at++)->stop();  // it may be gone behind that
    ended->ring();
  }

  asio::awaitable<std::optional<Asset>> renew(std::string id, asio::cancellation_signal& cut_off) {
    Instant at = deps.clock.now();
    while (!gate.book(Tier::read, at)) {
      co_await deps.clock.sleep_until(at);
      if (is_stopped) co_return std::nullopt;
    }
    const Instant left = co_await gate.depart(at);
    auto call = api.read_banner(std::move(id));
    const auto answer = co_await gate.perform(cut_off, std::move(call));
    if (!answer) co_return std::nullopt;
    gate.report(Tier::read, *answer, left);
    const auto* asset = std::get_if<Asset>(&answer->outcome);
    if (asset == nullptr) co_return std::nullopt;
    co_return *asset;
  }

  // ---- afterwards

  /// Files of different contents that are the same.
  void look_for_same() {
    struct Group {
      std::string content;
      bool differs = false;
      SameFiles same;
    };
    std::unordered_map<std::string, Group> groups;
    for (std::size_t source = 0; source < sources.size(); ++source) {
      const CampaignNumber campaign = number_of(source);
      if (campaign == 0) continue;
      sources[source].reader.each_job(campaign, 0, [&](const JobView& job) {
        for (const FetchedFile& file : job.files) {
          if (!file.is_verified()) continue;
          Group& group = groups[file.sha256];
          if (group.content.empty()) group.content = file.content;
          group.differs = group.differs || group.content != file.content;
          ++group.same.count;
          if (group.same.jobs.size() < most_named) group.same.jobs.push_back(job.key.text);
        }
      });
    }
    for (auto& [digest, group] : groups)
      if (group.differs) report.same.push_back(std::move(group.same));
    std::ranges::sort(report.same, {}, &SameFiles::jobs);
  }

  DownloadTerms terms;
  Deps deps;
  Throttle throttle;
  ApiClient api;
  CallGate gate;
  std::unique_ptr<Alarm> ended;
  FileFetch::Parts parts;
  std::deque<DownloadSource> sources;
  std::vector<CampaignNumber> numbers;  // beside them; 0: not known yet
  std::deque<std::pair<std::size_t, ContentKey>> contents;
  std::deque<FileItem> waiting;
  std::unordered_set<std::size_t> seen;
  std::list<FileFetch> running;
  bool is_stopped = false;
  std::exception_ptr broken;
  DownloadReport report;
};

Downloads::Downloads(DownloadTerms terms, Deps deps)
    : impl_(std::make_shared<Impl>(terms, std::move(deps))) {}

Downloads::~Downloads() = default;

void Downloads::add(const DownloadSource& source) { impl_->sources.push_back(source); }

void Downloads::came(const Journal& journal, const ContentKey& content) {
  for (std::size_t i = 0; i < impl_->sources.size(); ++i)
    if (&impl_->sources[i].journal == &journal) impl_->contents.emplace_back(i, content);
  impl_->pump();
}

FileReading Downloads::so_far() const { return {impl_->report.fetched, impl_->report.bytes, 0}; }

asio::awaitable<DownloadReport> Downloads::finish(bool stopped, std::optional<Instant> deadline) {
  const std::shared_ptr<Impl> impl = impl_;
  if (stopped || impl->deps.shutdown.level() > 0) impl->stop();
  impl->deps.shutdown.on_request([impl] { impl->stop(); });
  try {
    if (!impl->is_stopped) impl->sweep();
  } catch (const JournalError& error) {
    impl->break_at_journal(error.what());
  }
  impl->pump();
  while (!impl->running.empty() ||
         (!impl->is_stopped && impl->deps.shutdown.level() == 0 && !impl->waiting.empty())) {
    co_await impl->ended->wait_until(deadline.value_or(Instant::max()));
    impl->report.late = deadline && impl->deps.clock.now() >= *deadline;
    if (impl->report.late) impl->stop();
  }
  impl->deps.shutdown.on_request({});
  if (impl->broken) std::rethrow_exception(impl->broken);
  DownloadReport& report = impl->report;
  report.left += impl->waiting.size() + impl->contents.size();
  try {
    if (report.journal_problem.empty()) impl->look_for_same();
  } catch (const JournalError& error) {
    report.journal_problem = error.what();
  }
  co_return report;
}

asio::awaitable<DownloadReport> Downloads::verify() {
  const std::shared_ptr<Impl> impl = impl_;
  impl->sweep();
  for (const FileItem& item : impl->waiting) {
    if (impl->deps.shutdown.level() > 0) break;
    const DownloadSource& source = impl->sources[item.source];
    const auto known = source.reader.file_at(impl->number_of(item.source), source.place.full_path(item.path));
    const std::string named = item.job.text + ": '" + item.path + "'";
    if (!known || !known->is_verified()) {
      impl->note_failure(named + " was not fetched");
      continue;
    }
    assets::ExpectedFile expected{item.asset.type, item.asset.width, item.asset.height, item.asset.unit,
                                  item.asset.format.empty()};
    auto checking = source.place.check(item.path, std::move(expected));
    const CheckedFile checked = co_await std::move(checking);
    if (!checked.problem.empty()) {
      impl->note_failure(named + ": " + checked.problem);
    } else if (checked.sha256 != known->sha256) {
      impl->note_failure(named + " is not the file that was fetched");
    } else {
      ++impl->report.present;
    }
  }
  impl->look_for_same();
  co_return impl->report;
}

}  // namespace pressrun::app

// The journal alone, in real files: so many jobs are registered and bought, and registered again; then what
// is there is counted. CPU time of every step, of both threads, and what it comes to on disk, as JSON.
#include "pressrun/io/sqlite_journal.hpp"

#include <CLI/CLI.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <utility>
#include <vector>

using namespace pressrun;

namespace {

constexpr WallTime began{std::chrono::hours{490'000}};
constexpr std::size_t batch = 512;

struct Wanted {
  std::filesystem::path folder;
  std::size_t jobs = 20'000;
  std::size_t formats = 1;
  std::size_t workers = 128;
};

/// Distinct for every number, spread as a real digest is.
std::uint64_t mixed(std::uint64_t number) {
  number += 0x9e3779b97f4a7c15U;
  number = (number ^ (number >> 30U)) * 0xbf58476d1ce4e5b9U;
  number = (number ^ (number >> 27U)) * 0x94d049bb133111ebU;
  return number ^ (number >> 31U);
}

ContentDigest digest_of(std::size_t number) {
  ContentDigest made;
  for (std::size_t i = 0; i < made.bytes.size(); ++i)
    made.bytes[i] = static_cast<std::uint8_t>(mixed(number * 4 + i / 8) >> (i % 8 * 8));
  return made;
}

std::string uuid(std::uint64_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "00000000-0000-4000-8000-000000000000";
  std::uint64_t bits = 0;
  std::size_t left = 0;
  for (char& c : text) {
    if (c == '-') continue;
    if (left == 0) bits = mixed(number++);
    c = digits[bits >> (left * 4) & 0xFU];
    left = (left + 1) % 16;
  }
  return text;
}

Formats names(std::size_t count) {
  const Formats all{"facebook-feed", "instagram-story", "rectangle", "leaderboard", "skyscraper"};
  return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(std::min(count, all.size()))};
}

Registration job(std::size_t number, const Formats& formats) {
  const std::string sku = "sku" + std::to_string(1'000'000 + number);
  const std::string title = "Kite number " + std::to_string(number);
  Registration made;
  made.key = JobKey{"teaser/" + sku};
  made.position = number;
  made.design_name = "teaser";
  made.design_id = DesignId{"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"};
  made.content = digest_of(number);
  made.content_text = R"({"body":{"elements":{"title":{"payload":")" + title +
                      R"("}}},"design":"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"})";
  made.formats = formats;
  made.variables_json = R"({"sku":")" + sku + R"(","title":")" + title + "\"}";
  return made;
}

Asset asset(const std::string& format, std::uint64_t number) {
  Asset made;
  made.format = format;
  made.width = 1080;
  made.height = 1920;
  made.unit = "px";
  made.type = "jpeg";
  made.id = uuid(number);
  made.url = "https://production-banners-bucket.s3.eu-west-1.amazonaws.com/banners/" + made.id + ".jpeg";
  made.cdn_url = "https://cdn.abyssale.com/5fcec999-2bfb-4dd7-ba38-2d9e16c49149/" + made.id + ".jpeg";
  made.filename = format + ".jpeg";
  return made;
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

class Night {
 public:
  explicit Night(Wanted wanted) : wanted_(std::move(wanted)), formats_(names(wanted_.formats)) {}

  void play() {
    std::filesystem::create_directories(wanted_.folder);
    {
      io::SqliteJournal journal{context_.get_executor(), file()};
      journal_ = &journal;
      in_step("begin", [this] { spawn(begin()); });
      in_step("register", [this] { spawn(enter("first")); });
      in_step("buy", [this] {
        for (std::size_t i = 0; i < wanted_.workers; ++i) spawn(buy());
      });
      in_step("register_again", [this] { spawn(enter("again")); });
    }
    count();
    std::cout << "}\n";
  }

 private:
  [[nodiscard]] std::filesystem::path file() const { return wanted_.folder / "night.db"; }

  void spawn(asio::awaitable<void> work) {
    asio::co_spawn(context_, std::move(work), [](const std::exception_ptr& error) {
      if (error) std::rethrow_exception(error);
    });
  }

  template <class Work>
  void in_step(const char* name, Work work) {
    const double before = cpu_seconds();
    work();
    context_.restart();
    context_.run();
    tell(name, (cpu_seconds() - before) * 1e6 / static_cast<double>(wanted_.jobs), "_us_per_job");
  }

  void tell(const std::string& name, double value, const std::string& unit) {
    std::cout << (told_++ == 0 ? "{" : ",") << '"' << name << unit << "\":" << value;
  }

  asio::awaitable<void> begin() {
    AccountRecord account;
    account.origin = "https://api.abyssale.com";
    account.workspace = "Acme";
    account.key_digests = {"key"};
    account_ = co_await journal_->note_account(std::move(account));
    RunRecord run;
    run.id = RunId{"run"};
    run.path = "/jobs/night.yaml";
    run.name = "night";
    run.started_at = began;
    std::vector<RunRecord> runs;
    runs.push_back(std::move(run));
    runs = co_await journal_->begin_runs(account_, std::move(runs));
    run_ = runs.front();
    DesignReading reading;
    reading.id = DesignId{"5fcec999-2bfb-4dd7-ba38-2d9e16c49149"};
    reading.version = 1'700'000'000;
    reading.api_version = "v2";
    for (const std::string& format : formats_) reading.formats.emplace_back(format, "digest-of-" + format);
    reading.at = began;
    std::vector<DesignReading> readings;
    readings.push_back(std::move(reading));
    co_await journal_->note_designs(account_, std::move(readings));
  }

  asio::awaitable<void> enter(std::string registration) {
    for (std::size_t at = 0; at < wanted_.jobs;) {
      std::vector<Registration> jobs;
      for (; at < wanted_.jobs && jobs.size() < batch; ++at) jobs.push_back(job(at, formats_));
      co_await journal_->register_jobs(run_.campaign, std::move(jobs));
    }
    co_await journal_->end_registration(run_.campaign, std::move(registration));
  }

  /// One after another, as a connection of a run does; every worker the next that nobody has.
  asio::awaitable<void> buy() {
    while (begun_ < wanted_.jobs) {
      const std::size_t number = begun_++;
      const ContentKey content{account_, digest_of(number)};
      PurchaseIntent intent;
      intent.content = content;
      intent.wanted = formats_;
      intent.campaign = run_.campaign;
      intent.run = run_.number;
      intent.first_run = run_.number;
      intent.at = later();
      const Granted granted = co_await journal_->intend(std::move(intent));
      if (granted.request == 0) throw std::runtime_error("nothing was granted");
      IdIssued issued{granted.request, RequestId{uuid(number * 8)}, Proof::answer, later(), later()};
      std::vector<LedgerEntry> entries;
      entries.push_back({content, std::move(issued)});
      co_await journal_->commit(std::move(entries));
      RequestConcluded end;
      end.request = granted.request;
      for (std::size_t i = 0; i < formats_.size(); ++i)
        end.assets.push_back(asset(formats_[i], number * 8 + 2 + i));
      end.polls = 1;
      end.as_of = later();
      end.run = run_.number;
      end.at = later();
      entries = {};
      entries.push_back({content, std::move(end)});
      co_await journal_->commit(std::move(entries));
    }
  }

  [[nodiscard]] WallTime later() const { return began + std::chrono::milliseconds{100 * begun_}; }

  void count() {
    tell("journal",
         static_cast<double>(std::filesystem::file_size(file())) / static_cast<double>(wanted_.jobs),
         "_bytes_per_job");
    const auto from = std::chrono::steady_clock::now();
    const auto reader = io::open_journal(file());
    const std::chrono::duration<double, std::milli> opened = std::chrono::steady_clock::now() - from;
    const CampaignTally tally = reader->tally(run_.campaign, began, began);
    const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - from;
    if (tally.jobs.jobs.at(static_cast<std::size_t>(JobStatus::succeeded)) != wanted_.jobs)
      throw std::runtime_error("not every job has succeeded");
    tell("open", opened.count(), "_ms");
    tell("tally", (took - opened).count(), "_ms");
    const auto before = std::chrono::steady_clock::now();
    std::size_t assets = 0;
    reader->each_job(run_.campaign, run_.number, [&](const JobView& one) { assets += one.assets.size(); });
    const std::chrono::duration<double, std::micro> listed = std::chrono::steady_clock::now() - before;
    if (assets != wanted_.jobs * formats_.size()) throw std::runtime_error("not every file is there");
    tell("list", listed.count() / static_cast<double>(wanted_.jobs), "_us_per_job");
  }

  Wanted wanted_;
  Formats formats_;
  asio::io_context context_{1};
  Journal* journal_ = nullptr;
  AccountNumber account_ = 0;
  RunRecord run_;
  std::size_t begun_ = 0;
  int told_ = 0;
};

}  // namespace

int main(int count, char** words) {
  Wanted wanted;
  CLI::App app{"the journal alone: CPU time of a job in it, and its size"};
  app.add_option("folder", wanted.folder, "for the journal; empty or not there")->required();
  app.add_option("--jobs", wanted.jobs);
  app.add_option("--formats", wanted.formats, "of each job, 1 to 5");
  app.add_option("--workers", wanted.workers, "purchases under way at once");
  CLI11_PARSE(app, count, words);
  try {
    Night{wanted}.play();
    return 0;
  } catch (const std::exception& failed) {
    std::cerr << "bench_journal: " << failed.what() << "\n";
    return 1;
  }
}

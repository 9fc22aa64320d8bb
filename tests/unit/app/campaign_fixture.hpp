#pragma once

#include "pressrun/app/loaded_campaign.hpp"
#include "pressrun/app/manifest_jobs.hpp"
#include "support/memory_journal_files.hpp"
#include "support/memory_sources.hpp"
#include "support/virtual_clock.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::test {

inline const std::string fixture_design = "64238d01-d402-474b-8c2d-fbc957e9d290";

/// Manifests and their journals, in memory and in virtual time.
struct CampaignFixture {
  asio::io_context context{1};
  VirtualClock clock{context};
  MemoryJournalFiles files{clock};
  MemorySources sources;
  app::FindingSet findings;
  app::WorkspaceSnapshot workspace;
  AccountNumber account = 0;
  std::string formats = "square";  ///< that the manifests ask for

  /// A manifest of this name in /jobs, one job a title.
  app::LoadedCampaign load(const std::string& name, const std::vector<std::string>& titles = {"Kite"}) {
    std::string rows = "sku,title\n";
    for (const std::string& title : titles) rows += title + "," + title + "\n";
    sources.files["rows-" + name + ".csv"] = rows;
    const std::string text = "pressrun: 1\nname: " + name + "\ndesigns:\n  - design_id: " + fixture_design +
                             "\n    name: hero\n    rows: rows-" + name +
                             ".csv\n    key: \"${row.sku}\"\n    template_format_names: [" + formats +
                             "]\n    elements: {title: {payload: \"${row.title}\"}}\n";
    app::LoadedCampaign made;
    made.manifest = manifest::load(text, name + ".yaml", sources, {}).manifest;
    made.named = name + ".yaml";
    made.path = "/jobs/" + name + ".yaml";
    made.journal = made.place = made.known_in = "/jobs/.pressrun/" + name + ".db";
    made.results = made.results_place = "/jobs/" + name + ".results.json";
    files.manifests.insert(made.path);
    return made;
  }

  template <class Answer>
  Answer ask(asio::awaitable<Answer> work) {
    std::optional<Answer> answer;
    asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& error, Answer value) {
      if (error) std::rethrow_exception(error);
      answer.emplace(std::move(value));
    });
    context.restart();
    clock.run();
    return std::move(answer).value();
  }
  void ask(asio::awaitable<void> work) {
    asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& error) {
      if (error) std::rethrow_exception(error);
    });
    context.restart();
    clock.run();
  }

  std::vector<Job> jobs_of(const app::LoadedCampaign& one) {
    std::vector<Job> jobs;
    app::ManifestJobs source{*one.manifest, workspace};
    for (auto job = source.next(); job; job = source.next()) jobs.push_back(*std::move(job));
    return jobs;
  }

  /// A run of this manifest that registers its jobs, and buys nothing yet.
  RunRecord begin_run(const app::LoadedCampaign& one) {
    MemoryJournal& journal = files.at(one.journal);
    AccountRecord buyer;
    buyer.origin = "https://api.test";
    buyer.workspace = "acme";
    account = ask(journal.note_account(std::move(buyer)));
    RunRecord run;
    run.id = RunId{"run-of-" + one.manifest->name()};
    run.path = one.path;
    run.name = one.manifest->name();
    run.started_at = clock.wall_now();
    std::vector<RunRecord> runs;
    runs.push_back(std::move(run));
    RunRecord begun = ask(journal.begin_runs(account, std::move(runs))).at(0);
    std::vector<Registration> all;
    for (const Job& job : jobs_of(one)) {
      Registration made;
      made.key = job.key;
      made.position = all.size();
      made.design_name = job.design_name;
      made.design_id = job.design_id;
      made.content = ContentDigest::parse(job.content).value_or(ContentDigest{});
      made.content_text = job.content_text;
      made.formats = job.formats;
      made.variables_json = "{}";
      all.push_back(std::move(made));
    }
    ask(journal.register_jobs(begun.campaign, std::move(all)));
    ask(journal.end_registration(begun.campaign, "all"));
    return begun;
  }

  /// Records that the job's content is about to be sent.
  Granted intend(const app::LoadedCampaign& one, const RunRecord& run, const Job& job) {
    PurchaseIntent intent;
    intent.content = {account, ContentDigest::parse(job.content).value_or(ContentDigest{})};
    intent.wanted = job.formats;
    intent.campaign = run.campaign;
    intent.run = intent.first_run = run.number;
    intent.at = clock.wall_now();
    return ask(files.at(one.journal).intend(std::move(intent)));
  }

  void commit(const app::LoadedCampaign& one, const Job& job, Fact fact) {
    std::vector<LedgerEntry> entries;
    const ContentKey key{account, ContentDigest::parse(job.content).value_or(ContentDigest{})};
    entries.push_back({key, std::move(fact)});
    ask(files.at(one.journal).commit(std::move(entries)));
  }

  /// A request for the job whose answer was lost. Answers its number.
  RequestNumber leave_in_doubt(const app::LoadedCampaign& one, const RunRecord& run, const Job& job) {
    const Granted granted = intend(one, run, job);
    RequestDoubted doubt;
    doubt.request = granted.request;
    doubt.why.id = "connection_lost";
    doubt.why.message = "the connection was closed";
    doubt.at = clock.wall_now();
    commit(one, job, std::move(doubt));
    return granted.request;
  }

  /// All that the job asks for is there.
  void deliver(const app::LoadedCampaign& one, const RunRecord& run, const Job& job) {
    const Granted granted = intend(one, run, job);
    commit(one, job,
           IdIssued{granted.request, RequestId{"id-" + job.key.text}, Proof::answer, clock.wall_now(),
                    clock.wall_now()});
    RequestConcluded end;
    end.request = granted.request;
    for (const std::string& format : job.formats) {
      Asset asset;
      asset.format = format;
      asset.id = "banner-" + job.key.text;
      asset.url = "https://files.test/" + asset.id;
      end.assets.push_back(std::move(asset));
    }
    end.as_of = end.at = clock.wall_now();
    end.run = run.number;
    commit(one, job, std::move(end));
  }
};

}  // namespace pressrun::test

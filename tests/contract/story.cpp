#include "contract/journal_cases.hpp"

#include <boost/test/unit_test.hpp>

namespace pressrun::test {

namespace {

const DesignId design{"0e5b2f1c-8d38-4a5e-9a47-7a3f0f6a1d10"};
constexpr WallTime began{std::chrono::hours{490'000}};

}  // namespace

ContentDigest digest(char content) {
  ContentDigest made;
  made.bytes.fill(static_cast<std::uint8_t>(content));
  return made;
}

Asset asset(const std::string& format, const std::string& id) {
  Asset made;
  made.format = format;
  made.width = 1080;
  made.height = 1920;
  made.unit = "px";
  made.type = "jpeg";
  made.id = id.empty() ? "banner-" + format : id;
  made.url = "https://files.test/banners/" + made.id + ".jpeg";
  made.cdn_url = "https://cdn.test/" + made.id + ".jpeg";
  made.filename = format + ".jpeg";
  return made;
}

Story::Story(std::unique_ptr<JournalPlace> place) : now(began), place_(std::move(place)) {
  journal_ = &place_->open();
  AccountRecord account;
  account.origin = "https://api.test";
  account.workspace = "Acme";
  account.key_digests = {"key-1"};
  account_ = ask(journal_->note_account(std::move(account)));
}

void Story::crash() {
  place_->kill(*journal_);
  journal_ = &place_->open();
}

RunRecord Story::begin(const std::string& campaign, int hours) {
  run_ = begin_on(*journal_, campaign, hours);
  return run_;
}

RunRecord Story::begin_on(Journal& worker, const std::string& campaign, int hours) {
  now = std::max(now, began + std::chrono::hours{hours});
  RunRecord run;
  run.id = RunId{"run-" + campaign + "-" + std::to_string(hours)};
  run.path = "/jobs/" + campaign + ".yaml";
  run.name = campaign;
  run.started_at = now;
  std::vector<RunRecord> one;
  one.push_back(std::move(run));
  return ask(worker.begin_runs(account_, std::move(one))).at(0);
}

void Story::end() {
  run_.finished_at = now;
  run_.ending = "finished";
  ask(journal_->end_runs({run_}));
}

Registration Story::job(const std::string& key, char content, Formats formats) {
  Registration made;
  made.key = JobKey{key};
  made.design_name = "hero";
  made.design_id = design;
  made.content = digest(content);
  made.content_text = std::string{"{\"design\":\""} + content + "\"}";
  made.formats = std::move(formats);
  made.variables_json = "{}";
  return made;
}

std::vector<Registered> Story::enter(std::vector<Registration> jobs) {
  return ask(journal_->register_jobs(run_.campaign, std::move(jobs)));
}

Registered Story::enter(const std::string& key, char content, Formats formats) {
  std::vector<Registration> one;
  one.push_back(job(key, content, std::move(formats)));
  return enter(std::move(one)).at(0);
}

void Story::registered(std::vector<Registration> jobs, const std::string& registration) {
  for (std::size_t i = 0; i < jobs.size(); ++i) jobs[i].position = i;
  enter(std::move(jobs));
  ask(journal_->end_registration(run_.campaign, registration));
}

ContentKey Story::key(char content) const { return {account_, digest(content)}; }

PurchaseIntent Story::intent(char content, Formats formats) const {
  PurchaseIntent made;
  made.content = key(content);
  made.wanted = std::move(formats);
  made.campaign = run_.campaign;
  made.run = run_.number;
  made.first_run = run_.number;
  made.at = now;
  return made;
}

Granted Story::intend(char content, Formats formats) {
  now += std::chrono::seconds{1};
  return ask(journal_->intend(intent(content, std::move(formats))));
}

Committed Story::commit(char content, Fact fact) {
  now += std::chrono::seconds{1};
  std::vector<LedgerEntry> one;
  one.push_back({key(content), std::move(fact)});
  return ask(journal_->commit(std::move(one))).at(0);
}

Committed Story::issued(char content, RequestNumber request, const std::string& id) {
  return commit(content, IdIssued{request, RequestId{id}, Proof::answer, now, now});
}

Committed Story::concluded(char content, RequestNumber request, const Formats& there,
                           std::vector<Failure> failures) {
  RequestConcluded end;
  end.request = request;
  for (const std::string& format : there)
    end.assets.push_back(asset(format, "b" + std::to_string(request) + "-" + format));
  end.failures = std::move(failures);
  end.polls = 2;
  end.as_of = now;
  end.run = run_.number;
  end.at = now;
  return commit(content, std::move(end));
}

Committed Story::doubted(char content, RequestNumber request) {
  return commit(content, RequestDoubted{request, {"", "connection_lost", "no answer"}, now});
}

RequestNumber Story::buy(char content, const Formats& formats) {
  const RequestNumber request = intend(content, formats).request;
  BOOST_REQUIRE(request != 0);
  issued(content, request, "gen-" + std::to_string(request));
  concluded(content, request, formats);
  return request;
}

void Story::read_design(std::int64_t version,
                        const std::vector<std::pair<std::string, std::string>>& formats) {
  DesignReading reading;
  reading.id = design;
  reading.version = version;
  reading.formats = formats;
  reading.at = now;
  ask(journal_->note_designs(account_, {std::move(reading)}));
}

std::vector<JobView> Story::jobs(CampaignNumber campaign) {
  std::vector<JobView> all;
  read()->each_job(or_present(campaign), run_.number, [&](const JobView& job) { all.push_back(job); });
  return all;
}

JobView Story::job() {
  std::vector<JobView> all = jobs();
  BOOST_REQUIRE(all.size() == 1U);
  return all.front();
}

CampaignTally Story::tally(CampaignNumber campaign) { return read()->tally(or_present(campaign)); }

std::vector<Orphan> Story::orphans(CampaignNumber campaign) {
  std::vector<Orphan> all;
  read()->each_orphan(or_present(campaign), [&](const Orphan& orphan) { all.push_back(orphan); });
  return all;
}

}  // namespace pressrun::test

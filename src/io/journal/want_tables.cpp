#include "io/journal/want_tables.hpp"

#include <algorithm>

namespace pressrun::io {

HeldWant* WantTables::find_want(HeldContent& held, CampaignNumber campaign, std::int64_t format_set,
                                bool keep_outdated) {
  const auto found = std::ranges::find_if(held.wants, [&](const HeldWant& want) {
    return want.want.campaign == campaign && want.format_set == format_set &&
           want.want.keep_outdated == keep_outdated;
  });
  return found == held.wants.end() ? nullptr : &*found;
}

/// With the one job that it is made for.
HeldWant& WantTables::make_want(HeldContent& held, CampaignNumber campaign, std::int64_t format_set,
                                bool keep_outdated, const JobKey& key) {
  HeldWant& want = held.wants.emplace_back();
  want.format_set = format_set;
  want.jobs = 1;
  want.want = {campaign, names_.formats(format_set), keep_outdated, 1, key, JobStatus::planned};
  want.standing = standing_of(held.record, want.want.formats, rows_.circumstances(held, keep_outdated));
  want.want.status = want.standing.status;
  statements_.run(
      "INSERT INTO wants (content, campaign, format_set, keep_outdated, jobs, status, run, assets) "
      "VALUES (?, ?, ?, ?, 1, ?, ?, ?)",
      held.number, campaign, format_set, keep_outdated ? 1 : 0, static_cast<int>(want.standing.status),
      want.standing.run, static_cast<std::int64_t>(want.standing.assets));
  want.number = statements_.database().getLastInsertRowid();
  sums_.count(want, want.standing, 1);
  return want;
}

HeldWant& WantTables::add_job(HeldContent& held, CampaignNumber campaign, const Formats& formats,
                              bool keep_outdated, const JobKey& key) {
  const std::int64_t set = names_.number_of(formats);
  set_wanted(held);
  HeldWant* known = find_want(held, campaign, set, keep_outdated);
  if (known == nullptr) return make_want(held, campaign, set, keep_outdated, key);
  set_jobs(*known, known->jobs + 1);
  return *known;
}

void WantTables::take_job(HeldContent& held, std::int64_t number) {
  const auto found = std::ranges::find(held.wants, number, &HeldWant::number);
  if (found != held.wants.end() && found->jobs > 0) set_jobs(*found, found->jobs - 1);
}

void WantTables::set_jobs(HeldWant& want, std::int64_t jobs) {
  sums_.count(want, want.standing, jobs - want.jobs);
  want.jobs = jobs;
  want.want.jobs = static_cast<std::size_t>(jobs);
  want.want.first = {};
  job_counts_[want.number] = jobs;
}

void WantTables::set_wanted(HeldContent& held) {
  if (!held.unwanted) return;
  held.unwanted = false;
  statements_.run("UPDATE contents SET unwanted = 0 WHERE content = ?", held.number);
}

void WantTables::drop_want(HeldContent& held, std::int64_t number) {
  std::erase_if(held.wants, [&](const HeldWant& want) { return want.number == number; });
  job_counts_.erase(number);
  statements_.run("DELETE FROM wants WHERE want = ?", number);
}

std::vector<Want> WantTables::wants_of(HeldContent& held) {
  std::vector<Want> wants;
  for (HeldWant& want : held.wants) {
    if (want.jobs == 0) continue;
    if (want.want.first.empty()) want.want.first = rows_.first_job(want.number);
    wants.push_back(want.want);
  }
  return wants;
}

void WantTables::write_job_counts() {
  for (const auto& [want, jobs] : job_counts_)
    statements_.run("UPDATE wants SET jobs = ? WHERE want = ?", jobs, want);
  job_counts_.clear();
}

void WantTables::restand(HeldContent& held) {
  for (HeldWant& want : held.wants) {
    const WantStanding now =
        standing_of(held.record, want.want.formats, rows_.circumstances(held, want.want.keep_outdated));
    if (now == want.standing) continue;
    sums_.count(want, want.standing, -want.jobs);
    sums_.count(want, now, want.jobs);
    want.standing = now;
    want.want.status = now.status;
    statements_.run("UPDATE wants SET status = ?, run = ?, assets = ? WHERE want = ?",
                    static_cast<int>(now.status), now.run, static_cast<std::int64_t>(now.assets),
                    want.number);
  }
}

void WantTables::move(HeldContent& from, HeldContent& into) {
  for (HeldWant& want : from.wants) {
    sums_.count(want, want.standing, -want.jobs);
    for (std::int64_t job = 0; job < want.jobs; ++job) {
      const HeldWant& same =
          add_job(into, want.want.campaign, want.want.formats, want.want.keep_outdated, want.want.first);
      if (job == 0) statements_.run("UPDATE jobs SET want = ? WHERE want = ?", same.number, want.number);
    }
    job_counts_.erase(want.number);
    statements_.run("DELETE FROM wants WHERE want = ?", want.number);
  }
}

}  // namespace pressrun::io

#include "app/registration.hpp"

#include <algorithm>
#include <utility>

namespace pressrun::app {
namespace {

constexpr std::size_t batch_size = 512;

struct Taken {
  Job job;
  std::vector<ContentDigest> aliases;
};

std::size_t bytes_of(const Job& job) {
  std::size_t bytes = sizeof(Job) + job.formats.size() * sizeof(std::string);
  for (const std::string* text : {&job.key.text, &job.design_name, &job.design_id.text, &job.body,
                                  &job.variables_json, &job.content, &job.content_text, &job.slot})
    bytes += text->capacity();
  return bytes;
}

ContentDigest digest_of(const Job& job) {
  return ContentDigest::parse(job.content).value_or(ContentDigest{});
}

/// What the journal alone has a use for goes to it.
Registration registration_of(Taken& taken) {
  Job& job = taken.job;
  Registration made;
  made.key = job.key;
  made.position = job.position;
  made.design_name = job.design_name;
  made.design_id = job.design_id;
  made.content = digest_of(job);
  made.content_text = std::move(job.content_text);
  made.slot = job.slot;
  made.formats = formats_of(job);
  made.keep_outdated = job.keep_outdated;
  made.variables_json = std::move(job.variables_json);
  made.aliases = std::move(taken.aliases);
  return made;
}

void add_names(Formats& formats, const Formats& more) {
  for (const std::string& format : more) {
    if (std::ranges::find(formats, format) == formats.end()) formats.push_back(format);
  }
}

bool has_failed(JobStatus status) {
  return status == JobStatus::failed || status == JobStatus::partial || status == JobStatus::dropped;
}

bool waits_for_an_end(const ContentRecord& record) {
  return std::ranges::any_of(record.requests,
                             [](const GenerationRequest& r) { return is_open(state_of(r)); });
}

/// Whether a file that is wanted is known by its banner alone.
bool lacks_address(const ContentRecord& record, const Formats& wanted, const Circumstances& in) {
  const auto lacks = [](const GenerationRequest& request) {
    return !banners_without_address(request).empty();
  };
  if (std::ranges::none_of(record.requests, lacks)) return false;
  return std::ranges::any_of(renditions_of(record, wanted, in.design), [&](const std::string& format) {
    return look(record, format, in).standing == Standing::unaddressed;
  });
}

/// What it is expected to cost: all that the job names, or what of it is to be bought.
std::uint64_t price_of(const Job& job, const Formats& buys) {
  const bool all = buys.empty() || buys.front() == all_formats || buys.front() == document_format;
  const int credits = all ? job.credits_estimate : job.credits_each * static_cast<int>(buys.size());
  return static_cast<std::uint64_t>(std::max(credits, 0));
}

/// Sorts the jobs of one campaign.
class Sorter {
 public:
  Sorter(const Campaign& campaign, CampaignNumber number, const RegistrationContext& context, Workload& load)
      : campaign_(campaign), number_(number), context_(context), load_(load) {}

  void take(Job job, Registered known) {
    ++load_.jobs;
    ++load_.jobs_by_status.at(static_cast<std::size_t>(known.status));
    load_.unchanged += known.unchanged && known.status == JobStatus::succeeded ? 1U : 0U;
    if (campaign_.selected && !campaign_.selected(job, known.status)) return;
    known.record.key = {campaign_.account, digest_of(job)};
    ShortDigest digest = short_digest(known.record.key.digest);
    digest[1] ^=
        job.keep_outdated ? 1U : 0U;  // the formats that are kept when outdated are a want of their own
    const ContentRecord record = with_decisions(std::move(known.record), job, known.status);
    if (const auto seen = seen_.find(digest)) return add_formats(load_.wanted[*seen], job);
    want(std::move(job), digest, record);
  }

 private:
  /// Another job of a content that is wanted already: its formats go along.
  void add_formats(WantedContent& wanted, const Job& job) {
    const DesignState* design = context_.designs.find(campaign_.journal, job.design_id);
    const std::size_t before = context_.sets[wanted.formats].size();
    wanted.formats = context_.sets.number_of(united(context_.sets[wanted.formats], formats_of(job), design));
    const std::size_t now = context_.sets[wanted.formats].size();
    load_.credits_expected += (now - std::min(now, before)) * static_cast<std::uint64_t>(job.credits_each);
  }

  [[nodiscard]] Circumstances circumstances(const Job& job) const {
    Circumstances in;
    in.now = context_.now;
    in.first_run = context_.first_run;
    in.design = context_.designs.find(campaign_.journal, job.design_id);
    in.keep_outdated = job.keep_outdated;
    return in;
  }

  /// What was decided of a content on behalf of its jobs so far: once for all of them.
  struct Decided {
    bool word = false;
    bool resubmitted = false;
    Formats ordered = {};
  };

  /// The user's words on this content, as options say them: recorded before anything is bought because of
  /// them.
  ContentRecord with_decisions(ContentRecord record, const Job& job, JobStatus status) {
    const RunOptions& options = context_.options;
    if (!options.retry_failed && !options.resubmit_in_doubt && !options.force) return record;
    Decided& so_far = decided_[short_digest(record.key.digest)];
    const auto decide = [&](Fact fact, bool is_new) {
      record = pressrun::apply(std::move(record), fact);
      if (is_new) load_.decisions.push_back({record.key, std::move(fact)});
    };
    if (options.retry_failed && (so_far.word || has_failed(status)))
      decide(UserWord{context_.now}, !std::exchange(so_far.word, true));
    if (options.resubmit_in_doubt) {
      const bool is_new = !std::exchange(so_far.resubmitted, true);
      for (const RequestNumber number : resubmitted(record))
        decide(RequestDecided{number, Decision::resubmitted_unattended, context_.now}, is_new);
    }
    if (options.force) order(record, job, so_far.ordered);
    return record;
  }

  void order(ContentRecord& record, const Job& job, Formats& ordered) {
    if (!ordered.empty()) record = pressrun::apply(std::move(record), order_for(ordered));
    Formats more = to_order(record, formats_of(job), circumstances(job), campaign_.ordered_since);
    if (campaign_.ordered) more = campaign_.ordered(job, record, std::move(more));
    if (more.empty()) return;
    add_names(ordered, more);
    const Fact fact = order_for(std::move(more));
    record = pressrun::apply(std::move(record), fact);
    load_.decisions.push_back({record.key, fact});
  }
  [[nodiscard]] Fact order_for(Formats formats) const {
    return Ordered{{std::move(formats), number_, context_.now}};
  }

  static std::vector<RequestNumber> resubmitted(const ContentRecord& record) {
    std::vector<RequestNumber> numbers;
    for (const GenerationRequest& request : record.requests) {
      if (is_doubtful(state_of(request)) && may_resubmit_unattended(record, request))
        numbers.push_back(request.number);
    }
    return numbers;
  }

  void want(Job job, const ShortDigest& digest, const ContentRecord& record) {
    const ToBuy buys = to_buy(record, formats_of(job), circumstances(job));
    const WantedContent wanted{static_cast<std::uint32_t>(job.position),
                               context_.sets.number_of(formats_of(job)), hash_of(job), job.keep_outdated};
    if (buys.needs_design && buys.formats.empty()) {
      load_.undecided.push_back(wanted);
      if (std::ranges::find(load_.unread, job.design_id) == load_.unread.end())
        load_.unread.push_back(job.design_id);
      return;
    }
    // What is on its way already may leave something to be bought once it has come to its end.
    if (buys.formats.empty() && !waits_for_an_end(record)) {
      if (lacks_address(record, formats_of(job), circumstances(job)))
        load_.unaddressed.emplace_back(record, job.key);
      return;
    }
    load_.credits_expected += price_of(job, buys.formats);
    seen_.add(digest);  // numbered as they are wanted
    load_.wanted.push_back(wanted);
    held_bytes_ += bytes_of(job);
    if (held_bytes_ <= context_.options.most_held_bytes) load_.held.push_back(std::move(job));
  }

  const Campaign& campaign_;
  CampaignNumber number_;
  const RegistrationContext& context_;
  Workload& load_;
  DigestNumbers seen_;
  boost::unordered_flat_map<ShortDigest, Decided, ShortDigestHash> decided_;
  std::size_t held_bytes_ = 0;
};

std::vector<Taken> take_batch(Campaign& campaign) {
  std::vector<Taken> batch;
  batch.reserve(batch_size);
  while (batch.size() < batch_size) {
    auto job = campaign.jobs.next();
    if (!job) break;
    batch.push_back({std::move(*job), {}});
    if (campaign.has_aliases) batch.back().aliases = campaign.jobs.aliases();
  }
  return batch;
}

/// What the journal knows of designs that no read of this run has shown, each asked for once.
asio::awaitable<void> ask_for_designs(Campaign& campaign, const std::vector<Taken>& batch,
                                      DesignBook& designs) {
  std::vector<DesignReading> unknown;
  for (const Taken& taken : batch) {
    const DesignId& id = taken.job.design_id;
    if (designs.asked(campaign.journal, id) ||
        std::ranges::find(unknown, id, &DesignReading::id) != unknown.end())
      continue;
    DesignReading question;
    question.id = id;
    unknown.push_back(std::move(question));
  }
  if (unknown.empty()) co_return;
  std::vector<DesignState> known =
      co_await campaign.journal.note_designs(campaign.account, std::move(unknown));
  for (DesignState& state : known) designs.put(campaign.journal, std::move(state));
}

}  // namespace

std::vector<std::string> banners_without_address(const GenerationRequest& request) {
  std::vector<std::string> banners;
  for (const Asset& asset : request.assets)
    if (request.final && asset.url.empty() && !asset.id.empty()) banners.push_back(asset.id);
  return banners;
}

ShortDigest short_digest(const ContentDigest& digest) {
  ShortDigest made{};
  for (std::size_t i = 0; i < 16; ++i) made[i / 8] = made[i / 8] << 8U | digest.bytes[i];
  return made;
}

std::optional<std::uint32_t> DigestNumbers::find(const ShortDigest& digest) const {
  const auto found = numbers_.find(digest);
  return found == numbers_.end() ? std::nullopt : std::optional{*found};
}

void DigestNumbers::add(const ShortDigest& digest) {
  digests_.push_back(digest);
  numbers_.insert(static_cast<std::uint32_t>(digests_.size() - 1));
}

std::uint32_t FormatSets::number_of(const Formats& formats) {
  const auto [set, is_new] = numbers_.emplace(formats, static_cast<std::uint32_t>(sets_.size()));
  if (is_new) sets_.push_back(formats);
  return set->second;
}

const DesignState* DesignBook::find(const Journal& journal, const DesignId& id) const {
  const auto found = states_.find({&journal, id});
  return found == states_.end() ? nullptr : &found->second;
}

void DesignBook::put(const Journal& journal, DesignState state) {
  std::pair key{&journal, state.id};
  states_.insert_or_assign(std::move(key), std::move(state));
}

bool DesignBook::asked(const Journal& journal, const DesignId& id) const {
  return states_.contains({&journal, id});
}

std::uint64_t hash_of(const Job& job) {
  return std::hash<std::string>{}(job.content) * 31 + std::hash<std::string>{}(job.key.text);
}

Formats formats_of(const Job& job) {
  if (job.endpoint == Endpoint::generate_multipage_pdf) return {std::string{document_format}};
  return job.formats;
}

asio::awaitable<Workload> register_campaign(Campaign& campaign, CampaignNumber number,
                                            RegistrationContext context) {
  Workload load;
  const bool everything = !context.options.force && !context.options.retry_failed && !campaign.selected &&
                          campaign.refused.empty();
  std::optional<std::size_t> there;
  if (everything && !campaign.registration.empty())
    there = co_await campaign.journal.all_there(number, campaign.registration);
  if (there) {
    load.jobs = load.unchanged = *there;
    load.jobs_by_status.at(static_cast<std::size_t>(JobStatus::succeeded)) =
        static_cast<std::int64_t>(*there);
    load.complete = true;
    co_return load;
  }
  Sorter sorter{campaign, number, context, load};
  campaign.jobs.rewind();
  for (std::vector<Taken> batch = take_batch(campaign); !batch.empty(); batch = take_batch(campaign)) {
    if (context.stops()) co_return load;
    co_await ask_for_designs(campaign, batch, context.designs);
    std::vector<Registration> registrations;
    registrations.reserve(batch.size());
    for (Taken& taken : batch) registrations.push_back(registration_of(taken));
    std::vector<Registered> known = co_await campaign.journal.register_jobs(number, std::move(registrations));
    for (std::size_t i = 0; i < batch.size(); ++i)
      sorter.take(std::move(batch[i].job), std::move(known.at(i)));
  }
  if (!campaign.refused.empty()) {
    std::vector<RefusedJob> refused = campaign.refused;
    co_await campaign.journal.note_refused(number, std::move(refused));
    load.jobs += campaign.refused.size();
    load.jobs_by_status.at(static_cast<std::size_t>(JobStatus::failed)) +=
        static_cast<std::int64_t>(campaign.refused.size());
  }
  co_await campaign.journal.end_registration(number, campaign.registration);
  load.complete = true;
  co_return load;
}

}  // namespace pressrun::app

#include "unit/core/ledger_world.hpp"

#include "pressrun/core/verdict.hpp"

#include <algorithm>
#include <array>

namespace pressrun::test {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr std::array<const char*, 4> pool{"a", "b", "c", "d"};
constexpr WallTime first_night{std::chrono::days{20'000}};
const DesignId the_design{"d"};

bool has(const Formats& formats, std::string_view format) {
  return std::ranges::find(formats, format) != formats.end();
}

template <class Item>
bool names(const std::vector<Item>& items, std::string_view format) {
  return std::ranges::find(items, format, &Item::format) != items.end();
}

/// Whether a POST for `asked` was one for the format.
bool was_for(const Formats& asked, std::string_view format) {
  return has(asked, format) || has(asked, all_formats);
}

std::int64_t seconds_of(WallTime at) {
  return std::chrono::duration_cast<seconds>(at.time_since_epoch()).count();
}

}  // namespace

std::uint64_t Draw::next() {  // splitmix64
  std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
  z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
  z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
  return z ^ (z >> 31U);
}

LedgerWorld::LedgerWorld(std::uint64_t seed, Sabotage sabotage)
    : draw_(seed), sabotage_(sabotage), now_(first_night), server_now_(first_night) {
  exact_ = draw_.percent(40);
  preflight_ = exact_ || draw_.percent(60);
  if (draw_.percent(40)) limits_.run = 2 + draw_.below(12);
  contents_.resize(1 + draw_.below(3));
  for (std::size_t i = 0; i < contents_.size(); ++i) {
    contents_[i].record.key.account = 1;
    contents_[i].record.key.digest.bytes.fill(static_cast<std::uint8_t>(i + 1));
    contents_[i].record.design = the_design;
  }
  versions_.push_back({seconds_of(first_night) - 1000, {{"a", "1"}, {"b", "1"}, {"c", "1"}}});
  if (preflight_) read_version(versions_.back());
  edit_manifest();
}

void LedgerWorld::pass(std::int64_t duration) {
  now_ += seconds{duration};
  server_now_ += seconds{duration};
}

// ---- what may happen

void LedgerWorld::step() {
  pass(1 + static_cast<std::int64_t>(draw_.below(30)));
  using Event = void (LedgerWorld::*)();
  constexpr std::array<std::pair<Event, int>, 15> events{{
      {&LedgerWorld::buy, 24},
      {&LedgerWorld::answer, 18},
      {&LedgerWorld::poll, 18},
      {&LedgerWorld::deliver_webhook, 6},
      {&LedgerWorld::crash, 7},
      {&LedgerWorld::edit_manifest, 5},
      {&LedgerWorld::edit_design, 2},
      {&LedgerWorld::read_design, 4},
      {&LedgerWorld::decide, 5},
      {&LedgerWorld::attach, 3},
      {&LedgerWorld::order, 3},
      {&LedgerWorld::say_try_again, 1},
      {&LedgerWorld::repeat_a_fact, 3},
      {&LedgerWorld::step_clock, 1},
  }};
  auto at = static_cast<int>(draw_.below(100));
  for (const auto& [event, weight] : events) {
    if ((at -= weight) >= 0 || event == nullptr) continue;
    return (this->*event)();
  }
}

Formats LedgerWorld::draw_formats() {
  if (!exact_ && draw_.percent(25)) return {};
  Formats formats;
  const std::size_t count = 1 + draw_.below(3);
  for (std::size_t i = 0; i < count; ++i) formats.emplace_back(pool[draw_.below(exact_ ? 3 : pool.size())]);
  return formats;
}

/// Another manifest over the same contents; what was ordered and is wanted no more lapses.
void LedgerWorld::edit_manifest() {
  jobs_.clear();
  const std::size_t count = 1 + draw_.below(4);
  for (std::size_t i = 0; i < count; ++i) {
    jobs_.push_back({draw_.below(contents_.size()), draw_formats(), draw_.percent(10),
                     static_cast<CampaignNumber>(1 + draw_.below(2))});
    if (draw_.percent(20)) jobs_.push_back(jobs_.back());  // equal jobs
  }
  for (std::size_t c = 0; c < contents_.size(); ++c) {
    for (CampaignNumber campaign = 1; campaign <= 2; ++campaign) {
      std::vector<Formats> wanted;
      for (const Job& job : jobs_) {
        if (job.content == c && job.campaign == campaign) wanted.push_back(job.wanted);
      }
      contents_[c].record = lapse_orders(std::move(contents_[c].record), campaign, wanted, &design_);
    }
  }
}

Circumstances LedgerWorld::circumstances(const Job& job) const {
  return {now_, run_, design_.formats.empty() ? nullptr : &design_, job.keep_outdated};
}

std::uint64_t LedgerWorld::credits() const {
  std::uint64_t all = 0;
  for (const Content& content : contents_) {
    for (const GenerationRequest& request : content.record.requests) {
      if (request.run == run_) all += credits_of(request).all();
    }
  }
  return all;
}

void LedgerWorld::buy() {
  if (!jobs_.empty()) buy_for(jobs_[draw_.below(jobs_.size())]);
}

void LedgerWorld::buy_for(const Job& job) {
  const CreditLimits limits = sabotage_ == Sabotage::ignores_limits ? CreditLimits{} : limits_;
  CreditsReserved reserved;
  if (limits.run) reserved.run = credits();
  const Formats wanted = job.wanted.empty() ? Formats{std::string{all_formats}} : job.wanted;
  Grant granted = grant(contents_[job.content].record, wanted, circumstances(job), 1, limits, reserved);
  if (sabotage_ == Sabotage::buys_unasked && draw_.percent(10)) granted.formats = wanted;
  if (granted.needs_design) read_version(versions_.back());
  if (granted.formats.empty()) return;
  audit_grant(job, granted.formats);
  post(job, std::move(granted.formats));
}

void LedgerWorld::post(const Job& job, Formats formats) {
  Content& content = contents_[job.content];
  Post made;
  made.number = static_cast<RequestNumber>(posts_.size()) + 1;
  made.content = job.content;
  made.asked = formats;
  const std::size_t fate = draw_.below(quiet_ ? 60 : 100);
  made.fate = fate < 66   ? Fate::accepted
              : fate < 76 ? Fate::lost
              : fate < 84 ? Fate::never_came
              : fate < 92 ? Fate::refused
                          : Fate::rejected;
  // Who refuses may lie; then its id comes by a webhook alone.
  made.processed = made.fate == Fate::accepted || made.fate == Fate::lost ||
                   (made.fate != Fate::never_came && !exact_ && draw_.percent(10));
  if (made.processed) draw_results(made);
  GenerationRequest request;
  request.number = made.number;
  request.campaign = job.campaign;
  request.run = run_;
  request.formats = std::move(formats);
  request.intended_at = now_;
  content.record =
      apply(std::move(content.record), std::move(request), design_.formats.empty() ? nullptr : &design_);
  made.as_of = content.record.requests.back().as_of;
  content.posts.push_back(posts_.size());
  posts_.push_back(std::move(made));
  if (sabotage_ == Sabotage::forgets_orders_are_done) {
    for (Order& order : content.record.orders) order.at = now_ + hours{1};
  }
  audit(job.content);
}

/// What the API makes of it, and how it will tell.
void LedgerWorld::draw_results(Post& post) {
  post.id = "g" + std::to_string(++serial_);
  Formats formats = post.asked;
  if (has(formats, all_formats)) {
    formats.clear();
    for (const auto& [name, digest] : versions_.back().formats) formats.push_back(name);
  } else if (!exact_ && draw_.percent(5)) {
    formats.emplace_back("c");  // beyond what was asked
  }
  for (const std::string& format : formats) {
    const std::size_t what = draw_.below(100);
    const bool named = exact_ || draw_.percent(94);
    post.all_named = post.all_named && named;
    if (what < 70) {
      Asset asset;
      asset.format = named ? format : "";
      asset.id = "b" + std::to_string(++serial_);
      asset.url = !exact_ && draw_.percent(8) ? "" : "u";
      post.made.push_back(std::move(asset));
    } else if (what < 92) {
      const Recovery recovery = what < 80 ? Recovery::soon : what < 86 ? Recovery::later : Recovery::never;
      post.failed.push_back({named ? format : "", "odd", "", recovery});
    }
  }
}

LedgerWorld::Post* LedgerWorld::draw_post(bool (*fits)(const Post&)) {
  if (posts_.empty()) return nullptr;
  const std::size_t start = draw_.below(posts_.size());
  for (std::size_t i = 0; i < posts_.size(); ++i) {
    Post& post = posts_[(start + i) % posts_.size()];
    if (fits(post)) return &post;
  }
  return nullptr;
}

GenerationRequest* LedgerWorld::request_of(const Post& post) {
  auto& requests = contents_[post.content].record.requests;
  const auto found = std::ranges::find(requests, post.number, &GenerationRequest::number);
  return found == requests.end() ? nullptr : &*found;
}

void LedgerWorld::tell(std::size_t content, Fact fact) {
  ContentRecord& record = contents_[content].record;
  record = pressrun::apply(std::move(record), fact);
  if (told_.size() < 64) told_.push_back({content, std::move(fact)});
  audit(content);
}

void LedgerWorld::tell_id(Post& post, Proof proof) {
  if (!post.processed) return;
  contents_[post.content].ids.insert(post.id);
  if (!post.proven && post.decision != Decision::dropped)
    post.decision = Decision::none;  // what was decided of a doubt has lapsed
  post.told_id = post.proven = true;
  post.lost_id = false;
  post.in_flight = false;
  const WallTime as_of = proof == Proof::answer ? server_now_ : WallTime{};
  if (proof == Proof::answer) post.as_of = as_of;
  if (sabotage_ == Sabotage::forgets_ids && draw_.percent(20)) return audit(post.content);
  tell(post.content, IdIssued{post.number, RequestId{post.id}, proof, as_of, now_});
}

void LedgerWorld::answer() {
  if (Post* post = draw_post([](const Post& one) { return one.in_flight; })) answer(*post);
}

void LedgerWorld::answer(Post& post) {
  post.in_flight = false;
  const Failure why{"", post.fate == Fate::rejected && draw_.percent(20) ? "format_not_found" : "odd", "",
                    Recovery::never};
  const bool lost = post.fate == Fate::lost || post.fate == Fate::never_came;
  if (post.fate == Fate::accepted) {
    tell_id(post, Proof::answer);
  } else if (post.fate == Fate::refused || (lost && sabotage_ == Sabotage::reads_loss_as_refusal)) {
    post.refused = post.fate == Fate::refused;
    tell(post.content, RequestRefused{post.number, why, now_});
  } else if (post.fate == Fate::rejected) {
    post.rejected = true;
    post.as_of = server_now_;
    tell(post.content, RequestRejected{post.number, why, "", server_now_, now_});
  } else {
    tell(post.content, RequestDoubted{post.number, why, now_});
  }
}

void LedgerWorld::deliver_webhook() {
  Post* post = draw_post([](const Post& one) { return one.processed && !one.ended; });
  if (post == nullptr) return;
  tell_id(*post, Proof::token);
  if (draw_.percent(30)) conclude(*post);
}

void LedgerWorld::poll() {
  if (Post* post = draw_post([](const Post& one) { return one.told_id && !one.lost_id && !one.ended; }))
    poll(*post);
}

void LedgerWorld::poll(Post& post) {
  const GenerationRequest* request = request_of(post);
  const std::size_t what = draw_.below(100);
  if (!quiet_ && what < 8) {  // a confirmed 404
    post.lost_id = true;
    const Failure why{"", "not_found", "", Recovery::never};
    if (sabotage_ == Sabotage::reads_gone_as_failure)
      return tell(post.content,
                  RequestRejected{post.number, {"", "format_not_found", "", Recovery::soon}, "", {}, now_});
    return tell(post.content, IdGone{post.number, RequestId{post.id}, why, now_});
  }
  if (!quiet_ && what < 30 && !post.made.empty()) {  // a 202 with a banner
    const std::vector<Asset> seen = read_banners(*request, the_design, {post.made.front()});
    contents_[post.content].banners.insert(post.made.front().id);
    if (sabotage_ == Sabotage::forgets_banners) return audit(post.content);
    return tell(post.content, BannersSeen{post.number, seen, now_});
  }
  if (quiet_ || what < 85) conclude(post);
}

void LedgerWorld::conclude(Post& post) {
  Finalized answer;
  answer.assets = post.made;
  answer.failures = post.failed;
  if (!post.made.empty() && draw_.percent(5)) answer.assets.erase(answer.assets.begin());  // forgotten
  const DesignState* known = design_.formats.empty() ? nullptr : &design_;
  FinalReading reading = read_final(*request_of(post), the_design, answer, known);
  post.ended = true;
  post.all_named = post.all_named && answer.assets.size() == post.made.size();
  for (const Asset& asset : answer.assets) contents_[post.content].banners.insert(asset.id);
  tell(post.content,
       RequestConcluded{
           post.number, std::move(reading.assets), std::move(reading.failures), 1, {}, run_, now_});
}

/// The process ends without a word; what was on its way is in doubt, and a new night begins some time later.
void LedgerWorld::crash() {
  for (Post& post : posts_) {
    if (!post.in_flight) continue;
    post.in_flight = false;
    tell(post.content, RequestDoubted{post.number, {"", "interrupted", "", Recovery::never}, now_});
  }
  pass(static_cast<std::int64_t>(draw_.below(3) == 0 ? 600 : 86'400));
  ++run_;
  if (preflight_ && draw_.percent(70)) read_design();
}

void LedgerWorld::edit_design() {
  Version next = versions_.back();
  next.stamp = seconds_of(server_now_);
  if (next.stamp <= versions_.back().stamp) return;
  const std::size_t which = draw_.below(next.formats.size());
  const std::size_t what = draw_.below(4);
  if (what == 0 && next.formats.size() < pool.size() && !exact_) {
    next.formats.emplace_back("d", "1");
  } else if (what == 1 && next.formats.size() > 2 && !exact_) {
    next.formats.pop_back();
  } else if (what < 3) {
    next.formats[which].second = std::to_string(++serial_);
  }  // else nothing that is seen
  versions_.push_back(std::move(next));
}

void LedgerWorld::read_version(const Version& version) {
  pass(1);
  DesignReading reading{the_design, version.stamp, "", version.formats, now_};
  design_ = apply(std::move(design_), reading);
}

/// The newest, or from a replica that lags.
void LedgerWorld::read_design() {
  read_version(draw_.percent(75) ? versions_.back() : versions_[draw_.below(versions_.size())]);
}

void LedgerWorld::decide() {
  Post* post = draw_post([](const Post& one) { return !one.in_flight && !one.ended; });
  if (post == nullptr) return;
  const GenerationRequest& request = *request_of(*post);
  const RequestState state = state_of(request);
  if (!is_doubtful(state) && state != RequestState::dropped) return;
  const std::size_t what = draw_.below(10);
  Decision decision = what < 4   ? Decision::dropped
                      : what < 8 ? Decision::resubmitted
                                 : Decision::resubmitted_unattended;
  if (decision == Decision::resubmitted_unattended) {
    if (!is_doubtful(state) || !may_resubmit_unattended(contents_[post->content].record, request)) return;
  } else {
    const bool again = decision == Decision::resubmitted;
    words_.push_back(
        {post->content, posts_.size(), post->asked, again ? Word::Kind::resubmission : Word::Kind::drop});
  }
  post->decision = decision;
  post->decided_after = words_.size();
  tell(post->content, RequestDecided{post->number, decision, now_});
}

/// An id that somebody found: the right one, another request's, or nobody's. A wrong one is refused.
void LedgerWorld::attach() {
  Post* post = draw_post([](const Post& one) {
    return !one.in_flight && !one.ended && !one.refused && !one.rejected && !one.told_id;
  });
  if (post == nullptr) return;
  const std::size_t other = draw_.below(posts_.size());
  const bool right = post->processed && draw_.percent(50);
  const std::string id = right                                          ? post->id
                         : draw_.percent(50) && posts_[other].processed ? posts_[other].id
                                                                        : "nobody's";
  tell(post->content, IdIssued{post->number, RequestId{id}, Proof::person, {}, now_});
  if (right) {
    post->told_id = true;
    post->lost_id = false;
    return;
  }
  tell(post->content, IdGone{post->number, RequestId{id}, {"", "not_found", "", Recovery::never}, now_});
}

void LedgerWorld::order() {
  if (jobs_.empty()) return;
  const Job& job = jobs_[draw_.below(jobs_.size())];
  Formats ordered = to_order(contents_[job.content].record, job.wanted, circumstances(job));
  if (ordered.empty()) return;
  words_.push_back({job.content, posts_.size(), ordered, Word::Kind::order});
  tell(job.content, Ordered{{std::move(ordered), job.campaign, now_}});
}

void LedgerWorld::say_try_again() {
  const std::size_t content = draw_.below(contents_.size());
  words_.push_back({content, posts_.size(), {std::string{all_formats}}, Word::Kind::retry});
  tell(content, UserWord{now_});
}

/// A webhook that is sent twice, a spool that is played once more. What a person says is said once.
void LedgerWorld::repeat_a_fact() {
  if (told_.empty()) return;
  const auto [content, fact] = told_[draw_.below(told_.size())];
  const bool by_a_person = std::holds_alternative<RequestDecided>(fact) ||
                           std::holds_alternative<Ordered>(fact) || std::holds_alternative<UserWord>(fact) ||
                           std::holds_alternative<IdGone>(fact) ||
                           std::holds_alternative<RequestDoubted>(fact);
  const auto* issued = std::get_if<IdIssued>(&fact);
  if (by_a_person || (issued != nullptr && issued->proof == Proof::person)) return;
  ContentRecord& record = contents_[content].record;
  if (issued != nullptr) {
    for (Post& post : posts_) {
      if (post.id == issued->id.text) post.lost_id = false;
    }
  }
  record = pressrun::apply(std::move(record), fact);
  audit(content);
}

void LedgerWorld::step_clock() {
  now_ += hours{static_cast<std::int64_t>(draw_.below(5)) - 2};  // ours alone
}

// ---- left alone

void LedgerWorld::night() {
  for (Post& post : posts_) {
    if (post.in_flight) answer(post);
  }
  pass(86'400);
  ++run_;
  read_version(versions_.back());
  for (bool bought = true; bought && complaints_.empty();) {
    const std::size_t before = posts_.size();
    for (const Job& job : jobs_) buy_for(job);
    bought = posts_.size() > before;
    for (std::size_t i = 0; i < posts_.size(); ++i) {
      if (posts_[i].in_flight) answer(posts_[i]);
      if (posts_[i].told_id && !posts_[i].lost_id && !posts_[i].ended) poll(posts_[i]);
    }
    if (posts_.size() > 4000) complain("a night does not end");
  }
}

void LedgerWorld::leave_alone() {
  quiet_ = true;
  limits_ = {};
  now_ = std::max(now_, server_now_);
  constexpr int until_given_up = 48;
  for (int i = 0; i < until_given_up && complaints_.empty(); ++i) night();
  const std::size_t bought = posts_.size();
  std::vector<JobStatus> statuses;
  for (const Job& job : jobs_)
    statuses.push_back(view(contents_[job.content].record, job.wanted, circumstances(job)));
  for (int i = 0; i < 12 && complaints_.empty(); ++i) night();
  if (posts_.size() != bought) complain("something is bought night after night");
  for (std::size_t i = 0; i < jobs_.size(); ++i) {
    const JobStatus now = view(contents_[jobs_[i].content].record, jobs_[i].wanted, circumstances(jobs_[i]));
    if (now != statuses[i]) complain("a status changes though nothing happens");
    if (results_status(now) == "pending")
      complain("a job never comes to its end: " + std::string{to_string(now)});
  }
}

// ---- what has to hold

void LedgerWorld::complain(std::string what) { complaints_.push_back(std::move(what)); }

void LedgerWorld::audit(std::size_t number) {
  const Content& content = contents_[number];
  for (std::string& found : contradictions(content.record, design_.formats.empty() ? nullptr : &design_))
    complain("contradiction: " + std::move(found));
  std::set<std::string> ids;
  std::set<std::string> banners;
  for (const GenerationRequest& request : content.record.requests) {
    for (const IssuedId& id : request.ids) ids.insert(id.id.text);
    for (const Asset& asset : request.assets) banners.insert(asset.id);
  }
  for (const std::string& id : content.ids) {
    if (!ids.contains(id)) complain("the accepted id " + id + " is lost");
  }
  for (const std::string& banner : content.banners) {
    if (!banners.contains(banner)) complain("the banner " + banner + " is lost");
  }
  if (exact_ && limits_.run && credits() > *limits_.run) complain("more credits than the limit of the run");
}

/// Whether the user spoke of the format after the post.
bool LedgerWorld::spoke_since(const Post& post, const std::string& format, bool orders_alone) const {
  return std::ranges::any_of(words_, [&](const Word& word) {
    return word.content == post.content && static_cast<std::size_t>(post.number) <= word.after &&
           (word.kind == Word::Kind::order || !orders_alone) && was_for(word.formats, format);
  });
}

bool LedgerWorld::is_outdated(const Post& post, const std::string& format) const {
  const auto& requests = contents_[post.content].record.requests;
  const auto request = std::ranges::find(requests, post.number, &GenerationRequest::number);
  const auto known = std::ranges::find(design_.formats, format, &DesignFormat::name);
  return known != design_.formats.end() && std::max(post.as_of, request->intended_at) < known->changed_at;
}

/// The first invariant, by what the world itself has told: nothing earlier may stand against the purchase.
void LedgerWorld::audit_against(const Post& earlier, const std::string& format, const std::string& which) {
  const bool was_asked = was_for(earlier.asked, format);
  // An order that waits is not carried out by what comes beyond what was asked.
  const bool ordered_before = !was_asked && std::ranges::any_of(words_, [&](const Word& word) {
    return word.kind == Word::Kind::order && word.content == earlier.content && was_for(word.formats, format);
  });
  const bool explained = ordered_before || spoke_since(earlier, format, true) || is_outdated(earlier, format);
  if (earlier.ended) {
    if (earlier.all_named && names(earlier.made, format) && !explained) complain(which + " came already");
    return;
  }
  if (!was_asked) return;
  if (earlier.told_id && !earlier.lost_id) return complain(which + " still renders");
  if (earlier.told_id && earlier.decision == Decision::none)
    return complain(which + " is gone, and nobody decided");
  if (earlier.refused && !earlier.told_id) return;
  if (earlier.rejected && !earlier.told_id) {
    const auto& why = request_of(earlier)->rejected;
    const bool spoke = spoke_since(earlier, format, false) ||
                       bought_since(earlier, static_cast<std::size_t>(earlier.number), format);
    if (!explained && why && why->id != "format_not_found" && !spoke) complain(which + " was rejected");
    return;
  }
  if (earlier.in_flight || earlier.decision == Decision::none)
    return complain(which + " may have been paid for");
  if (earlier.decision == Decision::dropped && !explained && is_given_up(earlier, format))
    complain(which + " was given up");
}

/// Whether nobody has asked for it anew since it was dropped, and nothing was bought for a reason of its own.
bool LedgerWorld::is_given_up(const Post& post, const std::string& format) const {
  const auto later = words_.begin() + static_cast<std::ptrdiff_t>(post.decided_after);
  const bool wanted_again = std::any_of(later, words_.end(), [&](const Word& word) {
    const bool buys = word.kind == Word::Kind::order || word.kind == Word::Kind::resubmission;
    return buys && word.content == post.content && was_for(word.formats, format);
  });
  return !wanted_again && !bought_since(post, words_[post.decided_after - 1].after, format);
}

/// Whether it was bought for another reason after so many posts.
bool LedgerWorld::bought_since(const Post& post, std::size_t posts, const std::string& format) const {
  return std::ranges::any_of(posts_, [&](const Post& other) {
    return other.content == post.content && static_cast<std::size_t>(other.number) > posts &&
           was_for(other.asked, format) && !other.refused;
  });
}

void LedgerWorld::audit_grant(const Job& job, const Formats& formats) {
  for (const std::string& format : formats) {
    const std::string which = "content " + std::to_string(job.content) + " '" + format + "'";
    int missing = 0;
    int failed = 0;
    for (const std::size_t p : contents_[job.content].posts) {
      const Post& earlier = posts_[p];
      if (format == all_formats) {
        if (!earlier.refused || earlier.told_id) complain(which + " beside something that is held");
        continue;
      }
      audit_against(earlier, format, which);
      const bool counts = earlier.ended && earlier.all_named && has(earlier.asked, format) &&
                          !names(earlier.made, format) && !is_outdated(earlier, format) &&
                          !spoke_since(earlier, format, false);
      if (counts) ++(names(earlier.failed, format) ? failed : missing);
    }
    if (missing >= 2) complain(which + " never came, twice");
    if (failed >= 9) complain(which + " was given up");
  }
  const std::uint64_t cost = formats.size();
  if (limits_.run && credits() + cost > *limits_.run) complain("over the limit of the run");
}

std::string LedgerWorld::books() const {
  std::string text;
  const auto at = [](WallTime time) { return std::to_string((time - first_night).count() / 1000); };
  for (const auto& format : design_.formats)
    text += "design " + format.name + " since " + at(format.changed_at) + "\n";
  for (std::size_t c = 0; c < contents_.size(); ++c) {
    const ContentRecord& record = contents_[c].record;
    for (const Order& order : record.orders)
      text += "order at " + at(order.at) + " for " + order.formats.front() + "\n";
    for (const GenerationRequest& request : record.requests) {
      text += "content " + std::to_string(c) + " request " + std::to_string(request.number) + " run " +
              std::to_string(request.run) + " state " + std::to_string(static_cast<int>(state_of(request))) +
              " at " + at(request.intended_at) + " as of " + at(request.as_of) +
              (request.ended_at ? " ended " + at(*request.ended_at) : "") +
              (request.ordered ? " ordered" : "") + " decision " +
              std::to_string(static_cast<int>(request.decision)) + (request.refused ? " refused" : "") +
              (request.rejected ? " rejected" : "") + " asked";
      for (const std::string& format : request.formats) text += " " + format;
      text += " ids";
      for (const IssuedId& id : request.ids) text += " " + id.id.text + (id.gone ? "(gone)" : "");
      text += " came";
      for (const Asset& asset : request.assets) text += " '" + asset.format + "'" + asset.id;
      text += " failed";
      for (const Failure& failure : request.failures)
        text += " '" + failure.format + "'" + std::to_string(static_cast<int>(failure.recovery));
      text += "\n";
    }
  }
  return text;
}

}  // namespace pressrun::test

#include "app/file_fetch.hpp"

#include "app/cut_off.hpp"

#include <boost/url/parse.hpp>
#include <boost/url/url.hpp>

#include <algorithm>
#include <charconv>
#include <utility>

namespace pressrun::app {
namespace {

constexpr Duration slow_after = std::chrono::seconds{60};

std::string strong_etag(const HttpResponse& head) {
  const std::string* etag = head.header("ETag");
  return etag == nullptr || !etag->starts_with('"') || etag->find('\n') != std::string::npos ? std::string{}
                                                                                             : *etag;
}

/// "bytes 100-199/200": that it goes on from there.
bool goes_on_from(const HttpResponse& head, std::uint64_t at) {
  const std::string* range = head.header("Content-Range");
  return range != nullptr && range->starts_with("bytes " + std::to_string(at) + "-");
}

/// Puts a body into a file that is on its way.
class PartSink final : public BodySink {
 public:
  PartSink(PartFile& part, Throttle& throttle, const Clock& clock, std::uint64_t slowest)
      : part_(part), throttle_(throttle), clock_(clock), slowest_(slowest), began_(clock.now()) {}

  bool begin(const HttpResponse& head) override {
    if (head.status == 206) {
      other_body_ =
          part_.etag().empty() || strong_etag(head) != part_.etag() || !goes_on_from(head, part_.size());
      return !other_body_;
    }
    other_body_ = head.status != 200;
    if (other_body_) return false;
    broken_ = !part_.restart(strong_etag(head));
    return !broken_;
  }

  bool write(std::string_view piece) override {
    broken_ = !part_.write(piece);
    came_ += piece.size();
    const Instant now = clock_.now();
    throttle_.took(piece.size(), now);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now - began_).count();
    too_slow_ = !throttle_.is_on() && now - began_ > slow_after &&
                came_ < slowest_ * static_cast<std::uint64_t>(seconds);
    return !broken_ && !too_slow_;
  }

  Duration pause() override { return throttle_.pause(clock_.now()); }

  [[nodiscard]] bool broken() const { return broken_; }          ///< the disk took no more
  [[nodiscard]] bool other_body() const { return other_body_; }  ///< not what goes on from where it was
  [[nodiscard]] bool too_slow() const { return too_slow_; }
  [[nodiscard]] std::uint64_t came() const { return came_; }

 private:
  PartFile& part_;
  Throttle& throttle_;
  const Clock& clock_;
  std::uint64_t slowest_;
  Instant began_;
  std::uint64_t came_ = 0;
  bool broken_ = false;
  bool other_body_ = false;
  bool too_slow_ = false;
};

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}
bool is_refused(int status) { return status == 401 || status == 403 || status == 404 || status == 410; }
bool may_pass(int status) { return status == 408 || status == 425 || status == 429 || status >= 500; }

/// In seconds; a moment is not read here.
Duration asked_pause(const HttpResponse& answer) {
  const std::string* told = answer.header("Retry-After");
  int seconds = 0;
  if (told == nullptr) return {};
  const auto [end, error] = std::from_chars(told->data(), told->data() + told->size(), seconds);
  return error == std::errc{} && seconds > 0 ? std::chrono::seconds{seconds} : Duration{};
}

std::string first_address(const Asset& asset, bool from_cdn) {
  const std::string& wanted = from_cdn ? asset.cdn_url : asset.url;
  if (!wanted.empty()) return wanted;
  return from_cdn ? asset.url : asset.cdn_url;
}

bool is_for(const FetchedFile& known, const Asset& asset) {
  return known.asset == fetched_as(asset) && known.url == asset.url;
}

}  // namespace

void Throttle::took(std::size_t bytes, Instant now) {
  if (bytes_per_second_ == 0) return;
  const double seconds = static_cast<double>(bytes) / static_cast<double>(bytes_per_second_);
  free_at_ = std::max(free_at_, now) + scaled(std::chrono::seconds{1}, seconds);
}

Duration Throttle::pause(Instant now) const { return std::max(Duration{}, free_at_ - now); }

FileFetch::FileFetch(const Parts& parts, const DownloadSource& source, CampaignNumber campaign, FileItem item)
    : parts_(parts),
      source_(source),
      campaign_(campaign),
      item_(std::move(item)),
      address_(first_address(item_.asset, parts.terms.from_cdn)),
      alarm_(parts.deps.clock.make_alarm()) {}

void FileFetch::stop() {
  stopped_ = true;
  alarm_->ring();
  cut_off_.emit(asio::cancellation_type::terminal);
}

asio::awaitable<FetchResult> FileFetch::run() {
  const std::string full = source_.place.full_path(item_.path);
  const std::optional<FetchedFile> known = source_.reader.file_at(campaign_, full);
  const std::optional<std::uint64_t> there = source_.place.size_of(item_.path);
  if (known && there && known->is_verified() && is_for(*known, item_.asset) && *there == known->bytes)
    co_return FetchResult{Fetched::present, 0, {}, false};
  FilePlace::Begun begun = source_.place.begin(item_.path);
  if (const auto* problem = std::get_if<PlaceProblem>(&begun)) {
    if (problem->for_all) co_return fail_at_place(*problem);
    auto failing = fail("download_failed", problem->text);
    co_return co_await std::move(failing);
  }
  const std::unique_ptr<PartFile> part = std::get<std::unique_ptr<PartFile>>(std::move(begun));
  auto fetching = fetch(*part, known, there.has_value());
  co_return co_await std::move(fetching);
}

asio::awaitable<FetchResult> FileFetch::fetch(PartFile& part, const std::optional<FetchedFile>& known,
                                              bool is_there) {
  const bool ours = known && known->problem_id != "download_refused";
  // It was verified and recorded, and only its name is missing: the process ended just then.
  if (known && known->is_verified() && is_for(*known, item_.asset) && part.size() == known->bytes) {
    auto checking = part.check(expected());
    const CheckedFile checked = co_await std::move(checking);
    if (checked.problem.empty() && checked.sha256 == known->sha256) {
      auto keeping = keep(part, checked, ours, is_there);
      co_return co_await std::move(keeping);
    }
  }
  std::string first_problem;
  for (int round = 1;; ++round) {
    auto receiving = receive(part);
    const Came came = co_await std::move(receiving);
    if (came != Came::whole && part.size() == 0) part.drop();
    if (came == Came::stopped) co_return FetchResult{};
    if (came == Came::failed) {
      const PlaceProblem problem = part.problem();
      if (problem.for_all) co_return fail_at_place(problem);
      auto failing = fail("download_failed", why_);
      co_return co_await std::move(failing);
    }
    auto checking = part.check(expected());
    const CheckedFile checked = co_await std::move(checking);
    if (checked.problem.empty()) {
      auto keeping = keep(part, checked, ours, is_there);
      co_return co_await std::move(keeping);
    }
    const std::string told = checked.problem + " (" + std::to_string(checked.bytes) + " bytes)";
    if (round == 2) {
      part.drop();
      auto failing = fail("download_damaged", std::string{"fetched twice: the first time "}
                                                  .append(first_problem)
                                                  .append(", the second ")
                                                  .append(told));
      co_return co_await std::move(failing);
    }
    first_problem = told;
    if (!part.restart({})) co_return fail_at_place(part.problem());
  }
}

asio::awaitable<FileFetch::Came> FileFetch::receive(PartFile& part) {
  if (address_.empty()) {
    why_ = "the API gave no address for it";
    co_return Came::failed;
  }
  for (;;) {
    if (stopped_) co_return Came::stopped;
    bool other_body = false;
    const std::uint64_t before = part.size();
    auto asking = ask(part, other_body);
    const HttpOutcome outcome = co_await std::move(asking);
    if (stopped_) co_return Came::stopped;
    if (part.size() > before) tries_ = 0;
    const auto* answer = std::get_if<HttpResponse>(&outcome);
    if (answer != nullptr && (answer->status == 200 || answer->status == 206)) co_return Came::whole;
    if (other_body && part.size() > 0) {  // it cannot be gone on with: from its first byte
      if (!part.restart({})) co_return Came::failed;
      continue;
    }
    if (!part.problem().text.empty()) {
      why_ = part.problem().text;
      co_return Came::failed;
    }
    auto going_on = go_on(outcome, part);
    const bool again = co_await std::move(going_on);
    if (stopped_) co_return Came::stopped;
    if (!again) co_return Came::failed;
  }
}

asio::awaitable<HttpOutcome> FileFetch::ask(PartFile& part, bool& other_body) {
  HttpRequest request;
  request.target = address_;
  request.headers.push_back({"Accept", "*/*"});
  if (part.size() > 0 && !part.etag().empty()) {
    request.headers.push_back({"Range", "bytes=" + std::to_string(part.size()) + "-"});
    request.headers.push_back({"If-Range", part.etag()});
  }
  PartSink sink(part, parts_.throttle, parts_.deps.clock, parts_.terms.slowest);
  const std::uint64_t most =
      parts_.terms.most_bytes > part.size() ? parts_.terms.most_bytes - part.size() : 0;
  auto call = parts_.deps.transport.receive(std::move(request), sink, most, parts_.terms.silence);
  auto calling = unless_cut_off(parts_.deps.executor, cut_off_, std::move(call));
  std::optional<HttpOutcome> outcome = co_await std::move(calling);
  other_body = sink.other_body();
  if (!outcome) co_return TransportFailure{TransportError::cancelled, true, "broken off"};
  if (sink.too_slow())
    co_return TransportFailure{TransportError::timeout, true,
                               "fewer bytes came than the least that is waited for"};
  co_return *std::move(outcome);
}

bool FileFetch::give_up(std::string why) {
  why_ = std::move(why);
  return false;
}

asio::awaitable<bool> FileFetch::go_on(const HttpOutcome& outcome, PartFile& part) {
  Duration pause = std::chrono::seconds{1} * (1 << std::min(tries_, 5));
  std::string why;
  if (const auto* failure = std::get_if<TransportFailure>(&outcome)) {
    why = std::string{to_string(failure->error)} + ": " + failure->detail;
    const bool never = (failure->error == TransportError::malformed && !failure->may_have_been_sent) ||
                       failure->error == TransportError::tls_untrusted ||
                       failure->error == TransportError::too_large;
    if (never) co_return give_up(why);
  } else {
    const HttpResponse& answer = std::get<HttpResponse>(outcome);
    why = "the server answers " + std::to_string(answer.status);
    if (is_redirect(answer.status)) co_return follow(answer);
    if (is_refused(answer.status)) {
      auto asking = ask_anew_for_address(answer.status);
      co_return co_await std::move(asking);
    }
    if (answer.status == 416) {
      if (!part.restart({})) co_return give_up(part.problem().text);
    } else if (!may_pass(answer.status)) {
      co_return give_up(why);
    }
    pause = std::max(pause, asked_pause(answer));
  }
  if (++tries_ >= parts_.terms.tries || ++all_tries_ >= parts_.terms.most_tries) co_return give_up(why);
  redirects_ = 0;
  auto waiting = wait(std::min(pause, parts_.terms.longest_pause));
  co_return co_await std::move(waiting);
}

/// The address has run out, or never worked: the API is asked for another one, once.
asio::awaitable<bool> FileFetch::ask_anew_for_address(int status) {
  const std::string why = "the server answers " + std::to_string(status);
  if (renewed_ || item_.asset.id.empty() || !parts_.renew) co_return give_up(why);
  renewed_ = true;
  auto asking = parts_.renew(item_.asset.id, cut_off_);
  const std::optional<Asset> now = co_await std::move(asking);
  if (!now) co_return give_up(why + ", and the API gives no other address");
  const std::string other = first_address(*now, parts_.terms.from_cdn);
  if (other.empty()) co_return give_up(why + ", and the API gives no other address");
  address_ = other;
  redirects_ = 0;
  co_return true;
}

bool FileFetch::follow(const HttpResponse& answer) {
  const std::string* to = answer.header("Location");
  if (to == nullptr || ++redirects_ > parts_.terms.redirects)
    return give_up(to == nullptr ? "the server sends on to nowhere" : "the server sends on again and again");
  const auto base = boost::urls::parse_uri(address_);
  const auto reference = boost::urls::parse_uri_reference(*to);
  boost::urls::url target;
  if (!base || !reference || boost::urls::resolve(*base, *reference, target).has_error())
    return give_up("the server sends on to an address that cannot be read");
  target.remove_fragment();
  address_ = std::string{target.buffer()};
  return true;
}

asio::awaitable<bool> FileFetch::wait(Duration pause) {
  auto waiting = alarm_->wait_until(parts_.deps.clock.now() + pause);
  co_await std::move(waiting);
  co_return !stopped_;
}

/// Recorded, then done: what is recorded and has no name yet gets it from the next command.
asio::awaitable<FetchResult> FileFetch::keep(PartFile& part, const CheckedFile& checked, bool ours,
                                             bool is_there) {
  FetchedFile made = row();
  made.sha256 = checked.sha256;
  made.bytes = checked.bytes;
  if (is_there && !ours) {
    auto checking = source_.place.check(item_.path, expected());
    const CheckedFile other = co_await std::move(checking);
    if (other.sha256 != checked.sha256) {
      part.drop();
      auto failing = fail("download_refused", "there is a file of that name which pressrun did not fetch: '" +
                                                  made.path + "'; move it away");
      co_return co_await std::move(failing);
    }
  }
  std::vector<FetchedFile> rows{made};
  auto noting = source_.journal.note_files(campaign_, std::move(rows));
  co_await std::move(noting);
  auto keeping = part.keep(ours || is_there);
  const std::optional<PlaceProblem> problem = co_await std::move(keeping);
  if (!problem) co_return FetchResult{Fetched::fetched, checked.bytes, {}, false};
  auto failing = fail("download_failed", problem->text);
  FetchResult result = co_await std::move(failing);
  result.place_is_gone = problem->for_all;
  co_return result;
}

FetchResult FileFetch::fail_at_place(const PlaceProblem& problem) {
  return {Fetched::failed, 0, problem.text, problem.for_all};
}

asio::awaitable<FetchResult> FileFetch::fail(std::string id, std::string why) {
  FetchedFile made = row();
  made.problem_id = std::move(id);
  made.problem = why;
  std::vector<FetchedFile> rows{std::move(made)};
  auto noting = source_.journal.note_files(campaign_, std::move(rows));
  co_await std::move(noting);
  FetchResult result;
  result.what = Fetched::failed;
  result.why = item_.job.text + (item_.asset.format.empty() ? "" : " " + item_.asset.format) + ": " + why;
  co_return result;
}

FetchedFile FileFetch::row() const {
  FetchedFile made;
  made.job = item_.job;
  made.asset = fetched_as(item_.asset);
  made.url = item_.asset.url;
  made.format = item_.asset.format;
  made.content = item_.content;
  made.path = source_.place.full_path(item_.path);
  made.at = parts_.deps.clock.wall_now();
  return made;
}

assets::ExpectedFile FileFetch::expected() const {
  const Asset& asset = item_.asset;
  return {asset.type, asset.width, asset.height, asset.unit, asset.format.empty()};
}

}  // namespace pressrun::app

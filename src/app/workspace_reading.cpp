#include "pressrun/app/workspace_reading.hpp"

#include "pressrun/app/preflight.hpp"
#include "pressrun/app/workspace.hpp"

#include <algorithm>

namespace pressrun::app {
namespace {

constexpr Duration longest_kept = std::chrono::hours{24};

void add(ApiCalls& calls, const ApiCalls& more) {
  calls.submit += more.submit;
  calls.poll += more.poll;
  calls.read += more.read;
  calls.rate_limited += more.rate_limited;
}

class WorkspaceReader {
 public:
  WorkspaceReader(WorkspaceQuestions request, RunOptions options, Deps deps)
      : request_(std::move(request)), options_(std::move(options)), deps_(std::move(deps)) {}

  asio::awaitable<WorkspaceReading> run() {
    co_await read_listing();
    if (going()) co_await read_all_designs();
    if (going() && request_.fonts) co_await read_all_fonts();
    if (going() && request_.balance) co_await ask_balance();
    co_return std::move(found_);
  }

 private:
  [[nodiscard]] bool going() const { return found_.stop == Stop::none; }

  template <class Reading>
  void note(const Reading& reading) {
    add(found_.calls, reading.calls);
    found_.stop = reading.stop;
    found_.reason = reading.reason;
  }

  asio::awaitable<void> read_listing() {
    if (!request_.by_name && request_.kept.empty()) co_return;
    Listed<ListedDesign> listed = co_await list_designs(options_, deps_);
    note(listed);
    listing_ = std::move(listed.items);
    if (request_.by_name) found_.refusal = std::move(listed.refusal);
  }

  asio::awaitable<void> read_all_designs() {
    if (found_.refusal) co_return;  // the names stand for nothing now
    std::vector<DesignId> wanted = request_.wanted(listing_);
    if (!request_.designs) co_return;
    std::erase_if(wanted, [this](const DesignId& id) { return take_kept(id); });
    if (wanted.empty()) co_return;
    DesignReadings readings = co_await read_designs(std::move(wanted), options_, deps_);
    note(readings);
    found_.unusable = std::move(readings.unusable);
    for (Design& design : readings.designs) {
      found_.read.push_back(design.id);
      found_.designs.push_back(std::move(design));
    }
  }

  bool take_kept(const DesignId& id) {
    const auto kept =
        std::ranges::find_if(request_.kept, [&](const KeptDesign& k) { return k.design.id == id; });
    if (kept == request_.kept.end() || !is_current(*kept, listing_, deps_.clock.wall_now())) return false;
    found_.designs.push_back(std::move(kept->design));
    return true;
  }

  asio::awaitable<void> read_all_fonts() {
    Listed<Font> listed = co_await read_fonts(options_, deps_);
    note(listed);
    if (listed.refusal) {
      found_.refusal = std::move(listed.refusal);
    } else if (going()) {
      found_.fonts = std::move(listed.items);
    }
  }

  asio::awaitable<void> ask_balance() {
    const BalanceReading reading = co_await read_balance(options_, deps_);
    note(reading);
    found_.balance = reading.balance;
  }

  WorkspaceQuestions request_;
  RunOptions options_;
  Deps deps_;
  WorkspaceReading found_;
  std::vector<ListedDesign> listing_;
};

}  // namespace

bool is_current(const KeptDesign& kept, const std::vector<ListedDesign>& listing, WallTime now) {
  if (!kept.design.updated_at || kept.read_at > now || now - kept.read_at >= longest_kept) return false;
  const auto listed = std::ranges::find(listing, kept.design.id, &ListedDesign::id);
  return listed != listing.end() && listed->updated_at == kept.design.updated_at;
}

asio::awaitable<WorkspaceReading> ask_workspace(WorkspaceQuestions request, RunOptions options, Deps deps) {
  WorkspaceReader reader{std::move(request), std::move(options), std::move(deps)};
  co_return co_await reader.run();
}

}  // namespace pressrun::app

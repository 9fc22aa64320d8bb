// What requests count for in credits.
#include "core/ledger_history.hpp"
#include "pressrun/core/ledger.hpp"

#include <algorithm>

namespace pressrun {
namespace {

template <class Item>
bool names(const std::vector<Item>& items, std::string_view format) {
  return std::ranges::find(items, format, &Item::format) != items.end();
}

/// What a concluded request was paid for: each file that came, and each rendition that neither came nor is
/// known to have failed, but for those that files without a name may be.
std::uint64_t paid_for(const GenerationRequest& request) {
  const std::size_t came = request.assets.size();
  if (asks_for_all(request)) return came == 0 && request.failures.empty() ? 1 : came;
  const auto nameless = std::ranges::count(request.assets, std::string{}, &Asset::format);
  const auto missing = std::ranges::count_if(request.formats, [&](const std::string& format) {
    return !names(request.assets, format) && !names(request.failures, format);
  });
  return came + static_cast<std::uint64_t>(std::max(missing - nameless, std::ptrdiff_t{0}));
}

}  // namespace

Credits credits_of(const GenerationRequest& request) {
  const auto each = static_cast<std::uint64_t>(std::max(request.credits_each, 0));
  const std::uint64_t asked = each * request.formats.size();
  switch (state_of(request)) {
    case RequestState::concluded:
      return {each * paid_for(request), 0, 0};
    case RequestState::submitting:
    case RequestState::rendering:
      return {0, asked, 0};
    case RequestState::in_doubt:
    case RequestState::gone:
    case RequestState::dropped:
    case RequestState::resubmitted:
      return {0, 0, asked};
    case RequestState::refused:
    case RequestState::rejected:
      break;
  }
  return {};
}

Grant grant(const ContentRecord& record, const Formats& wanted, const Circumstances& in, int credits_each,
            const CreditLimits& limits, const CreditsReserved& reserved) {
  ToBuy buys = to_buy(record, wanted, in);
  Grant answer{std::move(buys.formats), buys.cause, nullptr, buys.needs_design};
  const auto cost = static_cast<std::uint64_t>(std::max(credits_each, 0)) * answer.formats.size();
  const auto exceeds = [&](const std::optional<std::uint64_t>& limit, std::uint64_t before) {
    return cost > 0 && limit && (before > *limit || cost > *limit - before);
  };
  if (exceeds(limits.run, reserved.run)) answer.over = "run";
  if (exceeds(limits.day, reserved.day)) answer.over = "day";
  if (exceeds(limits.month, reserved.month)) answer.over = "month";
  if (answer.over != nullptr) answer.formats.clear();
  return answer;
}

}  // namespace pressrun

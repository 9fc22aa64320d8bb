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

/// Of a request for all that the design has the price is that of the whole, and was not known: each file is
/// one credit at least.
std::uint64_t paid_for_all(const GenerationRequest& request, std::uint64_t price) {
  const bool failed =
      std::ranges::any_of(request.failures, [](const Failure& f) { return f.id != warning_id; });
  if (request.assets.empty()) return failed ? 0 : price;
  return std::max<std::uint64_t>(price, request.assets.size());
}

/// What a concluded request was paid for: each file that came, and each rendition that neither came nor is
/// known to have failed, but for those that files without a name may be.
std::uint64_t paid_for(const GenerationRequest& request) {
  const std::size_t came = request.assets.size();
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
      return {asks_for_all(request) ? paid_for_all(request, each) : each * paid_for(request), 0, 0};
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
  if (exceeds(limits.process, reserved.process)) answer.over = "process";
  if (exceeds(limits.run, reserved.run)) answer.over = "run";
  if (exceeds(limits.day, reserved.day)) answer.over = "day";
  if (exceeds(limits.month, reserved.month)) answer.over = "month";
  if (answer.over != nullptr) answer.formats.clear();
  return answer;
}

}  // namespace pressrun

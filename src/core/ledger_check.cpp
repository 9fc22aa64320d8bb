// What a record says against itself: the rules, asked once more of what was done.
#include "core/ledger_history.hpp"
#include "pressrun/core/ledger.hpp"

#include <algorithm>

namespace pressrun {
namespace {

/// One request and one rendition that it was made for, asked whether anything stood against that.
class Purchase {
 public:
  Purchase(const Question& q, const GenerationRequest& made) : q_(q), made_(made) {}

  /// Why it ought not to have been made; empty: nothing is known against it.
  [[nodiscard]] std::string objection() const {
    for (const GenerationRequest& rival : q_.record.rivals) {
      if (rival.number < made_.number && still_may_bring(rival)) return "a request for its slot holds";
    }
    int missing = 0;
    int failed = 0;
    for (const GenerationRequest& earlier : q_.record.requests) {
      if (earlier.number >= made_.number) break;
      if (std::string why = stands_against_it(earlier); !why.empty()) return why;
      if (earlier.ordered && was_made_for_it(earlier)) missing = failed = 0;  // a word of the user's
      if (made_.ordered || !had_come_to_nothing(earlier)) continue;
      ++(failure_of(earlier, q_) == nullptr ? missing : failed);
    }
    if (left_the_design()) return "";
    if (missing >= most_missing) return "was paid for " + std::to_string(missing) + " times, and never came";
    if (failed >= most_tries) return "had been given up after " + std::to_string(failed) + " tries";
    return "";
  }

 private:
  [[nodiscard]] bool still_may_bring(const GenerationRequest& earlier) const {
    const RequestState state = state_of(earlier);
    // What was taken for lost or refused when this was made may have got its id later.
    const bool was_held = earlier.decision == Decision::none && !earlier.refused && !earlier.rejected;
    return was_held && (is_open(state) || is_doubtful(state)) && was_made_for_it(earlier);
  }
  [[nodiscard]] std::string stands_against_it(const GenerationRequest& earlier) const {
    // What was taken for lost or refused when this was made may have got its id later.
    if (earlier.decision != Decision::none || earlier.refused || !touches(earlier, q_)) return "";
    const std::string which = "request " + std::to_string(earlier.number);
    const RequestState state = state_of(earlier);
    if (is_open(state) || is_doubtful(state))
      return still_may_bring(earlier) ? which + " still may bring" : "";
    if (made_.ordered || !had_ended(earlier) || q_.is_outdated(earlier) || left_the_design()) return "";
    if (earlier.rejected)
      return was_rejected_for_good(earlier) && !was_bought_since(earlier) ? "was rejected in " + which : "";
    const Asset* asset = asset_of(earlier, q_);
    if (asset != nullptr && asset->format != q_.format)
      return "";  // which it is was told by the design, perhaps later
    if (asset != nullptr)
      return was_ordered_since(earlier) || was_replaced_since(earlier) ? "" : which + " brought";
    const Failure* failure = failure_of(earlier, q_);
    const bool for_good =
        failure != nullptr && failure->format == q_.format && failure->recovery == Recovery::never;
    return for_good && !a_person_spoke_since(earlier) && !was_bought_since(earlier)
               ? "had failed for good in " + which
               : "";
  }

  /// What it may bring beyond what it asked for, nobody knew.
  [[nodiscard]] bool was_made_for_it(const GenerationRequest& earlier) const {
    return asks_for_all(earlier) || has(earlier.formats, q_.format);
  }
  /// Of a format that the design has no more nobody can say any longer what was outdated when.
  [[nodiscard]] bool left_the_design() const {
    return knows_formats(q_.in.design) && find_format(q_.in.design, q_.format) == nullptr;
  }
  [[nodiscard]] bool had_ended(const GenerationRequest& earlier) const {
    return earlier.ended_at && *earlier.ended_at <= made_.intended_at;
  }
  /// Of several ends the newest says what follows; it was bought for a reason of its own.
  [[nodiscard]] bool was_bought_since(const GenerationRequest& earlier) const {
    return std::ranges::any_of(q_.record.requests, [&](const GenerationRequest& other) {
      return is_between(earlier, other) && touches(other, q_) && state_of(other) != RequestState::refused;
    });
  }
  /// What is there from before an order stands against nothing that came after it.
  [[nodiscard]] bool was_ordered_since(const GenerationRequest& earlier) const {
    return std::ranges::any_of(q_.record.requests, [&](const GenerationRequest& other) {
      return is_between(earlier, other) && other.ordered && was_made_for_it(other);
    });
  }
  /// Nor is a slot's picture that another content has taken the place of.
  [[nodiscard]] bool was_replaced_since(const GenerationRequest& earlier) const {
    return std::ranges::any_of(q_.record.rivals, [&](const GenerationRequest& rival) {
      return is_between(earlier, rival) && touches(rival, q_);
    });
  }
  [[nodiscard]] bool is_between(const GenerationRequest& earlier, const GenerationRequest& other) const {
    return other.number > earlier.number && other.number < made_.number;
  }
  [[nodiscard]] bool a_person_spoke_since(const GenerationRequest& earlier) const {
    return earlier.intended_at < q_.word_at();
  }
  [[nodiscard]] bool had_come_to_nothing(const GenerationRequest& earlier) const {
    return earlier.final && touches(earlier, q_) && asset_of(earlier, q_) == nullptr && had_ended(earlier) &&
           earlier.decision == Decision::none && !q_.is_outdated(earlier) && !a_person_spoke_since(earlier);
  }
  [[nodiscard]] bool was_rejected_for_good(const GenerationRequest& earlier) const {
    const bool newer_api = q_.in.design != nullptr && q_.in.design->api_version > earlier.api_version;
    return !earlier.final && !newer_api && earlier.rejected->id != format_not_found &&
           !a_person_spoke_since(earlier);
  }

  const Question& q_;
  const GenerationRequest& made_;
};

void check_row(const GenerationRequest& request, RequestNumber after, std::vector<std::string>& found) {
  const std::string which = "request " + std::to_string(request.number);
  if (request.number <= after) found.push_back(which + " has no intent of its own");
  if (request.formats.empty()) found.push_back(which + " was intended for nothing");
  if (credits_of(request).all() == 0 && is_open(state_of(request)))
    found.push_back(which + " is out, and reserves nothing");
}

void check_ids(const ContentRecord& record, const GenerationRequest& request,
               std::vector<std::string>& found) {
  for (const IssuedId& id : request.ids) {
    const GenerationRequest* holder = holder_of(record, id.id);
    if (holder != &request)
      found.push_back("request " + std::to_string(request.number) + " has the id " + id.id.text +
                      " of request " + std::to_string(holder->number));
  }
}

void check_purchases(const ContentRecord& record, const GenerationRequest& request, const Circumstances& in,
                     std::vector<std::string>& found) {
  // Who refuses and makes it all the same has us buy it twice.
  if (request.refused) return;
  for (const std::string& format : request.formats) {
    const Question q{record, format, in};
    const std::string why = Purchase{q, request}.objection();
    if (!why.empty())
      found.push_back("request " + std::to_string(request.number) + " buys '" + format + "', which " + why);
  }
}

}  // namespace

std::vector<std::string> contradictions(const ContentRecord& record, const DesignState* design) {
  std::vector<std::string> found;
  Circumstances in;
  in.design = design;
  RequestNumber last = 0;
  for (const GenerationRequest& request : record.requests) {
    check_row(request, last, found);
    check_ids(record, request, found);
    check_purchases(record, request, in, found);
    last = std::max(last, request.number);
  }
  return found;
}

}  // namespace pressrun

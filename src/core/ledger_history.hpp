#pragma once

#include "pressrun/core/ledger.hpp"

#include <set>
#include <string_view>

namespace pressrun {

// What happened to one rendition over all requests for its content: what core/ledger's answers are made of.

inline constexpr int most_tries = 9;    // then it is given up until somebody says otherwise
inline constexpr int most_missing = 2;  // paid for twice and not there: a third would not come either
/// The id of the answer by which one wrong format rejects a whole request.
inline constexpr std::string_view format_not_found = "format_not_found";

bool has(const Formats& formats, std::string_view format);
bool asks_for_all(const GenerationRequest& request);
/// Whether both were made for one rendition; one for all formats was made for each.
bool share_a_format(const GenerationRequest& a, const GenerationRequest& b);

const DesignFormat* find_format(const DesignState* design, std::string_view name);
bool knows_formats(const DesignState* design);

/// One rendition of a content, and what it is asked in.
struct Question {
  const ContentRecord& record;
  std::string_view format;
  const Circumstances& in;
  /// Since when the design looks as it does in this format.
  [[nodiscard]] WallTime changed_at() const;
  /// When a person last spoke of this rendition: tries from before do not count.
  [[nodiscard]] WallTime word_at() const;
  /// When the newest order was given that has led to an end: what was asked for before it no longer counts as
  /// there, and whatever was asked for since does, whichever of it ends first.
  [[nodiscard]] WallTime ordered_at() const;
  /// Whether another content may have taken the slot since the request was made.
  [[nodiscard]] bool is_replaced(const GenerationRequest& request) const;
  /// Whether the request shows the design as it was before it was edited.
  [[nodiscard]] bool is_outdated(const GenerationRequest& request) const;
  /// Whether this process made it: then what comes of it is tried again by the rules of one run.
  [[nodiscard]] bool is_own(const GenerationRequest& request) const;
};

/// What a request brought for a rendition; null: nothing.
const Asset* asset_of(const GenerationRequest& request, const Question& q);
/// Why it brought nothing; null: it did not say.
const Failure* failure_of(const GenerationRequest& request, const Question& q);
/// Whether a request has to do with a rendition: it was made for it, or brought it.
bool touches(const GenerationRequest& request, const Question& q);

/// Whether a request was made for what an order had named by then, for whatever reason.
bool is_made_for(const GenerationRequest& request, const Order& order, std::string_view format);
/// An order is open until a request made for it has come to an end.
bool is_ordered(const ContentRecord& record, std::string_view format);

/// Over all requests, oldest first. Pointers are into the record; null: there is none.
struct History {
  const GenerationRequest* open = nullptr;
  const GenerationRequest* doubtful = nullptr;
  const GenerationRequest* there = nullptr;  ///< the newest that delivered it as the design is now
  const GenerationRequest* outdated =
      nullptr;                              ///< likewise, as the design was before, or before it was ordered
  const GenerationRequest* last = nullptr;  ///< of those that ended: made, or decided by a person, last
  int failed = 0;                           ///< tries since the user's last word and the design's last edit
  int missing = 0;
  int rejected = 0;
  int failed_in_run = 0;     ///< by this process, whatever the design was: so that a run ends
  std::set<RunNumber> runs;  ///< that failed
};
History history_of(const Question& q);

/// Of a rendition whose newest request came to an end without it: whether it is bought now by itself, or
/// when.
void try_again(RenditionView& v, const History& h, const Question& q);
/// It was tried so often that nobody tries again unless somebody says so.
bool is_given_up(const History& h);

}  // namespace pressrun

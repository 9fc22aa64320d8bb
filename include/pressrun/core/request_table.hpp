#pragma once

#include "pressrun/core/ledger.hpp"
#include "pressrun/core/poll_queue.hpp"
#include "pressrun/core/request_fsm.hpp"
#include "pressrun/domain/job.hpp"

#include <array>
#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pressrun {

using ContentIndex = std::size_t;

/// A content in a run, while something of it is to be bought or still to come.
struct ActiveContent {
  std::size_t journal = 0;  ///< as the run numbers its journals
  ContentKey key;
  std::size_t campaign = 0;  ///< that pays for what this run buys, as the run numbers them
  std::optional<Job> job;    ///< what is sent; nothing: an earlier run's, which this one only fetches
  /// By whether what is outdated is kept: of all jobs that say so. Empty formats: all that the design has.
  std::array<std::optional<Formats>, 2> wants;
  std::string label;         ///< a job of it, for people
  std::size_t requests = 0;  ///< under way, or waiting for their turn
};

/// One request of a content: waiting for its turn, being submitted, or rendering.
struct ActiveRequest {
  ContentIndex content = 0;
  Flight flight;
  Instant accepted_at{};
  RenderKind kind = 0;
  std::string banner;          ///< to ask for in place of the request
  bool keep_outdated = false;  ///< which of its content's wants it is for
  Formats alone;               ///< of them, those that go with it; none: all of them
  std::string token;           ///< that a delivery about it carries; empty: none is awaited
  bool in_call = false;        ///< a call about it is under way, or what came of one is being recorded
  /// A delivery came during that call; with what it brings, where that can be believed.
  std::optional<std::optional<Finalized>> told;
};

/// What jobs ask for together. Where one asks for all, that is all that the design has; and what the other
/// names beyond, of which a design that was edited since may know.
Formats united(Formats one, const Formats& other, const DesignState* design);

/// The contents and requests that a run has at work, and what is to be asked for next of each. Pure: it knows
/// neither journals nor calls. A content leaves the table with its last request, unless it waits for its
/// design to be read. Indices are given again; references stay good until theirs is.
/// Threads: one strand, not synchronised.
class RequestTable {
 public:
  /// The content's entry, made where there is none.
  ContentIndex at_work(std::size_t journal, const ContentKey& key, std::size_t campaign);
  [[nodiscard]] ActiveContent& content(ContentIndex index) { return contents_[index]; }
  [[nodiscard]] const ActiveContent& content(ContentIndex index) const { return contents_[index]; }
  [[nodiscard]] ActiveRequest& request(JobIndex index) { return requests_[index]; }
  [[nodiscard]] const ActiveRequest& request(JobIndex index) const { return requests_[index]; }
  [[nodiscard]] const ActiveContent& content_of(JobIndex index) const {
    return contents_[requests_[index].content];
  }

  /// Where a request is, by its number in its journal; nothing: it is not at work. Looks at each.
  [[nodiscard]] std::optional<JobIndex> find(std::size_t journal, RequestNumber request) const;

  JobIndex add(ContentIndex content);
  void remove(JobIndex index);
  /// It stays in the table until it is released: while it is being found out what is left of it.
  void hold(ContentIndex index) { ++contents_[index].requests; }
  void release(ContentIndex index);

  /// A job of the content comes in: it is the one that is sent from now on, and its formats join those
  /// wanted.
  void want(ContentIndex index, Job job, Formats formats, bool keep_outdated, const DesignState* design);
  /// The requests that wait for their turn now: one for each want, and where the synchronous endpoint makes
  /// one format at a time, for each format.
  std::vector<JobIndex> take_turns(ContentIndex index, const DesignState* design);
  [[nodiscard]] const Formats& wanted_by(JobIndex index) const;
  /// How a granted request is sent: all formats at once as the body says, where that is known to be the same;
  /// else by name. `just_read`: nobody can have added formats to the design since.
  [[nodiscard]] Formats to_send(JobIndex index, const DesignState* design, bool just_read) const;

  /// What the ledger would buy of it now, once nothing of it is under way any more.
  struct Left {
    bool buys = false;
    bool needs_design = false;
  };
  [[nodiscard]] Left left_to_buy(ContentIndex index, const ContentRecord& record, Circumstances in) const;

  void await_design(ContentIndex index) { waiting_.insert({index, contents_[index].job->design_id}); }
  [[nodiscard]] const std::set<std::pair<ContentIndex, DesignId>>& waiting() const { return waiting_; }
  /// They wait no longer; each is to be released, too.
  std::vector<std::pair<ContentIndex, DesignId>> take_waiting();

 private:
  void let_go(ContentIndex index);

  std::deque<ActiveContent> contents_;
  std::vector<ContentIndex> free_contents_;
  std::map<std::pair<std::size_t, ContentKey>, ContentIndex> at_work_;
  std::set<std::pair<ContentIndex, DesignId>> waiting_;  // for their designs to be read
  std::deque<ActiveRequest> requests_;
  std::vector<JobIndex> free_requests_;
};

}  // namespace pressrun

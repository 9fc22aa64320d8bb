#pragma once

#include "pressrun/app/declined.hpp"
#include "pressrun/app/doubts.hpp"
#include "pressrun/domain/ledger.hpp"
#include "pressrun/ports/journal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace pressrun::app {

// A person's word on requests whose outcome is not known. Whoever settles holds the journal's lock.

enum class ResolveAs : std::uint8_t { resubmit, drop, attach };

struct ResolveRequest {
  std::string job;  ///< KEY, or KEY@N; empty with `all`
  bool all = false;
  std::optional<ResolveAs> as;  ///< nothing: they are only listed
  RequestId request_id;         ///< with `attach`
};

/// Throws Declined (unsuitable) for what does not go together.
void require_sense(const ResolveRequest& asked);

/// What was being sent when its run was killed is in doubt: the lock is held, so nobody is sending it. Throws
/// JournalError.
asio::awaitable<void> doubt_what_was_cut_off(Journal& journal, std::vector<AccountRecord> accounts,
                                             WallTime now);

/// Those that are meant; none only where all were asked for. Throws Declined: no_such_job, not_in_doubt,
/// several_in_doubt (for one id), id_taken (an id that is another request's would bring its pictures).
std::vector<Doubt> doubts_meant(const ResolveRequest& asked, JournalReader& journal,
                                const CampaignRecord& campaign);

/// Whether a job is touched that was not named, of this campaign or of another.
bool touches_others(const std::vector<Doubt>& doubts, const ResolveRequest& asked,
                    const std::string& campaign);

/// Whether a person has to say yes: others are touched, or it may be paid for twice, or never.
bool needs_consent(const std::vector<Doubt>& doubts, const ResolveRequest& asked,
                   const std::string& campaign);

/// Records what was decided. An id that a person attached before, and that nothing has confirmed, gives way.
/// Throws JournalError.
asio::awaitable<void> settle(Journal& journal, std::vector<Doubt> doubts, ResolveRequest asked, WallTime now);

}  // namespace pressrun::app

#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>

namespace pressrun::app {

/// Why a use case declines. How a program ends for each of them is its edge's business.
enum class Reason : std::uint8_t {
  findings,          ///< mistakes in the manifests
  name_clash,        ///< two manifests of one folder go by one name
  unsuitable,        ///< what is asked for does not go together, or not with these manifests
  not_confirmed,     ///< a person has to say yes, and did not
  price_unknown,     ///< under a limit of credits
  plan_carried_out,  ///< a saved plan runs once
  id_taken,          ///< a generation request's id is another request's
  not_in_doubt,      ///< there is nothing to settle
  several_in_doubt,  ///< and one id
  no_run,            ///< the journal has nothing of this manifest
  no_such_job,       ///< in the journal
  nothing_selected,  ///< no job matches
};

/// A use case declines: it has changed nothing, unless its text says so. Errors that nobody could have told
/// before (JournalError) are not among them.
class Declined : public std::runtime_error {
 public:
  /// `text`: a sentence for people, without a full stop.
  Declined(Reason why, const std::string& text) : std::runtime_error(text), reason(why) {}
  Reason reason;
};

}  // namespace pressrun::app

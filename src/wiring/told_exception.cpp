#include "wiring/told_exception.hpp"

#include "pressrun/app/run.hpp"
#include "pressrun/domain/text.hpp"
#include "pressrun/io/journal_lock.hpp"
#include "pressrun/ports/journal.hpp"
#include "wiring/failure.hpp"

#include <exception>

namespace pressrun::wiring {

ToldException told_exception() {
  try {
    throw;
  } catch (const CommandFailed& failure) {
    return {failure.code, failure.what()};
  } catch (const app::Declined& declined) {
    return {usage::code_of(declined.reason), declined.what()};
  } catch (const io::LockHeld& held) {
    return {usage::ExitCode::locked, printable(held.what())};
  } catch (const JournalError& error) {
    return {usage::ExitCode::journal_or_results, printable(error.what())};
  } catch (const app::SourceChanged& error) {
    return {usage::ExitCode::other_error, printable(error.what())};
  } catch (const std::exception& error) {
    return {usage::ExitCode::other_error, "unexpected: " + printable(error.what())};
  }
}

}  // namespace pressrun::wiring

#pragma once

#include "pressrun/ports/journal.hpp"

#include <boost/asio/io_context.hpp>

#include <functional>
#include <memory>
#include <string>

namespace pressrun::test {

/// A place with one journal of some store, for one case: several workers may have it open, and each may be
/// killed.
class JournalPlace {
 public:
  virtual ~JournalPlace() = default;

  /// Opens the journal for one more worker. The place keeps it.
  virtual Journal& open() = 0;
  /// That worker is no more, without a word: what it has not been told to be durable may be lost, and its
  /// lease has ended.
  virtual void kill(Journal& worker) = 0;
  /// A reader that sees what is durable now.
  virtual std::unique_ptr<JournalReader> read() = 0;
  /// Carries out what a worker was asked for, to its end. Throws what it threw.
  virtual void finish(asio::awaitable<void> work);

 protected:
  asio::io_context context_{1};  ///< that the workers answer on, unless `finish` says otherwise
};

using MakePlace = std::function<std::unique_ptr<JournalPlace>()>;

/// What every store of journals must do, as a suite `journal_contract_STORE` of the test program that calls
/// this while it starts. Answers true, to be kept in a variable.
bool add_journal_contract(const std::string& store, const MakePlace& make);

}  // namespace pressrun::test

#include "contract/journal_contract.hpp"

#include "contract/journal_cases.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/test/unit_test.hpp>

#include <exception>
#include <utility>

namespace pressrun::test {

void JournalPlace::finish(asio::awaitable<void> work) {
  std::exception_ptr error;
  asio::co_spawn(context_, std::move(work), [&](const std::exception_ptr& thrown) { error = thrown; });
  context_.restart();
  context_.run();
  if (error) std::rethrow_exception(error);
}

bool add_journal_contract(const std::string& store, const MakePlace& make) {
  namespace ut = boost::unit_test;
  auto* suite = BOOST_TEST_SUITE("journal_contract_" + store);
  for (const auto* cases : {&run_cases(), &job_cases(), &purchase_cases(), &result_cases()}) {
    for (const JournalCase& one : *cases) {
      const auto run = [make, check = one.check] {
        Story story{make()};
        check(story);
      };
      suite->add(ut::make_test_case(run, one.name, __FILE__, __LINE__));
    }
  }
  ut::framework::master_test_suite().add(suite);
  return true;
}

}  // namespace pressrun::test

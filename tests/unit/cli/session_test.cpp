#include "wiring/session.hpp"

#include "wiring/environment.hpp"
#include "wiring/failure.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/test/unit_test.hpp>

#include <csignal>

using namespace pressrun;
using namespace pressrun::wiring;

namespace {

struct SessionFixture {
  SessionFixture() { options.output.progress = "none"; }
  usage::Options options;
  Environment environment{{{"ABYSSALE_API_KEY", "k"}, {"ABYSSALE_BASE_URL", "http://127.0.0.1:9"}}};
  Session session{options, environment};
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(session_of_a_command, SessionFixture)

BOOST_AUTO_TEST_CASE(a_signal_after_the_last_look_is_not_lost) {
  {
    Session::Attention attention{session};
    attention.look();
    std::raise(SIGTERM);
  }
  BOOST_TEST(session.signal() == SIGTERM);
  BOOST_CHECK_THROW(session.heed_signal(), CommandFailed);
}

/// In one of these turns the loop has taken the signal already, and not told of it yet, when the work ends.
BOOST_AUTO_TEST_CASE(a_signal_that_comes_with_the_end_of_the_work_does_not_keep_it) {
  for (int turns = 0; turns < 12; ++turns) {
    Session one{options, environment};
    const auto work = [](int left) -> asio::awaitable<int> {
      std::raise(SIGTERM);
      while (left-- > 0) co_await asio::post(asio::use_awaitable);
      co_return 7;
    };
    BOOST_TEST(one.await(work(turns)) == 7);
    one.stop_listening();
    BOOST_TEST(one.signal() == SIGTERM);
  }
}

BOOST_AUTO_TEST_SUITE_END()

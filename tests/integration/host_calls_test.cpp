#include "pressrun/io/host_calls.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <sys/stat.h>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(host_calls)

using namespace pressrun;
using io::HostCalls;

namespace {

namespace fs = std::filesystem;

struct Folder {
  Folder() {
    std::string pattern = (fs::temp_directory_path() / "pressrun-calls-XXXXXX").string();
    path = ::mkdtemp(pattern.data());
  }
  ~Folder() { fs::remove_all(path); }
  [[nodiscard]] fs::path file() const { return path / "state" / "calls"; }
  fs::path path;
};

Instant now() { return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now()); }

/// One turn that books these; answers what the others had booked.
std::vector<BookedCall> turn(HostCalls& calls, const std::vector<BookedCall>& mine = {}) {
  auto others = calls.take();
  calls.release(mine);
  return others;
}

unsigned mode(const fs::path& path) {
  struct stat found {};
  BOOST_REQUIRE(::stat(path.c_str(), &found) == 0);
  return found.st_mode & 0777U;
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(each_learns_what_the_others_booked_and_once, Folder) {
  HostCalls one{file()};
  HostCalls two{file()};
  const Instant at = now();
  turn(one, {{Tier::polling, at}, {Tier::none, at + std::chrono::milliseconds{100}}});
  const auto told = turn(two, {{Tier::read, at}});
  BOOST_REQUIRE(told.size() == 2U);
  BOOST_CHECK(told[0].tier == Tier::polling && told[0].at == at);
  BOOST_TEST(turn(two).empty());
  BOOST_TEST(turn(one).size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_newcomer_learns_the_latest, Folder) {
  HostCalls one{file()};
  for (int i = 0; i < 1000; ++i) turn(one, {{Tier::none, now()}});
  HostCalls late{file()};
  BOOST_TEST(turn(late).size() == 256U);
}

BOOST_FIXTURE_TEST_CASE(who_holds_the_word_keeps_the_others_from_booking, Folder) {
  HostCalls one{file()};
  HostCalls two{file()};
  one.take();
  turn(two, {{Tier::none, now()}});  // does not wait for ever, and spoils nothing
  one.release({{Tier::none, now()}});
  BOOST_TEST(turn(one).empty());
  BOOST_TEST(turn(two).size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_file_that_makes_no_sense_is_begun_anew, Folder) {
  fs::create_directories(file().parent_path());
  std::ofstream{file()} << std::string(5000, 'x');
  HostCalls one{file()};
  HostCalls two{file()};
  BOOST_TEST(turn(one, {{Tier::none, now()}}).empty());
  BOOST_TEST(turn(two).size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(calls_of_a_far_future_are_not_believed, Folder) {
  HostCalls one{file()};
  HostCalls two{file()};
  turn(one, {{Tier::none, now() + std::chrono::hours{1}}});
  BOOST_TEST(turn(two).empty());
}

BOOST_FIXTURE_TEST_CASE(file_and_folder_are_private, Folder) {
  const HostCalls one{file()};
  BOOST_TEST(mode(file()) == 0600U);
  BOOST_TEST(mode(file().parent_path()) == 0700U);
}

BOOST_FIXTURE_TEST_CASE(a_folder_that_cannot_be_made_is_an_error, Folder) {
  std::ofstream{path / "state"} << "a file";
  BOOST_CHECK_THROW(HostCalls{file()}, std::system_error);
}

BOOST_AUTO_TEST_SUITE_END()

// The file through which processes share their calls, byte by byte: what of it is believed.
#include "pressrun/io/host_calls.hpp"

#include <boost/test/unit_test.hpp>

#include <chrono>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdlib.h>
#include <string>
#include <vector>

namespace {

using namespace pressrun;
namespace fs = std::filesystem;

// Of the file: a header (mark, boot, how many were ever booked), and a ring of calls (owner, moment, tier).
constexpr std::size_t boot_at = 8;
constexpr std::size_t count_at = 48;
constexpr std::size_t header_size = 56;
constexpr std::size_t call_size = 24;
constexpr std::size_t ring = 256;

struct CallsFile {
  CallsFile() {
    std::string name = (fs::temp_directory_path() / "pressrun-calls-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = name;
    file = folder / "calls";
  }
  ~CallsFile() { fs::remove_all(folder); }
  CallsFile(const CallsFile&) = delete;
  CallsFile& operator=(const CallsFile&) = delete;

  static Instant now() { return std::chrono::time_point_cast<Duration>(std::chrono::steady_clock::now()); }
  /// Books calls in a turn of their own; answers what others had booked.
  static std::vector<BookedCall> turn(io::HostCalls& calls, const std::vector<BookedCall>& mine = {}) {
    auto others = calls.take();
    calls.release(mine);
    return others;
  }
  std::vector<BookedCall> told() const {
    io::HostCalls newcomer{file};
    return turn(newcomer);
  }
  std::string bytes() const {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>(in), {}};
  }
  template <class Number>
  void put(std::size_t at, Number number) const {
    std::fstream out{file, std::ios::in | std::ios::out | std::ios::binary};
    out.seekp(static_cast<std::streamoff>(at));
    out.write(reinterpret_cast<const char*>(&number), sizeof number);
  }

  fs::path folder;
  fs::path file;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(host_calls_file, CallsFile)

BOOST_AUTO_TEST_CASE(the_file_grows_to_one_ring_and_no_further) {
  io::HostCalls calls{file};
  BOOST_TEST(bytes().empty());
  turn(calls, {{Tier::read, now()}});
  BOOST_TEST(bytes().size() == header_size + call_size);
  for (std::size_t i = 0; i < ring + 3; ++i) turn(calls, {{Tier::read, now()}});
  BOOST_TEST(bytes().size() == header_size + ring * call_size);
}

BOOST_AUTO_TEST_CASE(of_many_calls_the_last_of_the_ring_are_told_oldest_first) {
  io::HostCalls calls{file};
  const Instant start = now() - std::chrono::seconds{1};
  std::vector<BookedCall> many;
  for (int i = 0; i < 300; ++i) many.push_back({Tier::none, start + std::chrono::microseconds{i}});
  turn(calls, many);
  const auto others = told();
  BOOST_REQUIRE(others.size() == ring);
  BOOST_CHECK(others.front().at == start + std::chrono::microseconds{44});
  BOOST_CHECK(others.back().at == start + std::chrono::microseconds{299});
}

BOOST_AUTO_TEST_CASE(a_file_of_an_earlier_boot_is_begun_anew) {
  io::HostCalls calls{file};
  turn(calls, {{Tier::read, now()}, {Tier::read, now()}});
  put(boot_at, 'z');
  BOOST_TEST(told().empty());
  turn(calls, {{Tier::read, now()}});
  BOOST_TEST(told().size() == 1U);
}

BOOST_AUTO_TEST_CASE(who_was_here_before_the_file_was_begun_anew_hears_of_the_others_once_it_has_seen_that) {
  io::HostCalls one{file};
  io::HostCalls two{file};
  turn(one, {{Tier::read, now()}, {Tier::read, now()}, {Tier::read, now()}});
  BOOST_TEST(turn(two).size() == 3U);
  put(boot_at, 'z');
  turn(one, {{Tier::read, now()}});
  turn(two);
  turn(one, {{Tier::read, now()}});
  BOOST_TEST(turn(two).size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_call_that_makes_no_sense_is_passed_over) {
  io::HostCalls calls{file};
  turn(calls, {{Tier::read, now()}, {Tier::read, now()}, {Tier::write, now()}});
  constexpr std::size_t tier_of_first = header_size + 16;
  for (const std::int64_t tier : {std::int64_t{-1}, static_cast<std::int64_t>(Tier::write) + 1, INT64_MAX}) {
    put(tier_of_first, tier);
    BOOST_TEST(told().size() == 2U);
  }
  put(tier_of_first, static_cast<std::int64_t>(Tier::write));
  BOOST_TEST(told().size() == 3U);
  put(header_size + 8, std::int64_t{INT64_MAX});
  BOOST_TEST(told().size() == 2U);
}

BOOST_AUTO_TEST_CASE(calls_that_the_file_counts_and_does_not_have_are_not_made_up) {
  io::HostCalls calls{file};
  turn(calls, {{Tier::read, now()}, {Tier::read, now()}});
  put(count_at, std::uint64_t{9});
  BOOST_TEST(told().size() == 2U);
  put(count_at, UINT64_MAX);
  BOOST_CHECK_NO_THROW(told());
}

BOOST_AUTO_TEST_CASE(a_file_that_is_cut_off_is_begun_anew) {
  io::HostCalls calls{file};
  turn(calls, {{Tier::read, now()}});
  for (const std::uintmax_t size : {std::uintmax_t{header_size} - 1, std::uintmax_t{1}, std::uintmax_t{0}}) {
    fs::resize_file(file, size);
    BOOST_TEST(told().empty());
  }
  turn(calls, {{Tier::read, now()}});
  BOOST_TEST(told().size() == 1U);
}

BOOST_AUTO_TEST_CASE(without_the_word_nothing_is_booked) {
  io::HostCalls calls{file};
  calls.release({{Tier::read, now()}});
  BOOST_TEST(bytes().empty());
  turn(calls);
  calls.release({{Tier::read, now()}});
  BOOST_TEST(bytes().empty());
}

BOOST_AUTO_TEST_CASE(a_link_in_place_of_the_file_is_not_followed) {
  std::ofstream{folder / "target"} << "mine";
  fs::create_symlink(folder / "target", file);
  BOOST_CHECK_THROW(io::HostCalls{file}, std::system_error);
}

BOOST_AUTO_TEST_SUITE_END()

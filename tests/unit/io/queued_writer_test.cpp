#include "io/terminal/queued_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <array>
#include <csignal>
#include <fcntl.h>
#include <string>
#include <unistd.h>

BOOST_AUTO_TEST_SUITE(queued_writer)

using pressrun::io::QueuedWriter;

namespace {

struct Pipe {
  Pipe() { BOOST_TEST_REQUIRE(::pipe2(ends.data(), O_CLOEXEC) == 0); }
  ~Pipe() {
    close_reader();
    ::close(ends[1]);
  }
  void close_reader() {
    if (ends[0] >= 0) ::close(ends[0]);
    ends[0] = -1;
  }
  /// What is in it now; the writer has ended.
  [[nodiscard]] std::string rest() const {
    std::string text(1U << 21U, '\0');
    ::fcntl(ends[0], F_SETFL, O_NONBLOCK);
    std::size_t size = 0;
    for (ssize_t got = 0; (got = ::read(ends[0], text.data() + size, text.size() - size)) > 0;)
      size += static_cast<std::size_t>(got);
    text.resize(size);
    return text;
  }
  std::array<int, 2> ends{-1, -1};
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_was_pushed_is_written_in_order_before_it_ends) {
  Pipe pipe;
  {
    QueuedWriter writer{pipe.ends[1]};
    for (int i = 0; i < 100; ++i) writer.push(std::to_string(i) + "\n");
  }
  const std::string text = pipe.rest();
  BOOST_TEST(text.starts_with("0\n1\n2\n"));
  BOOST_TEST(text.ends_with("98\n99\n"));
}

BOOST_AUTO_TEST_CASE(a_reader_that_stopped_costs_what_finds_no_room_and_no_time) {
  Pipe pipe;
  {
    QueuedWriter writer{pipe.ends[1], 1000};
    for (int i = 0; i < 100'000; ++i) writer.push("a line that nobody reads\n");
  }
  const std::string text = pipe.rest();
  BOOST_TEST(!text.empty());
  BOOST_TEST(text.size() < 100'000U * 10U);
}

BOOST_AUTO_TEST_CASE(a_reader_that_has_gone_is_no_trouble) {
  Pipe pipe;
  pipe.close_reader();
  ::signal(SIGPIPE, SIG_IGN);
  QueuedWriter writer{pipe.ends[1]};
  writer.push("nobody hears this\n");
}

BOOST_AUTO_TEST_SUITE_END()

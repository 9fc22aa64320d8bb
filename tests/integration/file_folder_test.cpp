#include "pressrun/io/file_folder.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <utility>

namespace {

namespace fs = std::filesystem;
namespace asio = boost::asio;
using namespace pressrun;

struct Folder {
  Folder() {
    std::string name = (fs::temp_directory_path() / "pressrun-files-XXXXXX").string();
    if (::mkdtemp(name.data()) == nullptr) std::abort();
    root = name;
    place = io::make_file_folder(root / "out");
    BOOST_TEST(!place->open().has_value());
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(root, ignored);
  }

  template <class Answer>
  Answer ask(asio::awaitable<Answer> work) {
    asio::io_context context;
    std::optional<Answer> answer;
    asio::co_spawn(context, std::move(work), [&](const std::exception_ptr& error, Answer got) {
      if (error) std::rethrow_exception(error);
      answer.emplace(std::move(got));
    });
    context.run();
    return std::move(*answer);
  }
  std::unique_ptr<PartFile> begin(const std::string& path) {
    auto begun = place->begin(path);
    BOOST_REQUIRE(std::holds_alternative<std::unique_ptr<PartFile>>(begun));
    return std::get<std::unique_ptr<PartFile>>(std::move(begun));
  }
  std::string why_not(const std::string& path) {
    const auto begun = place->begin(path);
    BOOST_REQUIRE(std::holds_alternative<PlaceProblem>(begun));
    return std::get<PlaceProblem>(begun).text;
  }
  [[nodiscard]] std::string bytes(const std::string& path) const {
    std::ifstream in(root / "out" / path, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
  }
  [[nodiscard]] std::size_t files() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(root / "out"))
      if (entry.is_regular_file()) ++count;
    return count;
  }

  fs::path root;
  std::unique_ptr<FilePlace> place;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(file_folder, Folder)

BOOST_AUTO_TEST_CASE(a_file_has_its_name_when_it_is_whole_and_nothing_else_is_left) {
  const auto part = begin("hero/1/feed.gif");
  BOOST_TEST(part->restart("\"e1\""));
  BOOST_TEST(part->write("GIF8"));
  BOOST_TEST(!place->size_of("hero/1/feed.gif").has_value());
  BOOST_TEST(part->write("9a"));
  BOOST_TEST(part->size() == 6U);
  BOOST_TEST(!ask(part->keep(false)).has_value());
  BOOST_TEST(place->size_of("hero/1/feed.gif").value() == 6U);
  BOOST_TEST(bytes("hero/1/feed.gif") == "GIF89a");
  BOOST_TEST(files() == 1U);
}

BOOST_AUTO_TEST_CASE(what_was_broken_off_is_gone_on_with) {
  {
    const auto part = begin("a.png");
    BOOST_TEST(part->restart("\"e1\""));
    BOOST_TEST(part->write("first "));
  }
  const auto part = begin("a.png");
  BOOST_TEST(part->size() == 6U);
  BOOST_TEST(part->etag() == "\"e1\"");
  BOOST_TEST(part->write("second"));
  BOOST_TEST(!ask(part->keep(false)).has_value());
  BOOST_TEST(bytes("a.png") == "first second");
  BOOST_TEST(files() == 1U);
}

BOOST_AUTO_TEST_CASE(bytes_of_another_version_are_dropped) {
  const auto part = begin("a.png");
  BOOST_TEST(part->restart("\"e1\""));
  BOOST_TEST(part->write("of the first version"));
  BOOST_TEST(part->restart(""));
  BOOST_TEST(part->size() == 0U);
  BOOST_TEST(part->etag() == "");
  BOOST_TEST(part->write("other"));
  part->drop();
  BOOST_TEST(files() == 0U);
}

BOOST_AUTO_TEST_CASE(two_never_write_one_file) {
  const auto part = begin("a.png");
  BOOST_TEST(why_not("a.png").find("by another process") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_there_is_replaced_only_where_that_is_said) {
  fs::create_directories(root / "out");
  std::ofstream(root / "out/a.png") << "mine";
  const auto part = begin("a.png");
  BOOST_TEST(part->restart(""));
  BOOST_TEST(part->write("theirs"));
  BOOST_TEST(ask(part->keep(false)).has_value());
  BOOST_TEST(bytes("a.png") == "mine");
  BOOST_TEST(!ask(part->keep(true)).has_value());
  BOOST_TEST(bytes("a.png") == "theirs");
}

BOOST_AUTO_TEST_CASE(a_link_in_place_of_the_part_is_not_followed) {
  std::ofstream(root / "precious") << "mine";
  fs::create_directories(root / "out");
  fs::create_symlink(root / "precious", root / "out/a.png.part");
  BOOST_TEST(why_not("a.png").find("cannot write") != std::string::npos);
  std::ifstream in(root / "precious");
  std::string text;
  in >> text;
  BOOST_TEST(text == "mine");
}

BOOST_AUTO_TEST_CASE(the_longest_names_can_be_fetched) {
  const std::string name = std::string(200, 'a');
  const auto part = begin(name);
  BOOST_TEST(part->restart(""));
  BOOST_TEST(part->write("x"));
  BOOST_TEST(!ask(part->keep(false)).has_value());
  BOOST_TEST(bytes(name) == "x");
  BOOST_TEST(why_not(std::string(300, 'b') + "/a.png").find("cannot make the folder") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_is_read_to_its_end) {
  fs::create_directories(root / "out");
  std::ofstream(root / "out/a.png") << "no picture";
  const CheckedFile checked = ask(place->check("a.png", {"png", 10, 10, "px", false}));
  BOOST_TEST(checked.bytes == 10U);
  BOOST_TEST(checked.problem == "it is no picture, film or document that is known");
  BOOST_TEST(checked.sha256 == "sha256:9ed97c950c330a5b556b00fe9d46390594f0a34437886edd034c323444fbd7d8");
  BOOST_TEST(ask(place->check("none.png", {"png", 10, 10, "px", false})).problem.find("cannot read") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_place_that_is_none_is_told) {
  std::ofstream(root / "file") << "x";
  const auto problem = io::make_file_folder(root / "file/below")->open();
  BOOST_REQUIRE(problem.has_value());
  BOOST_TEST(problem->text.find("cannot make the folder") != std::string::npos);
}

BOOST_AUTO_TEST_SUITE_END()

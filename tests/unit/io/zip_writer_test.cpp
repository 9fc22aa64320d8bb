#include "pressrun/io/zip_writer.hpp"

#include <boost/test/unit_test.hpp>

#include <archive.h>
#include <archive_entry.h>
#include <array>
#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <sstream>
#include <string>

BOOST_AUTO_TEST_SUITE(zip_writer)

using namespace pressrun::io;

namespace {

std::map<std::string, std::string> entries_of(const std::string& bytes) {
  std::setlocale(LC_CTYPE, "C.UTF-8");  // else the reader has no letters for names
  const std::unique_ptr<archive, int (*)(archive*)> reader{archive_read_new(), archive_read_free};
  archive_read_support_format_zip_seekable(reader.get());
  BOOST_REQUIRE(archive_read_open_memory(reader.get(), bytes.data(), bytes.size()) == ARCHIVE_OK);
  std::map<std::string, std::string> found;
  archive_entry* entry = nullptr;
  while (archive_read_next_header(reader.get(), &entry) == ARCHIVE_OK) {
    std::string& text = found[archive_entry_pathname_utf8(entry)];
    std::array<char, 1000> some{};
    for (la_ssize_t got = 1; got > 0; text.append(some.data(), static_cast<std::size_t>(got)))
      got = archive_read_data(reader.get(), some.data(), some.size());
  }
  return found;
}

/// A file that goes with its test.
struct KeptFile {
  explicit KeptFile(const std::string& text) {
    std::string name = (std::filesystem::temp_directory_path() / "zip_writer_XXXXXX").string();
    const int descriptor = ::mkstemp(name.data());
    BOOST_REQUIRE(descriptor >= 0);
    path = "/proc/self/fd/" + std::to_string(descriptor);
    std::filesystem::remove(name);
    std::ofstream{path, std::ios::binary} << text;
  }
  std::filesystem::path path;
};

}  // namespace

BOOST_AUTO_TEST_CASE(what_goes_in_comes_out) {
  const std::string large(300'000, 'x');
  const KeptFile file{large};
  std::ostringstream out;
  ZipWriter zip{out};
  zip.add_text("night/report.html", "<html>");
  zip.add_file("night/pictures/Größe 接.png", file.path);
  zip.add_text("night/empty", "");
  zip.finish();
  const auto found = entries_of(out.str());
  BOOST_REQUIRE(found.size() == 3U);
  BOOST_TEST(found.at("night/report.html") == "<html>");
  BOOST_TEST((found.at("night/pictures/Größe 接.png") == large));
  BOOST_TEST(found.at("night/empty").empty());
}

BOOST_AUTO_TEST_CASE(equal_contents_make_equal_archives) {
  const auto made = [] {
    std::ostringstream out;
    ZipWriter zip{out};
    zip.add_text("a", "text");
    zip.finish();
    return out.str();
  };
  BOOST_TEST((made() == made()));
}

BOOST_AUTO_TEST_CASE(more_entries_than_sixteen_bits_count_are_all_there) {
  std::ostringstream out;
  ZipWriter zip{out};
  for (int i = 0; i < 66'000; ++i) zip.add_text("n" + std::to_string(i), std::to_string(i));
  zip.finish();
  const auto found = entries_of(out.str());
  BOOST_TEST(found.size() == 66'000U);
  BOOST_TEST(found.at("n65999") == "65999");
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_or_written_is_told) {
  std::ostringstream out;
  ZipWriter zip{out};
  BOOST_CHECK_THROW(zip.add_file("a", "/no/such/file"), ZipError);
  std::ostringstream full;
  ZipWriter other{full};
  full.setstate(std::ios::badbit);
  BOOST_CHECK_THROW(
      {
        other.add_text("a", std::string(1'000'000, 'x'));
        other.finish();
      },
      ZipError);
}

BOOST_AUTO_TEST_SUITE_END()

// Files of rows as spreadsheets, shops and statisticians write them (tests/data/rows): each gives the rows
// that stand in the .expect beside it, a JSON object a line. A line that starts with '!' is a part of what is
// told.
#include "pressrun/manifest/manifest.hpp"

#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

BOOST_AUTO_TEST_SUITE(rows_corpus)

using namespace pressrun;

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path{PRESSRUN_SOURCE_DIR} / "tests" / "data" / "rows";

class FileStream final : public manifest::ByteStream {
 public:
  explicit FileStream(const fs::path& path) : file_(path, std::ios::binary) {}
  std::size_t read(char* into, std::size_t size) override {
    file_.read(into, static_cast<std::streamsize>(size));
    return static_cast<std::size_t>(file_.gcount());
  }

 private:
  std::ifstream file_;
};

class RowFiles final : public manifest::Sources {
 public:
  std::variant<std::unique_ptr<manifest::ByteStream>, std::string> open(const fs::path& path) override {
    if (!fs::exists(path)) return "no such file or directory";
    return std::make_unique<FileStream>(path);
  }
  const std::string* environment(const std::string& /*name*/) override { return nullptr; }
};

struct Expected {
  std::vector<std::string> rows;
  std::vector<std::string> told;
};

Expected expected_of(const fs::path& file) {
  Expected made;
  std::ifstream in(file.string() + ".expect");
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with('!')) {
      made.told.push_back(line.substr(2));
    } else {
      made.rows.push_back(boost::json::serialize(boost::json::parse(line)));
    }
  }
  return made;
}

std::string row_of(const JobSpec& job) {
  boost::json::object row;
  for (const Member& member : job.variables)
    row[member.key] = member.value.scalar() != nullptr ? member.value.scalar()->text : "(nested)";
  return boost::json::serialize(row);
}

void check(const fs::path& file) {
  RowFiles sources;
  const std::string text =
      "pressrun: 1\ndesigns:\n  - design_id: 64238d01-d402-474b-8c2d-fbc957e9d290\n    rows: " +
      file.filename().string() + "\n    elements: {t: {payload: x}}\n";
  const manifest::Loaded loaded = manifest::load(text, folder / "m.yaml", sources, {});
  BOOST_REQUIRE(loaded.manifest);
  const auto stream = loaded.manifest->jobs({true, true});
  std::vector<std::string> rows;
  for (auto job = stream->next(); job; job = stream->next()) rows.push_back(row_of(*job));
  std::string told;
  for (const Diagnostic& finding : stream->diagnostics().items) told += render(finding);
  const Expected expected = expected_of(file);
  BOOST_TEST(rows == expected.rows, boost::test_tools::per_element());
  BOOST_TEST(told.empty() == expected.told.empty(), told);
  for (const std::string& words : expected.told) BOOST_TEST(told.find(words) != std::string::npos, told);
}

}  // namespace

BOOST_AUTO_TEST_CASE(each_file_gives_the_rows_that_are_written_beside_it) {
  std::size_t files = 0;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".expect") continue;
    BOOST_TEST_CONTEXT(entry.path().filename().string()) { check(entry.path()); }
    ++files;
  }
  BOOST_TEST(files >= 60U);
}

BOOST_AUTO_TEST_SUITE_END()

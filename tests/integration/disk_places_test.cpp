// Files in their places: links, journals nearby, and files that are replaced whole or not at all.
#include "pressrun/io/disk_files.hpp"
#include "pressrun/io/disk_journals.hpp"
#include "pressrun/io/places.hpp"

#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <stdlib.h>
#include <string>
#include <sys/stat.h>
#include <vector>

using namespace pressrun;

namespace {

namespace fs = std::filesystem;

struct Disk {
  Disk() {
    std::string name = (fs::temp_directory_path() / "pressrun-disk-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = fs::canonical(name);
  }
  ~Disk() { fs::remove_all(folder); }
  Disk(const Disk&) = delete;
  Disk& operator=(const Disk&) = delete;

  fs::path make(const std::string& name, const std::string& text = "") const {
    fs::path path = folder / name;
    fs::create_directories(path.parent_path());
    std::ofstream{path} << text;
    return path;
  }
  static std::string text_of(const fs::path& path) {
    std::ifstream in{path};
    return {std::istreambuf_iterator<char>(in), {}};
  }
  static unsigned mode(const fs::path& path) {
    struct stat found {};
    BOOST_REQUIRE(::stat(path.c_str(), &found) == 0);
    return found.st_mode & 0777U;
  }
  std::size_t files() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator{folder}, fs::directory_iterator{}));
  }
  std::error_code replace(const fs::path& path, const std::string& text, Readers readers = Readers::owner) {
    return disk.replace(
        path, [&](std::ostream& out) { out << text; }, readers);
  }

  io::DiskFiles disk;
  fs::path folder;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(disk_places, Disk)

// ---- links

BOOST_AUTO_TEST_CASE(a_file_lies_where_the_last_of_its_links_leads_though_nothing_is_there_yet) {
  make("jobs/night.yaml");
  fs::create_symlink("jobs/night.yaml", folder / "link.yaml");
  fs::create_symlink(folder / "link.yaml", folder / "link-to-link.yaml");
  fs::create_symlink("jobs/later.yaml", folder / "dangling.yaml");
  BOOST_TEST(io::real_place(folder / "link-to-link.yaml") == folder / "jobs" / "night.yaml");
  BOOST_TEST(io::real_place(folder / "dangling.yaml") == folder / "jobs" / "later.yaml");
  BOOST_TEST(io::is_same_file(folder / "link-to-link.yaml", folder / "jobs" / "night.yaml"));
  BOOST_TEST(!io::is_same_file(folder / "dangling.yaml", folder / "dangling.yaml"));
}

BOOST_AUTO_TEST_CASE(links_that_lead_in_a_circle_come_to_an_end) {
  fs::create_symlink("two", folder / "one");
  fs::create_symlink("one", folder / "two");
  BOOST_CHECK_NO_THROW(io::real_place(folder / "one"));
  BOOST_TEST(!io::is_same_file(folder / "one", folder / "one"));
}

BOOST_AUTO_TEST_CASE(a_link_to_a_manifest_is_another_manifest_and_one_to_its_folder_is_not) {
  make("jobs/night.yaml");
  fs::create_symlink("night.yaml", folder / "jobs" / "link.yaml");
  fs::create_directory_symlink("jobs", folder / "folder");
  const std::string night = (folder / "jobs" / "night.yaml").string();
  BOOST_TEST(io::campaign_path((folder / "folder" / "night.yaml").string()) == night);
  BOOST_TEST(io::campaign_path((folder / "jobs" / "link.yaml").string()) != night);
}

// ---- journals nearby

BOOST_AUTO_TEST_CASE(journals_are_found_beside_and_around) {
  const fs::path journal = folder / "jobs" / ".pressrun" / "night.db";
  for (const char* name :
       {"jobs/.pressrun/b.db", "jobs/.pressrun/a.db", "jobs/.pressrun/x.simulated.db",
        "jobs/.pressrun/a.db-wal", "jobs/.pressrun/a.lock", "other/.pressrun/o.db", ".pressrun/up.db",
        "jobs/below/.pressrun/d.db", "jobs/below/deeper/.pressrun/no.db"})
    make(name);
  const fs::path manifest = make("jobs/night.yaml");
  io::DiskJournals journals;
  const NearbyJournals found = journals.near(journal, manifest, folder / "jobs", false);
  BOOST_CHECK((found.beside ==
               std::vector<fs::path>{folder / "jobs/.pressrun/a.db", folder / "jobs/.pressrun/b.db"}));
  BOOST_TEST(found.of_target.empty());
  std::vector<fs::path> around = found.around;
  std::ranges::sort(around);
  BOOST_CHECK(
      (around == std::vector<fs::path>{folder / ".pressrun/up.db", folder / "jobs/below/.pressrun/d.db",
                                       folder / "other/.pressrun/o.db"}));
  const NearbyJournals simulated = journals.near(journal, manifest, folder / "jobs", true);
  BOOST_CHECK((simulated.beside == std::vector<fs::path>{folder / "jobs/.pressrun/x.simulated.db"}));
}

BOOST_AUTO_TEST_CASE(a_manifest_that_is_a_link_has_the_journals_of_what_it_leads_to) {
  make("real/.pressrun/night.db");
  make("real/night.yaml");
  fs::create_directories(folder / "jobs");
  fs::create_symlink(folder / "real" / "night.yaml", folder / "jobs" / "night.yaml");
  const NearbyJournals found = io::DiskJournals{}.near(folder / "jobs/.pressrun/night.db",
                                                       folder / "jobs/night.yaml", folder / "jobs", false);
  BOOST_CHECK(found.of_target == std::vector<fs::path>{folder / "real/.pressrun/night.db"});
}

BOOST_AUTO_TEST_CASE(what_lies_in_a_folder_of_everybodys_is_not_looked_at) {
  make("other/.pressrun/o.db");
  fs::create_directories(folder / "jobs");
  ::chmod(folder.c_str(), 01777);
  const NearbyJournals found = io::DiskJournals{}.near(folder / "jobs/.pressrun/night.db",
                                                       folder / "jobs/night.yaml", folder / "jobs", false);
  BOOST_TEST(found.around.empty());
}

BOOST_AUTO_TEST_CASE(whether_a_manifest_is_there_is_told_of_links_and_not_of_standard_input) {
  io::DiskJournals journals;
  fs::create_symlink("nothing", folder / "dangling.yaml");
  BOOST_TEST(journals.has_manifest((folder / "dangling.yaml").string()));
  BOOST_TEST(!journals.has_manifest((folder / "nothing").string()));
  BOOST_TEST(!journals.has_manifest("-"));
}

BOOST_AUTO_TEST_CASE(results_are_read_from_files_alone) {
  io::DiskJournals journals;
  const fs::path file = make("results.json", "{}");
  std::string text;
  *journals.open_results(file) >> text;
  BOOST_TEST(text == "{}");
  BOOST_TEST(journals.open_results(folder / "nothing").get() == nullptr);
  BOOST_TEST(journals.open_results(folder).get() == nullptr);
  BOOST_REQUIRE(::mkfifo((folder / "pipe").c_str(), 0600) == 0);
  BOOST_TEST(journals.open_results(folder / "pipe").get() == nullptr);
}

// ---- files that are replaced

BOOST_AUTO_TEST_CASE(a_new_file_is_its_owners_unless_anybody_may_read_it) {
  BOOST_TEST(!replace(folder / "private", "x"));
  BOOST_TEST(mode(folder / "private") == 0600U);
  const auto mask = ::umask(027);
  BOOST_TEST(!replace(folder / "public", "x", Readers::umask));
  ::umask(mask);
  BOOST_TEST(mode(folder / "public") == 0640U);
}

BOOST_AUTO_TEST_CASE(a_file_that_was_there_keeps_its_mode) {
  const fs::path file = make("results.json", "old");
  ::chmod(file.c_str(), 0644);
  BOOST_TEST(!replace(file, "new"));
  BOOST_TEST(text_of(file) == "new");
  BOOST_TEST(mode(file) == 0644U);
  BOOST_TEST(files() == 1U);
}

BOOST_AUTO_TEST_CASE(what_a_link_leads_to_is_replaced_and_not_the_link) {
  make("real/results.json", "old");
  fs::create_symlink("real/results.json", folder / "link.json");
  BOOST_TEST(!replace(folder / "link.json", "new"));
  BOOST_TEST(fs::is_symlink(folder / "link.json"));
  BOOST_TEST(text_of(folder / "real/results.json") == "new");
}

BOOST_AUTO_TEST_CASE(whoever_fails_to_write_leaves_what_was_there) {
  const fs::path file = make("results.json", "old");
  const auto fails = [](std::ostream& out) {
    out << "half";
    out.setstate(std::ios::badbit);
  };
  BOOST_TEST(!!disk.replace(file, fails, Readers::owner));
  const auto throws = [](std::ostream& out) {
    out << "half";
    throw std::runtime_error("stopped");
  };
  BOOST_CHECK_THROW(static_cast<void>(disk.replace(file, throws, Readers::owner)), std::runtime_error);
  BOOST_TEST(text_of(file) == "old");
  BOOST_TEST(files() == 1U);
}

BOOST_AUTO_TEST_CASE(whether_a_file_can_be_replaced_is_told_without_a_trace) {
  BOOST_TEST(!disk.can_replace(folder / "new.json"));
  BOOST_TEST(files() == 0U);
  const fs::path file = make("results.json", "old");
  BOOST_TEST(!disk.can_replace(file));
  BOOST_TEST(text_of(file) == "old");
  BOOST_CHECK(disk.can_replace(folder) == std::errc::is_a_directory);
  BOOST_CHECK(disk.can_replace(folder / "nowhere" / "new.json") == std::errc::no_such_file_or_directory);
  BOOST_CHECK(disk.can_replace(file / "new.json") == std::errc::not_a_directory);
  BOOST_TEST(!disk.can_replace("/dev/null"));
  BOOST_TEST(files() == 1U);
}

BOOST_AUTO_TEST_CASE(a_device_is_written_to_and_never_replaced) {
  BOOST_TEST(!replace("/dev/null", "x"));
  BOOST_TEST(fs::is_character_file("/dev/null"));
}

BOOST_AUTO_TEST_SUITE_END()

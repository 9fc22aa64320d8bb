// The contract of every journal, on the one on disk.
#include "contract/journal_contract.hpp"
#include "pressrun/io/sqlite_journal.hpp"

#include <boost/test/unit_test.hpp>

#include <algorithm>
#include <filesystem>
#include <stdlib.h>
#include <vector>

using namespace pressrun;

namespace {

class OnDisk final : public test::JournalPlace {
 public:
  OnDisk() {
    std::string name = (std::filesystem::temp_directory_path() / "pressrun-contract-XXXXXX").string();
    BOOST_REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder_ = name;
  }
  ~OnDisk() override {
    workers_.clear();
    std::filesystem::remove_all(folder_);
  }

  Journal& open() override {
    workers_.push_back(std::make_unique<io::SqliteJournal>(context_.get_executor(), file()));
    return *workers_.back();
  }
  void kill(Journal& worker) override {
    std::erase_if(workers_, [&](const auto& one) { return one.get() == &worker; });
  }
  std::unique_ptr<JournalReader> read() override { return io::open_journal(file()); }

 private:
  [[nodiscard]] std::filesystem::path file() const { return folder_ / ".pressrun" / "night.db"; }

  std::filesystem::path folder_;
  std::vector<std::unique_ptr<io::SqliteJournal>> workers_;
};

[[maybe_unused]] const bool added =
    test::add_journal_contract("sqlite", [] { return std::make_unique<OnDisk>(); });

}  // namespace

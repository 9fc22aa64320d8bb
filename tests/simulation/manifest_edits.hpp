#pragma once

#include "support/synthetic_jobs.hpp"

#include <cstdint>
#include <random>
#include <vector>

namespace pressrun::test {

/// People at work on a manifest: every edit that its rows can see, and its undoing.
class ManifestEdits {
 public:
  explicit ManifestEdits(std::uint64_t seed) : random_(seed) {}
  /// So many rows for contents of a small pool, which other manifests share; some are equal.
  std::vector<Row> draw(std::size_t count);
  /// One edit, or the rows as they were some edits ago.
  void edit(std::vector<Row>& rows);

 private:
  using Edit = void (ManifestEdits::*)(std::vector<Row>&);
  Row draw_row();
  Row& any(std::vector<Row>& rows) { return rows[random_() % rows.size()]; }
  std::string new_key() { return "k" + std::to_string(next_key_++); }
  void change_text(std::vector<Row>& rows);
  void reorder_formats(std::vector<Row>& rows);
  void add_format(std::vector<Row>& rows);
  void remove_format(std::vector<Row>& rows);
  void name_all_formats(std::vector<Row>& rows);
  void name_no_format(std::vector<Row>& rows);
  void insert(std::vector<Row>& rows);
  void remove(std::vector<Row>& rows);
  void sort(std::vector<Row>& rows);
  void rename(std::vector<Row>& rows);
  void add_equal(std::vector<Row>& rows);
  void keep_outdated(std::vector<Row>& rows);
  void take_another(std::vector<Row>& rows);

  std::mt19937_64 random_;
  std::uint64_t next_key_ = 0;
  std::vector<std::vector<Row>> before_;
};

}  // namespace pressrun::test

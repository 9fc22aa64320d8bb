#pragma once

#include "pressrun/app/run.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace pressrun::test {

/// A row of a simulated manifest. Two rows of one design and title ask for the same content.
struct Row {
  std::string key;         ///< without the design's name
  std::size_t design = 0;  ///< of synthetic_designs()
  std::string title;       ///< what the picture shows, so that a generation tells whose it is
  Formats formats = {};    ///< that it names; none: all that the design has
  bool keep_outdated = false;
  int take = 0;  ///< of the same picture; 0: none is named
  friend bool operator==(const Row&, const Row&) = default;
};

/// How many rows, each for a content of its own: on hero, which name their two formats, and on teaser, which
/// name none, in turns; or all on hero.
std::vector<Row> plain_rows(std::size_t count, bool one_design = false);

/// The jobs that such rows expand to.
class SyntheticJobs final : public app::JobSource {
 public:
  /// `delivered`: each job with one format gets it with the answer, from the synchronous endpoint.
  explicit SyntheticJobs(std::vector<Row> rows, bool delivered = false)
      : rows_(std::move(rows)), delivered_(delivered) {}

  void rewind() override { next_ = 0; }
  std::optional<Job> next() override;
  /// While it is read: somebody saves the file.
  void edit(std::vector<Row> rows) { rows_ = std::move(rows); }
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// As app::Campaign has it.
  [[nodiscard]] std::string registration() const;

  static JobKey key_of(const Row& row);
  static ContentDigest content_of(const Row& row);
  /// Which content a request body asks for.
  static ContentDigest content_of(const DesignId& design, const std::string& body);
  /// Whose a request body, or the variables of a job, are.
  static std::string title_in(const std::string& json);

 private:
  std::vector<Row> rows_;
  bool delivered_ = false;
  std::size_t next_ = 0;
};

}  // namespace pressrun::test

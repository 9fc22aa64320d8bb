#pragma once

#include "pressrun/domain/design.hpp"
#include "pressrun/domain/diagnostic.hpp"
#include "pressrun/domain/job.hpp"

#include <memory>

namespace pressrun::api {

/// Compares the jobs of one design with it before money moves. The API takes misspelt names in silence and
/// bills the wrong picture (API reference §5.7): formats, pages, elements, properties and variables must be
/// the design's; every value of the type, range, choice and notation that its property wants (§6); file type
/// and options must suit the design's type (§5.1, §5.3). What the reference leaves open is a warning.
/// Findings point at the manifest, and at the cell of a row. Made once for a design; a check of a sound job
/// allocates little.
class RequestCheck {
 public:
  /// `design` must outlive it. Null: it is not known, and only what holds for every design is checked.
  explicit RequestCheck(const Design* design);
  ~RequestCheck();
  RequestCheck(RequestCheck&&) noexcept;
  RequestCheck& operator=(RequestCheck&&) noexcept;

  [[nodiscard]] Diagnostics check(const JobSpec& spec) const;

 private:
  struct Impl;
  std::unique_ptr<const Impl> impl_;
};

}  // namespace pressrun::api

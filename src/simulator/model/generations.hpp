#pragma once

#include "pressrun/simulator/model.hpp"
#include "simulator/model/submissions.hpp"
#include "simulator/model/uuids.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace pressrun::simulator {

/// One banner: which request made it, and for which of its formats.
struct BannerRef {
  std::size_t generation = 0;
  std::size_t ordinal = 0;
};

/// A banner's place in a chain of versions (API reference 5.5).
struct Lineage {
  std::string sharing_id;
  int version = 1;
};

/// All accepted generations. What came of one is not stored but drawn again from its key whenever asked: the
/// render time and the failures depend on the seed, the design, the body and how often that body came before,
/// not on the order of calls.
class Generations {
 public:
  explicit Generations(const Scenario& scenario, const Catalogue& catalogue);

  /// Fixes what will come of the order, without recording it: a synchronous rendering that fails leaves no
  /// trace.
  [[nodiscard]] std::uint64_t draw_key(const Order& order, const std::string& body);
  [[nodiscard]] std::optional<std::string> failure(std::uint64_t key, std::string_view format) const;
  [[nodiscard]] std::chrono::nanoseconds render_time(const std::string& design, std::uint64_t key) const;

  std::size_t accept(Order order, std::string body, std::uint64_t key, ServerTime now, bool immediate);

  void tell(std::size_t generation, ServerTime now) { ledger_[generation].told_at = now; }

  [[nodiscard]] const std::vector<Generation>& ledger() const { return ledger_; }
  [[nodiscard]] std::optional<std::size_t> find_any(std::string_view request_id) const;
  [[nodiscard]] std::optional<std::size_t> find(
      std::string_view request_id) const;  ///< those that can be polled
  [[nodiscard]] std::optional<BannerRef> find_banner(
      std::string_view banner_id) const;  ///< made, ready or not
  [[nodiscard]] bool is_ready(const BannerRef& ref, ServerTime now) const {
    return ledger_[ref.generation].ready_at <= now;
  }

  [[nodiscard]] std::string finished_body(std::size_t generation) const;  ///< the 200 of a poll
  [[nodiscard]] std::string running_body(std::size_t generation) const;   ///< the 202
  [[nodiscard]] std::string banner_body(const BannerRef& ref) const;
  [[nodiscard]] const CataloguedDesign& design(std::size_t generation) const;
  [[nodiscard]] std::string format_name(const BannerRef& ref) const;  ///< empty for a multipage PDF
  [[nodiscard]] std::string file_ending(const BannerRef& ref) const;
  [[nodiscard]] std::size_t outputs(std::size_t generation) const;
  [[nodiscard]] std::string banner_id(const BannerRef& ref) const;

 private:
  struct Made {
    std::uint64_t key;
    std::uint32_t design;
    FileType type;
    Background background;
    bool backup_image;
    bool immediate;
  };
  void inherit(const std::string& original, const BannerRef& heir);
  [[nodiscard]] Lineage lineage(const BannerRef& ref) const;

  const Scenario& scenario_;
  const Catalogue& catalogue_;
  NumberedUuids request_ids_;
  NumberedUuids banner_ids_;
  NumberedUuids sharing_ids_;
  std::vector<Generation> ledger_;
  std::vector<Made> made_;  ///< beside ledger_
  std::unordered_map<std::uint64_t, std::uint32_t> same_bodies_;
  std::unordered_map<std::uint64_t, Lineage> heirs_;   ///< by banner number; only versions after the first
  std::unordered_map<std::string, int> last_version_;  ///< by sharing id; likewise
};

}  // namespace pressrun::simulator

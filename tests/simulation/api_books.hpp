#pragma once

#include "pressrun/domain/http.hpp"
#include "pressrun/domain/ledger.hpp"
#include "pressrun/simulator/model.hpp"

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace pressrun::test {

/// One generation as the API has it, and what of it the client was told.
struct Made {
  std::size_t account = 0;  ///< which of the world's APIs made it
  std::string request_id;
  DesignId design;
  std::string title;
  ContentDigest content;
  Formats formats;
  simulator::ServerTime accepted_at{};
  bool foreign = false;                           ///< another client's
  bool immediate = false;                         ///< of the synchronous endpoint
  bool late = false;                              ///< its POST was held up: sent long before it was accepted
  bool named = false;                             ///< its body names the formats
  std::map<std::string, std::string> banner_ids;  ///< format → id of what came, or will come
  int process = 0;                                ///< during which it was accepted

  // What reached the client.
  bool id_told = false;
  bool end_told = false;
  std::map<std::string, int> banners_told;           ///< id → process that was told last
  std::set<std::string> formats_told;                ///< of banners that named one
  std::map<std::string, std::string> failures_told;  ///< format, perhaps none → reason
  std::size_t nameless_told = 0;                     ///< banners of the final answer
  bool foreign_told = false;                         ///< one was said to be of another design

  /// What stands behind `path` in the target, up to a question mark.
  std::string id_in(const std::string& target, std::string_view path);

  enum class End { still_to_come, brought, failed, missing };
  /// What the client can know of one format. What it was told in words that can be read in two ways is
  /// missing.
  [[nodiscard]] End end_of(const std::string& format) const;
  [[nodiscard]] std::string reason(const std::string& format) const;
};

/// The books of the APIs of a world, and all that clients were told by them.
class ApiBooks {
 public:
  /// Takes in what this API has accepted since the last time.
  void catch_up(std::size_t account, const simulator::Model& model, int process);
  /// An answer reaches the client.
  void hear(std::size_t account, const simulator::Model& model, const HttpRequest& request,
            const HttpResponse& response, int process);
  /// The next generation that is accepted was sent long before.
  void note_late(std::size_t account) { ++late_[account]; }

  [[nodiscard]] const std::vector<Made>& made() const { return made_; }
  [[nodiscard]] const Made* find(const std::string& request_id) const;
  [[nodiscard]] const Made* of_banner(const std::string& banner_id) const;

 private:
  void hear_end(Made& made, const HttpResponse& response, int process);

  std::vector<Made> made_;  // of all accounts, each account's in order
  std::map<std::string, std::size_t> by_id_;
  std::map<std::string, std::size_t> by_banner_;
  std::map<std::size_t, std::size_t> taken_;  // by account
  std::map<std::size_t, std::size_t> late_;
};

}  // namespace pressrun::test

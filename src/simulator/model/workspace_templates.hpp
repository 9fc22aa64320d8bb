#pragma once

#include "pressrun/simulator/model.hpp"
#include "simulator/model/catalogue.hpp"
#include "simulator/model/problems.hpp"
#include "simulator/model/projects.hpp"
#include "simulator/model/uuids.hpp"

#include <boost/json/array.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace pressrun::simulator {

/// Workspace templates and their duplication into projects (API reference 9.5).
class WorkspaceTemplates {
 public:
  /// `list`: a JSON array; each has, beside what the API shows, `design`: the id of the design that is
  /// copied. Throws std::invalid_argument.
  WorkspaceTemplates(const std::string& list, std::uint64_t seed);

  [[nodiscard]] boost::json::array all(const std::string& category, const std::string& type) const;
  [[nodiscard]] boost::json::array categories() const;
  HttpResponse use(const std::string& template_id, const std::string& body, const Projects& projects,
                   ServerTime now);
  [[nodiscard]] HttpResponse duplication(const std::string& id, ServerTime now) const;
  /// Copies that are done by now become designs.
  void advance(Catalogue& catalogue, ServerTime now);

 private:
  struct Duplication {
    std::size_t of;  ///< which template
    boost::json::object project;
    std::string name;
    ServerTime asked_at;
    bool is_failed = false;  ///< there is no such design to copy
    bool is_done = false;
  };
  [[nodiscard]] boost::json::object body_of(std::size_t number, ServerTime now) const;
  void copy(std::size_t number, Catalogue& catalogue);

  boost::json::array templates_;
  NumberedUuids request_ids_;
  NumberedUuids design_ids_;
  std::vector<Duplication> duplications_;
  std::size_t first_open_ = 0;
};

}  // namespace pressrun::simulator

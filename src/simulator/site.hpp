#pragma once

#include "pressrun/simulator/model.hpp"
#include "simulator/asset_cache.hpp"
#include "simulator/model/faults.hpp"

#include <cstddef>
#include <memory>
#include <string>

namespace pressrun::simulator {

/// An answer, and a body besides `reply.response.body` where it is kept for others too.
struct Answer {
  Reply reply;
  std::shared_ptr<const std::string> shared_body;
  [[nodiscard]] const std::string& body() const { return shared_body ? *shared_body : reply.response.body; }
};

/// All that the server has to say: the model's answers, files, a page for people. No sockets, no clock.
class Site {
 public:
  /// `scenario.asset_base_url` is "<base_url>/assets".
  Site(Scenario scenario, std::string base_url);

  [[nodiscard]] Answer answer(const HttpRequest& request, ServerTime now);
  [[nodiscard]] Model& model() { return model_; }
  [[nodiscard]] std::string stats_json() const { return model_.stats_json(); }

 private:
  [[nodiscard]] Answer file(std::string_view path);
  [[nodiscard]] Answer file(const HttpRequest& request, std::string_view path, ServerTime now);
  [[nodiscard]] Answer dynamic_image(const HttpRequest& request);
  [[nodiscard]] Answer welcome() const;

  std::string page_;  // before the model, which takes the scenario
  Faults faults_;     // of files; likewise
  Model model_;
  AssetCache files_;
};

}  // namespace pressrun::simulator

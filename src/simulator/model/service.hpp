#pragma once

#include "pressrun/simulator/model.hpp"
#include "simulator/model/catalogue.hpp"
#include "simulator/model/dynamic_images.hpp"
#include "simulator/model/generations.hpp"
#include "simulator/model/outgoing_webhooks.hpp"
#include "simulator/model/problems.hpp"
#include "simulator/model/projects.hpp"
#include "simulator/model/routes.hpp"
#include "simulator/model/signing_secrets.hpp"
#include "simulator/model/workspace_templates.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <variant>

namespace pressrun::simulator {

/// The API behind its edge: one method an endpoint, no limits, no faults. Keeps a reference to the scenario.
class Service {
 public:
  explicit Service(const Scenario& scenario);

  [[nodiscard]] std::optional<ApiError> authenticate(const HttpRequest& request) const;
  [[nodiscard]] std::optional<ApiError> negotiate(
      const HttpRequest& request) const;  ///< media types, body size
  Reply serve(const HttpRequest& request, const Route& to, ServerTime now);

  void edit_design(const std::string& document) { catalogue_.replace(document); }
  [[nodiscard]] const Generations& generations() const { return generations_; }
  [[nodiscard]] std::uint64_t assets() const { return assets_; }
  [[nodiscard]] std::int64_t credits_consumed() const { return consumed_; }
  [[nodiscard]] OutgoingWebhooks& webhooks() { return webhooks_; }
  [[nodiscard]] const OutgoingWebhooks& webhooks() const { return webhooks_; }
  std::optional<WebhookAttempt> take_webhook(ServerTime now);
  [[nodiscard]] std::optional<AssetSpec> asset(const std::string& banner_id) const;
  /// Opens a dynamic image's URL, which costs where it was not rendered before; nothing: there is none.
  std::optional<std::variant<AssetSpec, ApiError>> open_dynamic_image(const std::string& target);

 private:
  [[nodiscard]] HttpResponse list_designs(const Route& to) const;
  [[nodiscard]] HttpResponse read_design(const Route& to) const;
  [[nodiscard]] HttpResponse read_format(const Route& to) const;
  [[nodiscard]] HttpResponse read_banner(const Route& to, ServerTime now) const;
  [[nodiscard]] HttpResponse credits() const;
  HttpResponse poll(const Route& to, ServerTime now);
  HttpResponse export_banners(const HttpRequest& request, ServerTime now);
  HttpResponse rotate_secret(const Route& to, ServerTime now);
  HttpResponse create_dynamic_image(const HttpRequest& request, const Route& to);
  [[nodiscard]] HttpResponse list_templates(const Route& to) const;
  HttpResponse create_project(const HttpRequest& request, ServerTime now);

  HttpResponse generate(const HttpRequest& request, const Route& to, ServerTime now);
  HttpResponse render_now(Order order, const HttpRequest& request, ServerTime now);
  HttpResponse render_later(Order order, const HttpRequest& request, ServerTime now);
  [[nodiscard]] std::optional<ApiError> not_allowed(const Order& order) const;
  [[nodiscard]] std::optional<ApiError> wrong_original(const Order& order, ServerTime now) const;
  void charge(const Order& order, std::uint64_t key);

  const Scenario& scenario_;
  Catalogue catalogue_;
  Generations generations_;
  DynamicImages dynamic_images_;
  WorkspaceTemplates templates_;
  Projects projects_;
  boost::json::array fonts_;
  NumberedUuids export_ids_;
  OutgoingWebhooks webhooks_;
  SigningSecrets secrets_;
  std::uint64_t exports_ = 0;
  std::uint64_t assets_ = 0;
  std::int64_t consumed_ = 0;
};

}  // namespace pressrun::simulator

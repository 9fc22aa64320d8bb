#include "api/delivery.hpp"

#include "api/check_value.hpp"
#include "pressrun/api/file_types.hpp"

#include <algorithm>
#include <string>
#include <vector>

namespace pressrun::api {
namespace {

constexpr std::array deliveries{std::string_view{"async"}, std::string_view{"sync"}};
// What §5.2 does not list, or lists as refused.
constexpr std::array fields_refused{std::string_view{"callback_url"}, std::string_view{"html5"},
                                    std::string_view{"gif"},          std::string_view{"video"},
                                    std::string_view{"print"},        std::string_view{"pages"}};
// "Async only" in §6.3 and §11.
constexpr std::array properties_refused{
    std::string_view{"text_to_image"}, std::string_view{"text_to_image_properties"},
    std::string_view{"expand"},        std::string_view{"expand_properties"},
    std::string_view{"upscale"},       std::string_view{"upscale_properties"}};

const Member* member(const Mapping& mapping, std::string_view key) {
  const auto found = std::ranges::find(mapping, key, &Member::key);
  return found == mapping.end() ? nullptr : &*found;
}

/// What keeps one job from being delivered at once.
class SyncCheck {
 public:
  SyncCheck(const JobSpec& spec, const Member& delivery, const Design* design, Diagnostics& findings)
      : spec_(spec), delivery_(delivery), design_(design), findings_(findings) {}

  void run() {
    type();
    formats();
    for (const std::string_view field : fields_refused) {
      if (const Member* found = member(spec_.request, field))
        add(*found, found->key, "'" + found->key + "' does not go with 'delivery: sync'");
    }
    if (const Member* original = member(spec_.request, "original_visual_id"))
      add(*original, original->key,
          "the API leaves open what 'original_visual_id' does with 'delivery: sync'", Severity::warning);
    const Member* elements = member(spec_.request, "elements");
    if (elements == nullptr || elements->value.mapping() == nullptr) return;
    for (const Member& layer : *elements->value.mapping()) properties(layer);
  }

 private:
  void add(const Member& at, std::string path, std::string message, Severity severity = Severity::error,
           std::string hint = "leave 'delivery' out") {
    findings_.items.push_back(
        {severity, at.key_at, std::move(path), std::move(message), std::move(hint), "", 1});
  }

  void type() {
    const bool other =
        design_ != nullptr && design_->type != DesignType::unknown && design_->type != DesignType::static_;
    if (!other) return;
    add(delivery_, std::string{delivery_key},
        "'delivery: sync' is for static designs; design '" + spec_.design_name + "' is " +
            std::string{name_of(design_->type)});
  }

  /// Without a name the API renders the first format and no other: a wrong picture where more are meant.
  void formats() {
    const Member* named = member(spec_.request, "template_format_names");
    const Sequence* list = named == nullptr ? nullptr : named->value.sequence();
    const bool one_named = named != nullptr && (named->value.scalar() != nullptr || list != nullptr) &&
                           (list == nullptr || list->size() == 1);
    const bool none_named = named == nullptr || (list != nullptr && list->empty());
    const bool only_one = none_named && design_ != nullptr && design_->formats.size() == 1;
    if (one_named || only_one) return;
    add(delivery_, std::string{delivery_key}, "'delivery: sync' makes one format", Severity::error,
        "name it: 'template_format_names: [NAME]'; a matrix gives a job for each");
  }

  void properties(const Member& layer) {
    const std::string path = "elements." + layer.key;
    const Mapping* all = layer.value.mapping();
    if (all == nullptr) return;  // no endpoint is given a bare text
    for (const Member& property : *all) {
      const bool refused = std::ranges::find(properties_refused, property.key) != properties_refused.end();
      if (refused)
        add(property, path + "." + property.key, "'" + property.key + "' does not go with 'delivery: sync'");
      if (property.key == "remove_bg_properties" && property.value.find("model") != nullptr)
        add(property, path + "." + property.key,
            "a 'model' to cut out with does not go with 'delivery: sync'");
      if (property.key == "remove_bg")
        add(property, path + "." + property.key,
            "'remove_bg' may take longer than the ten seconds that 'delivery: sync' has", Severity::warning);
    }
  }

  const JobSpec& spec_;
  const Member& delivery_;
  const Design* design_;
  Diagnostics& findings_;
};

}  // namespace

bool wants_sync(const Mapping& request) {
  const Member* delivery = member(request, delivery_key);
  const Scalar* word = delivery == nullptr ? nullptr : delivery->value.scalar();
  return word != nullptr && word->text == "sync";
}

void check_delivery(const JobSpec& spec, const Design* design, Diagnostics& findings) {
  const Member* delivery = member(spec.request, delivery_key);
  if (delivery == nullptr || delivery->value.is_null()) return;
  const Scalar* word = delivery->value.scalar();
  Limit known;
  known.choices = deliveries;
  auto fault = word == nullptr ? std::optional{Fault{wanted(ValueKind::text, known), ""}}
                               : check_scalar(*word, ValueKind::text, known, Medium::unknown);
  if (fault) return report_value(findings, delivery->value, delivery->key, delivery->key, std::move(*fault));
  if (word->text == "sync") SyncCheck(spec, *delivery, design, findings).run();
}

}  // namespace pressrun::api

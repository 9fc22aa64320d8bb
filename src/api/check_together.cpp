#include "api/check_together.hpp"

#include "api/coerce.hpp"

#include <algorithm>
#include <array>

namespace pressrun::api {
namespace {

struct Ignored {
  std::string_view property;
  std::string_view beside;
};
constexpr std::array ignored{Ignored{"image_encoded", "image_url"}, Ignored{"text_to_image", "image_url"},
                             Ignored{"text_to_image", "image_encoded"},
                             Ignored{"audio_encoded", "audio_url"}};

struct Need {
  std::string_view property;
  std::string_view value;   ///< "": any; "true": where it is a yes
  std::string_view needed;  ///< members of an object are joined by a dot
  Severity severity;
  std::string_view source;
  std::string_view message;
  std::string_view hint;
};
// clang-format off
constexpr std::array needs{
    Need{"auto_resize", "true", "min_font_size", Severity::error, "6.1",
         "'auto_resize' needs 'min_font_size' beside it", "how small may the text become?"},
    Need{"text_to_image_properties", "", "text_to_image_properties.prompt", Severity::error, "6.3",
         "'text_to_image_properties' needs a 'prompt'", ""},
    Need{"text_to_image_properties", "", "text_to_image", Severity::warning, "6.3",
         "'text_to_image_properties' has no effect without 'text_to_image'", "add 'text_to_image: true'"},
    Need{"text_to_image", "true", "text_to_image_properties", Severity::warning, "6.3",
         "'text_to_image' needs a prompt", "write it in place of true, or as 'text_to_image_properties: {prompt: …}'"},
    Need{"mask_name", "rounded_corners", "mask_properties.radius", Severity::error, "6.3, 11",
         "'rounded_corners' needs a radius", "add 'mask_properties: {radius: 20}'"},
    Need{"filter_name", "duotone", "filter_properties.name", Severity::error, "6.3, 11",
         "'duotone' needs the name of its colours", "add 'filter_properties: {name: blue_orange}'"},
};
// clang-format on

struct Deprecated {
  std::string_view property;
  std::string_view value;
  std::string_view hint;
};
constexpr std::string_view in_place_of_face = "write 'people', with 'focus_framing: face'";
constexpr std::array deprecated{Deprecated{"auto_focus_properties.model", "face", in_place_of_face},
                                Deprecated{"auto_focus_model", "face", in_place_of_face}};

/// What each model looks at (§6.3); the other passes over it.
struct Focus {
  std::string_view property;
  std::string_view model;
};
constexpr std::array focus_of{Focus{"focus_objects", "generic"}, Focus{"focus_framing", "people"},
                              Focus{"focus_zoom", "people"}, Focus{"focus_target", "people"}};

const Member* find(const Mapping& mapping, std::string_view path) {
  const std::size_t dot = path.find('.');
  const auto found = std::ranges::find(mapping, path.substr(0, dot), &Member::key);
  if (found == mapping.end()) return nullptr;
  if (dot == std::string_view::npos) return &*found;
  const Mapping* inside = found->value.mapping();
  return inside == nullptr ? nullptr : find(*inside, path.substr(dot + 1));
}

std::string_view text_of(const Member* member) {
  const Scalar* scalar = member == nullptr ? nullptr : member->value.scalar();
  return scalar == nullptr ? std::string_view{} : std::string_view{scalar->text};
}

bool is_true(const Member& member) {
  const Scalar* scalar = member.value.scalar();
  if (scalar == nullptr) return false;
  const Coerced made = as_boolean(*scalar);
  const auto* value = std::get_if<boost::json::value>(&made);
  return value != nullptr && *value == true;
}

class Together {
 public:
  Together(const Mapping& properties, const LayerTarget* target, const std::function<void(Remark)>& tell)
      : properties_(properties), target_(target), tell_(tell) {}

  void run() const {
    for (const Ignored& each : ignored) pass_over(each);
    for (const Need& each : needs) need(each);
    for (const Deprecated& each : deprecated) deprecate(each);
    const Member* nested = find(properties_, "auto_focus_properties");
    if (nested != nullptr && nested->value.mapping() != nullptr)
      focus(*nested->value.mapping(), "model", "auto_focus_properties.");
    focus(properties_, "auto_focus_model", "");
    upscale();
  }

 private:
  void warn(const Member& about, std::string property, std::string message, std::string_view hint) const {
    tell_({about, std::move(property), Severity::warning, std::move(message), std::string{hint}});
  }

  /// The picture that the design has anyway does not count (§6.3).
  [[nodiscard]] bool is_own_image(const Ignored& each, const Member& beside) const {
    if (target_ == nullptr || each.property != "text_to_image" || each.beside != "image_url") return false;
    return std::ranges::find(target_->own_images, text_of(&beside)) != target_->own_images.end();
  }

  void pass_over(const Ignored& each) const {
    const Member* without_effect = find(properties_, each.property);
    const Member* beside = find(properties_, each.beside);
    if (without_effect == nullptr || beside == nullptr || is_own_image(each, *beside)) return;
    const std::string property{each.property};
    warn(*without_effect, property, "'" + property + "' is ignored beside '" + std::string{each.beside} + "'",
         "leave one of them out");
  }

  [[nodiscard]] bool design_has(std::string_view property) const {
    if (target_ == nullptr) return false;
    const auto found = target_->properties.find(property);
    return found != target_->properties.end() && found->second.listed;
  }

  void need(const Need& each) const {
    const Member* member = find(properties_, each.property);
    if (member == nullptr || find(properties_, each.needed) != nullptr) return;
    const bool inside = each.needed.starts_with(std::string{each.property} + ".");
    if (inside && member->value.mapping() == nullptr) return;  // that is a finding of its own
    const bool asked =
        each.value.empty() || (each.value == "true" ? is_true(*member) : text_of(member) == each.value);
    if (!asked || (each.needed == "text_to_image_properties" && design_has(each.needed))) return;
    tell_({*member, std::string{each.property}, each.severity, std::string{each.message},
           std::string{each.hint}});
  }

  void deprecate(const Deprecated& each) const {
    const Member* member = find(properties_, each.property);
    if (member == nullptr || text_of(member) != each.value) return;
    warn(*member, std::string{each.property}, "'" + std::string{each.value} + "' is deprecated", each.hint);
  }

  void focus(const Mapping& inside, std::string_view model_key, const std::string& path) const {
    const Member* written = find(inside, model_key);
    const std::string_view model = written == nullptr ? std::string_view{"generic"} : text_of(written);
    if (model != "generic" && model != "people") return;
    for (const Focus& each : focus_of) {
      const Member* member = find(inside, each.property);
      if (member == nullptr || each.model == model) continue;
      warn(*member, path + std::string{each.property},
           "'" + std::string{each.property} + "' has no effect with the model '" + std::string{model} + "'",
           "it goes with '" + std::string{each.model} + "'");
    }
  }

  /// §11, 09-30.
  void upscale() const {
    const Member* model = find(properties_, "upscale_properties.model");
    const Member* factor = find(properties_, "upscale_properties.upscale_factor");
    if (factor == nullptr || text_of(model) != "bria-increase-resolution") return;
    const Scalar* scalar = factor->value.scalar();
    const Coerced made = scalar == nullptr ? Coerced{Mismatch{}} : as_number(*scalar);
    const auto* number = std::get_if<boost::json::value>(&made);
    if (number == nullptr || *number == 2 || *number == 4 || *number == 2.0 || *number == 4.0) return;
    warn(*factor, "upscale_properties.upscale_factor",
         "'bria-increase-resolution' takes an 'upscale_factor' of 2 or 4", "");
  }

  const Mapping& properties_;
  const LayerTarget* target_;
  const std::function<void(Remark)>& tell_;
};

}  // namespace

void each_remark(const Mapping& properties, const LayerTarget* target,
                 const std::function<void(Remark)>& tell) {
  Together{properties, target, tell}.run();
}

}  // namespace pressrun::api

#include "pressrun/api/design_rules.hpp"

#include <array>

namespace pressrun::api {
namespace {

using enum ValueKind;

using Choices = std::span<const std::string_view>;

// clang-format off
constexpr auto alignments = std::to_array<std::string_view>({
  "top", "middle", "bottom", "left", "center", "right",
  "top left", "top center", "top right", "middle left", "middle center", "middle right",
  "bottom left", "bottom center", "bottom right",
  "top custom", "middle custom", "bottom custom", "custom left", "custom center", "custom right", "custom custom"});
constexpr auto text_alignments = std::to_array<std::string_view>({
  "top", "middle", "bottom", "left", "center", "right",
  "top left", "top center", "top right", "middle left", "middle center", "middle right",
  "bottom left", "bottom center", "bottom right",
  "top custom", "middle custom", "bottom custom", "custom left", "custom center", "custom right", "custom custom",
  "justify", "justify-left", "justify-center", "justify-right"});  // later than the others, see below
constexpr auto transforms = std::to_array<std::string_view>({"none", "uppercase", "lowercase", "titlecase", "capitalize"});
constexpr auto text_aligns = std::to_array<std::string_view>({"left", "center", "right"});
constexpr auto sides = std::to_array<std::string_view>({"left", "right", "top", "bottom", "none"});
constexpr auto fittings = std::to_array<std::string_view>({"cover", "fill"});
constexpr auto masks = std::to_array<std::string_view>({
  "circle", "rounded_corners", "blob", "squircle", "pentagon", "hexagon", "parallelogram", "window"});
constexpr auto filters = std::to_array<std::string_view>({"grayscale", "duotone"});
constexpr auto duotones = std::to_array<std::string_view>({
  "blue_green", "blue_orange", "deep_green_light_green", "BrightRed_light_yellow", "brown_pale_green", "brown_beige",
  "deep_blue_green", "deep_blue_red", "deep_purple_orange", "deep_purple_beige", "deep_purple_pale_green",
  "deep_blue_pale_green"});
constexpr auto directions = std::to_array<std::string_view>({"horizontal", "vertical", "diagonal"});
constexpr auto focus_models = std::to_array<std::string_view>({"generic", "people", "face"});
constexpr auto framings = std::to_array<std::string_view>({"face", "head", "shoulders", "full_body"});
constexpr auto zooms = std::to_array<std::string_view>({"off", "low", "medium", "max"});
constexpr auto focus_targets = std::to_array<std::string_view>({"largest", "left", "middle", "right", "all"});
constexpr auto cutters = std::to_array<std::string_view>({
  "bria-rmbg-2-0", "birefnet", "pixelcut", "imageUtils", "ideogram", "leonardo-remove-bg"});
constexpr auto painters = std::to_array<std::string_view>({
  "gemini-3-pro", "gemini-2.5-flash", "gemini-3.1-flash", "kling-image-o3", "wan-2.7", "gpt-image-1.5", "flux-2-pro",
  "qwen-2511", "nano-banana", "nano-banana-2", "nano-banana-pro", "seedream-4.5", "gpt-image-2", "grok-imagine",
  "flux-2-klein-9b", "gpt-image-2.5-sunburst", "gpt-image-2.5-flare", "seedream-5-pro"});
constexpr auto expanders = std::to_array<std::string_view>({"image-outpaint", "flux-2-pro-outpaint", "bria-expand"});
constexpr auto upscalers = std::to_array<std::string_view>({
  "seedvr-upscale", "topaz-precision", "crystal-upscaler", "bria-increase-resolution"});
constexpr auto patterns = std::to_array<std::string_view>({
  "bubbles", "cage", "cross", "doubleCircle", "drops", "parkay", "pills", "plus", "star", "ticTac", "ticTacFilled",
  "triangle", "wiggle"});
constexpr auto file_types = std::to_array<std::string_view>({
  "png", "jpeg", "webp", "avif", "gif", "pdf", "html5", "mp4", "auto"});
constexpr auto ad_networks = std::to_array<std::string_view>({
  "default", "google-ads", "google-marketing", "adform", "amazon-ads", "adroll", "iab", "custom"});
// clang-format on

constexpr Limit from(double min, double max) { return {.min = min, .max = max}; }
constexpr Limit least(double min) { return {.min = min}; }
constexpr Limit length(double min, double max) { return from(min, max); }
constexpr Limit one_of(Choices choices) { return {.choices = choices}; }
constexpr Limit written(Notation notation) { return {.notation = notation}; }
/// Not the contract's own word: a value outside is a warning.
constexpr Limit unsure(Limit limit) {
  limit.verified = false;
  return limit;
}
constexpr Limit weight{.min = 100, .max = 900, .step = 100};
constexpr Limit any_colour = written(Notation::colour);
constexpr Limit fill = written(Notation::fill);
constexpr Limit font{.min = 1, .max = 200, .notation = Notation::font};
constexpr Limit hex = written(Notation::hex);
constexpr Limit address = written(Notation::web_address);
constexpr Limit padding = written(Notation::padding);
constexpr Limit base64 = written(Notation::base64);
constexpr Limit few_addresses{.notation = Notation::web_address, .most_items = 4};  // the n8n node's bound

// clang-format off
constexpr std::array all_rules = std::to_array<PropertyRule>({
  {"*", "hidden", boolean, "6.0"},
  {"*", "shadow_color", text, "6.0", hex},
  {"*", "shadow_blur", number, "6.0", least(0)},
  {"*", "shadow_offset_x", number, "6.0", from(-200, 200)},
  {"*", "shadow_offset_y", number, "6.0", from(-200, 200)},

  {"root", "background_color", text, "6.0", any_colour},

  {"text", "payload", text, "6.1", length(1, 10'000)},
  {"text", "color", text, "6.1", any_colour},
  {"text", "background_color", text, "6.1", any_colour},
  {"text", "background_padding", text, "6.1", padding},  // its prose allows a number too, its type is a string
  {"text", "font_size", number, "6.1", least(1)},
  {"text", "font", text, "6.1", font},
  {"text", "font_weight", number, "6.1", weight},
  {"text", "line_height", number, "6.1", least(1)},
  {"text", "skew_y", number, "6.1", from(-20, 20)},
  {"text", "alignment", text, "6.1", one_of(text_alignments)},
  {"text", "stroke_width", number, "6.1", from(0, 40)},
  {"text", "stroke_color", text, "6.1", hex},
  {"text", "text_transform", text, "6.1", one_of(transforms)},
  {"text", "auto_resize", boolean, "6.1"},
  {"text", "min_font_size", number, "6.1", least(0)},
  {"text", "max_lines", number, "6.1", least(1)},
  {"text", "text_harmony", boolean, "6.1"},
  {"text", "text_truncation", boolean, "6.1"},
  {"text", "side_border", text, "6.1", one_of(sides)},
  {"text", "side_border_thickness", number, "6.1", least(0)},
  {"text", "side_border_padding", number, "6.1", least(0)},
  {"text", "side_border_spread", number, "6.1", least(0)},
  {"text", "side_border_offset", number, "6.1"},
  {"text", "side_border_color", text, "6.1", written(Notation::hex_or_cmyk)},
  {"text", "side_border_rounded", boolean, "6.1"},

  {"button", "payload", text, "6.2", length(1, 2'048)},
  {"button", "color", text, "6.2", any_colour},
  {"button", "background_color", text, "6.2; 11, 09-24", fill},
  {"button", "background_padding", text, "6.2", padding},
  {"button", "font_size", number, "6.2", least(1)},
  {"button", "font", text, "6.2", font},
  {"button", "font_weight", number, "6.2", weight},
  {"button", "line_height", number, "6.2", least(1)},
  {"button", "text_transform", text, "6.2", one_of(transforms)},
  {"button", "stroke_width", number, "6.2", from(0, 40)},
  {"button", "stroke_color", text, "6.2", hex},
  {"button", "alignment", text, "6.2", one_of(alignments)},
  {"button", "text_align", text, "6.2", one_of(text_aligns)},
  {"button", "auto_resize", boolean, "6.2"},
  {"button", "min_font_size", number, "6.2", least(0)},
  {"button", "icon_url", text, "11, 09-24", unsure(address), "v2026-09-24"},
  {"button", "icon_encoded", text, "11, 09-24", unsure(base64), "v2026-09-24"},
  {"button", "icon_color", text, "11, 09-24", unsure(hex), "v2026-09-24"},
  {"button", "text_shadow_color", text, "11, 09-24", unsure(hex), "v2026-09-24"},
  {"button", "text_shadow_blur", number, "11, 09-24", {}, "v2026-09-24"},
  {"button", "text_shadow_offset_x", number, "11, 09-24", {}, "v2026-09-24"},
  {"button", "text_shadow_offset_y", number, "11, 09-24", {}, "v2026-09-24"},

  {"image", "image_url", text, "6.3", address},
  {"image", "image_encoded", text, "6.3", base64},
  {"image", "opacity", number, "6.3", from(0, 100)},
  {"image", "fitting_type", text, "6.3", one_of(fittings)},
  {"image", "alignment", text, "6.3", one_of(alignments)},
  {"image", "mask_name", text, "6.3", one_of(masks)},
  {"image", "mask_properties", object, "6.3"},
  {"image", "mask_properties.radius", number_or_corners, "6.3", least(0)},
  {"image", "mask_properties.skew_y", number, "6.3", from(-22, 22)},
  {"image", "filter_name", text, "6.3", one_of(filters)},
  {"image", "filter_properties", object, "6.3"},
  {"image", "filter_properties.name", text, "6.3", one_of(duotones)},
  {"image", "overlay_direction", text, "6.3", one_of(directions)},
  {"image", "overlay_color_1", text, "6.3", hex},
  {"image", "overlay_color_2", text, "6.3", hex},
  {"image", "auto_focus", boolean, "6.3"},
  {"image", "auto_focus_properties", object, "6.3"},
  {"image", "auto_focus_properties.model", text, "6.3", one_of(focus_models)},
  {"image", "auto_focus_properties.focus_objects", text_list, "6.3"},
  {"image", "auto_focus_properties.focus_framing", text, "6.3", one_of(framings)},
  {"image", "auto_focus_properties.focus_zoom", text, "6.3", one_of(zooms)},
  {"image", "auto_focus_properties.focus_target", text, "6.3", one_of(focus_targets)},
  {"image", "auto_focus_model", text, "11, 09-24", unsure(one_of(focus_models)), "v2026-09-24"},
  {"image", "focus_objects", text_list, "11, 09-24", {}, "v2026-09-24"},
  {"image", "focus_framing", text, "11, 09-24", unsure(one_of(framings)), "v2026-09-24"},
  {"image", "focus_zoom", text, "11, 09-24", unsure(one_of(zooms)), "v2026-09-24"},
  {"image", "focus_target", text, "11, 09-24", unsure(one_of(focus_targets)), "v2026-09-24"},
  {"image", "remove_bg", boolean, "6.3"},
  {"image", "remove_bg_properties", object, "6.3"},
  {"image", "remove_bg_properties.remove_bg_crop", boolean, "6.3"},
  {"image", "remove_bg_properties.model", text, "6.3", unsure(one_of(cutters))},
  {"image", "text_to_image", boolean_or_text, "6.3", written(Notation::prompt)},
  {"image", "text_to_image_properties", object, "6.3"},
  {"image", "text_to_image_properties.prompt", text, "6.3", written(Notation::prompt)},
  {"image", "text_to_image_properties.model", text, "6.3", unsure(one_of(painters))},
  {"image", "text_to_image_properties.ratio", text, "6.3"},
  {"image", "text_to_image_properties.quality", text, "6.3"},
  {"image", "text_to_image_properties.inpaint_images", text_list, "6.3", few_addresses},
  {"image", "expand", boolean, "11, 09-24", {}, "v2026-09-24"},
  {"image", "expand_properties", object, "11, 09-24", {}, "v2026-09-24"},
  {"image", "expand_properties.model", text, "11, 09-24", unsure(one_of(expanders)), "v2026-09-24"},
  {"image", "upscale", boolean, "11, 09-30", {}, "v2026-09-30"},
  {"image", "upscale_properties", object, "11, 09-30", {}, "v2026-09-30"},
  {"image", "upscale_properties.model", text, "11, 09-30", unsure(one_of(upscalers)), "v2026-09-30"},
  {"image", "upscale_properties.upscale_factor", number, "11, 09-30", unsure(from(1, 4)), "v2026-09-30"},
  {"image", "stroke_width", number, "11, 10-20", unsure(from(0, 60)), "v2026-10-20"},
  {"image", "stroke_color", text, "11, 10-20", unsure(hex), "v2026-10-20"},

  {"logo", "image_url", text, "6.4", address},
  {"logo", "image_encoded", text, "6.4", base64},
  {"logo", "alignment", text, "6.4", one_of(alignments)},

  {"shape", "background_color", text, "6.5; 11, 09-24", fill},
  {"shape", "pattern_name", text, "6.5", one_of(patterns)},
  {"shape", "pattern_color", text, "6.5", hex},
  {"shape", "stroke_width", number, "6.5", from(0, 60)},
  {"shape", "stroke_color", text, "6.5", hex},

  {"rating", "rating_score", number, "6.6", from(0, 100)},
  {"rating", "star_dimension", number, "6.6", {.min = 0, .max = 400, .above_min = true}},
  {"rating", "star_margin", number, "6.6", from(0, 100)},
  {"rating", "star_color", text, "6.6", hex},
  {"rating", "background_color", text, "6.6", hex},

  {"illustration", "illustration_type", text, "6.7"},
  {"illustration", "illustration_file", text, "6.7"},
  {"illustration", "illustration_properties", object, "6.7"},
  {"illustration", "illustration_properties.primary_color", text, "6.7", hex},
  {"illustration", "alignment", text, "6.7", one_of(alignments)},
  {"illustration", "opacity", number, "6.7", from(0, 100)},

  {"qrcode", "payload", text, "6.8"},
  {"qrcode", "background_color", text, "6.8", written(Notation::hex_or_print)},
  {"qrcode", "foreground_color", text, "6.8", written(Notation::hex_or_print)},
  {"qrcode", "image_url", text, "6.8", unsure(address)},
  {"qrcode", "hide_icon", boolean, "6.8"},

  {"video", "video_url", text, "6.9", address},
  {"video", "audio_muted", number, "6.9", from(0, 1)},  // 0 or 1; true and false are refused

  {"audio", "audio_url", text, "6.10", address},
  {"audio", "audio_encoded", text, "6.10", written(Notation::base64_or_data)},
  {"audio", "max_volume", number, "6.10", from(0, 1)},
  {"audio", "speed", number, "6.10", from(0.25, 2)},
});

constexpr std::array late = std::to_array<LateChoice>({
  {"remove_bg_properties.model", "leonardo-remove-bg", "11, 10-02", "v2026-10-02"},
  {"text_to_image_properties.model", "gpt-image-2.5-sunburst", "11, 09-30", "v2026-09-30"},
  {"text_to_image_properties.model", "gpt-image-2.5-flare", "11, 09-30", "v2026-09-30"},
  {"text_to_image_properties.model", "seedream-5-pro", "11, 09-30", "v2026-09-30"},
  {"alignment", "justify", "11, 10-20/21", "v2026-10-20"},
  {"alignment", "justify-left", "11, 10-20/21", "v2026-10-20"},
  {"alignment", "justify-center", "11, 10-20/21", "v2026-10-20"},
  {"alignment", "justify-right", "11, 10-20/21", "v2026-10-20"},
});

constexpr std::array fields = std::to_array<FieldRule>({
  {"template_format_names", text_list, false, "5.3"},
  {"image_file_type", text, false, "5.1, 5.3", one_of(file_types)},
  {"file_compression_level", number, false, "5.3", from(1, 100)},
  {"callback_url", text, false, "5.3, 5.4", written(Notation::https_address)},
  {"html5", object, false, "5.3"},
  {"html5.page_title", text, false, "5.3"},
  {"html5.click_tag", text, false, "5.3", written(Notation::click_tag)},
  {"html5.ad_network", text, false, "5.3", unsure(one_of(ad_networks))},
  {"html5.include_backup_image", boolean, true, "5.3"},
  {"html5.repeat", number, true, "5.3", unsure(least(-1))},
  {"gif", object, false, "5.3"},
  {"gif.max_fps", number, false, "5.3", unsure(from(2, 9))},
  {"gif.repeat", number, false, "5.3", unsure(least(-1))},
  {"video", object, false, "5.3"},
  {"video.fps", number, false, "5.3", unsure(from(2, 25))},
  {"print", object, false, "5.3, 5.4"},
  {"print.color_profile", text, false, "5.3, 5.4", written(Notation::color_profile)},
  {"print.display_crop_marks", boolean, false, "5.3, 5.4"},
  {"original_visual_id", text, false, "5.5", written(Notation::uuid)},
});
// clang-format on

}  // namespace

std::span<const PropertyRule> property_rules() { return all_rules; }
std::span<const LateChoice> late_choices() { return late; }
std::span<const FieldRule> field_rules() { return fields; }

}  // namespace pressrun::api

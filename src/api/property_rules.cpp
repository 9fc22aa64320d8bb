#include "pressrun/api/design_rules.hpp"

#include <array>

namespace pressrun::api {
namespace {

using enum ValueKind;

// clang-format off
constexpr std::array rules = std::to_array<PropertyRule>({
  {"*", "hidden", boolean, "6.0"},
  {"*", "shadow_color", text, "6.0"},
  {"*", "shadow_blur", number, "6.0"},
  {"*", "shadow_offset_x", number, "6.0"},
  {"*", "shadow_offset_y", number, "6.0"},

  {"root", "background_color", text, "6.0"},

  {"text", "payload", text, "6.1"},
  {"text", "color", text, "6.1"},
  {"text", "background_color", text, "6.1"},
  {"text", "background_padding", text, "6.1"},  // its prose allows a number too, its type is a string
  {"text", "font_size", number, "6.1"},
  {"text", "font", text, "6.1"},
  {"text", "font_weight", number, "6.1"},
  {"text", "line_height", number, "6.1"},
  {"text", "skew_y", number, "6.1"},
  {"text", "alignment", text, "6.1"},
  {"text", "stroke_width", number, "6.1"},
  {"text", "stroke_color", text, "6.1"},
  {"text", "text_transform", text, "6.1"},
  {"text", "auto_resize", boolean, "6.1"},
  {"text", "min_font_size", number, "6.1"},
  {"text", "max_lines", number, "6.1"},
  {"text", "text_harmony", boolean, "6.1"},
  {"text", "text_truncation", boolean, "6.1"},
  {"text", "side_border", text, "6.1"},
  {"text", "side_border_thickness", number, "6.1"},
  {"text", "side_border_padding", number, "6.1"},
  {"text", "side_border_spread", number, "6.1"},
  {"text", "side_border_offset", number, "6.1"},
  {"text", "side_border_color", text, "6.1"},
  {"text", "side_border_rounded", boolean, "6.1"},

  {"button", "payload", text, "6.2"},
  {"button", "color", text, "6.2"},
  {"button", "background_color", text, "6.2"},
  {"button", "background_padding", text, "6.2"},
  {"button", "font_size", number, "6.2"},
  {"button", "font", text, "6.2"},
  {"button", "font_weight", number, "6.2"},
  {"button", "line_height", number, "6.2"},
  {"button", "text_transform", text, "6.2"},
  {"button", "stroke_width", number, "6.2"},
  {"button", "stroke_color", text, "6.2"},
  {"button", "alignment", text, "6.2"},
  {"button", "text_align", text, "6.2"},
  {"button", "auto_resize", boolean, "6.2"},
  {"button", "min_font_size", number, "6.2"},
  {"button", "icon_url", text, "11, 09-24"},
  {"button", "icon_encoded", text, "11, 09-24"},
  {"button", "icon_color", text, "11, 09-24"},
  {"button", "text_shadow_color", text, "11, 09-24"},
  {"button", "text_shadow_blur", number, "11, 09-24"},
  {"button", "text_shadow_offset_x", number, "11, 09-24"},
  {"button", "text_shadow_offset_y", number, "11, 09-24"},

  {"image", "image_url", text, "6.3"},
  {"image", "image_encoded", text, "6.3"},
  {"image", "opacity", number, "6.3"},
  {"image", "fitting_type", text, "6.3"},
  {"image", "alignment", text, "6.3"},
  {"image", "mask_name", text, "6.3"},
  {"image", "mask_properties", object, "6.3"},
  {"image", "mask_properties.radius", number_or_corners, "6.3"},
  {"image", "mask_properties.skew_y", number, "6.3"},
  {"image", "filter_name", text, "6.3"},
  {"image", "filter_properties", object, "6.3"},
  {"image", "filter_properties.name", text, "6.3"},
  {"image", "overlay_direction", text, "6.3"},
  {"image", "overlay_color_1", text, "6.3"},
  {"image", "overlay_color_2", text, "6.3"},
  {"image", "auto_focus", boolean, "6.3"},
  {"image", "auto_focus_properties", object, "6.3"},
  {"image", "auto_focus_properties.model", text, "6.3"},
  {"image", "auto_focus_properties.focus_objects", text_list, "6.3"},
  {"image", "auto_focus_properties.focus_framing", text, "6.3"},
  {"image", "auto_focus_properties.focus_zoom", text, "6.3"},
  {"image", "auto_focus_properties.focus_target", text, "6.3"},
  {"image", "auto_focus_model", text, "11, 09-24"},
  {"image", "focus_objects", text_list, "11, 09-24"},
  {"image", "focus_framing", text, "11, 09-24"},
  {"image", "focus_zoom", text, "11, 09-24"},
  {"image", "focus_target", text, "11, 09-24"},
  {"image", "remove_bg", boolean, "6.3"},
  {"image", "remove_bg_properties", object, "6.3"},
  {"image", "remove_bg_properties.remove_bg_crop", boolean, "6.3"},
  {"image", "remove_bg_properties.model", text, "6.3"},
  {"image", "text_to_image", boolean_or_text, "6.3"},
  {"image", "text_to_image_properties", object, "6.3"},
  {"image", "text_to_image_properties.prompt", text, "6.3"},
  {"image", "text_to_image_properties.model", text, "6.3"},
  {"image", "text_to_image_properties.ratio", text, "6.3"},
  {"image", "text_to_image_properties.quality", text, "6.3"},
  {"image", "text_to_image_properties.inpaint_images", text_list, "6.3"},
  {"image", "expand", boolean, "11, 09-24"},
  {"image", "expand_properties", object, "11, 09-24"},
  {"image", "expand_properties.model", text, "11, 09-24"},
  {"image", "upscale", boolean, "11, 09-30"},
  {"image", "upscale_properties", object, "11, 09-30"},
  {"image", "upscale_properties.model", text, "11, 09-30"},
  {"image", "upscale_properties.upscale_factor", number, "11, 09-30"},
  {"image", "stroke_width", number, "11, 10-20"},
  {"image", "stroke_color", text, "11, 10-20"},

  {"logo", "image_url", text, "6.4"},
  {"logo", "image_encoded", text, "6.4"},
  {"logo", "alignment", text, "6.4"},

  {"shape", "background_color", text, "6.5"},
  {"shape", "pattern_name", text, "6.5"},
  {"shape", "pattern_color", text, "6.5"},
  {"shape", "stroke_width", number, "6.5"},
  {"shape", "stroke_color", text, "6.5"},

  {"rating", "rating_score", number, "6.6"},
  {"rating", "star_dimension", number, "6.6"},
  {"rating", "star_margin", number, "6.6"},
  {"rating", "star_color", text, "6.6"},
  {"rating", "background_color", text, "6.6"},

  {"illustration", "illustration_type", text, "6.7"},
  {"illustration", "illustration_file", text, "6.7"},
  {"illustration", "illustration_properties", object, "6.7"},
  {"illustration", "illustration_properties.primary_color", text, "6.7"},
  {"illustration", "alignment", text, "6.7"},
  {"illustration", "opacity", number, "6.7"},

  {"qrcode", "payload", text, "6.8"},
  {"qrcode", "background_color", text, "6.8"},
  {"qrcode", "foreground_color", text, "6.8"},
  {"qrcode", "image_url", text, "6.8"},
  {"qrcode", "hide_icon", boolean, "6.8"},

  {"video", "video_url", text, "6.9"},
  {"video", "audio_muted", number, "6.9"},  // 0 or 1; true and false are refused

  {"audio", "audio_url", text, "6.10"},
  {"audio", "audio_encoded", text, "6.10"},
  {"audio", "max_volume", number, "6.10"},
  {"audio", "speed", number, "6.10"},
});

constexpr std::array fields = std::to_array<FieldRule>({
  {"template_format_names", text_list, false, "5.3"},
  {"image_file_type", text, false, "5.1, 5.3"},
  {"file_compression_level", number, false, "5.3"},
  {"callback_url", text, false, "5.3, 5.4"},
  {"html5", object, false, "5.3"},
  {"html5.page_title", text, false, "5.3"},
  {"html5.click_tag", text, false, "5.3"},
  {"html5.ad_network", text, false, "5.3"},
  {"html5.include_backup_image", boolean, true, "5.3"},
  {"html5.repeat", number, true, "5.3"},
  {"gif", object, false, "5.3"},
  {"gif.max_fps", number, false, "5.3"},
  {"gif.repeat", number, false, "5.3"},
  {"video", object, false, "5.3"},
  {"video.fps", number, false, "5.3"},
  {"print", object, false, "5.3, 5.4"},
  {"print.color_profile", text, false, "5.3, 5.4"},
  {"print.display_crop_marks", boolean, false, "5.3, 5.4"},
  {"original_visual_id", text, false, "5.5"},
});
// clang-format on

}  // namespace

std::span<const PropertyRule> property_rules() { return rules; }
std::span<const FieldRule> field_rules() { return fields; }

}  // namespace pressrun::api

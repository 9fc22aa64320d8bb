#include "simulator/model/value_rules.hpp"

#include <array>
#include <utility>

// The tables of API reference 5.3 and 6, property by property. They are written from the contract alone, on
// purpose not shared with the client's own checks: each is the other's test.

namespace pressrun::simulator {
namespace {

using Choices = std::span<const std::string_view>;

constexpr Rule boolean(std::string_view name) { return {.name = name, .kind = Kind::boolean}; }
constexpr Rule number(std::string_view name, double min) {
  return {.name = name, .kind = Kind::number, .min = min};
}
constexpr Rule number(std::string_view name, double min, double max) {
  return {.name = name, .kind = Kind::number, .min = min, .max = max};
}
constexpr Rule any_number(std::string_view name) { return {.name = name, .kind = Kind::number}; }
constexpr Rule choice(std::string_view name, Choices choices) {
  return {.name = name, .kind = Kind::choice, .choices = choices};
}
constexpr Rule text(std::string_view name) { return {.name = name, .kind = Kind::text}; }
constexpr Rule text(std::string_view name, double min, double max) {
  return {.name = name, .kind = Kind::text, .min = min, .max = max};
}
constexpr Rule colour(std::string_view name, Colours colours = Colours::hex) {
  return {.name = name, .kind = Kind::colour, .colours = colours};
}
constexpr Rule object(std::string_view name, Rules members) {
  return {.name = name, .kind = Kind::object, .members = members};
}
constexpr Rule of(std::string_view name, Kind kind) { return {.name = name, .kind = kind}; }
constexpr Rule required(Rule rule) {
  rule.required = true;
  return rule;
}
constexpr Rule nullable(Rule rule) {
  rule.nullable = true;
  return rule;
}

// clang-format off
constexpr std::array<std::string_view, 22> alignments{
    "top", "middle", "bottom", "left", "center", "right",
    "top left", "top center", "top right", "middle left", "middle center", "middle right",
    "bottom left", "bottom center", "bottom right",
    "top custom", "middle custom", "bottom custom", "custom left", "custom center", "custom right",
    "custom custom"};
constexpr std::array<std::string_view, 5> transforms{"none", "uppercase", "lowercase", "titlecase", "capitalize"};
constexpr std::array<std::string_view, 3> text_aligns{"left", "center", "right"};
constexpr std::array<std::string_view, 5> side_borders{"left", "right", "top", "bottom", "none"};
constexpr std::array<std::string_view, 2> fittings{"cover", "fill"};
constexpr std::array<std::string_view, 8> masks{
    "circle", "rounded_corners", "blob", "squircle", "pentagon", "hexagon", "parallelogram", "window"};
constexpr std::array<std::string_view, 2> filters{"grayscale", "duotone"};
constexpr std::array<std::string_view, 12> duotones{
    "blue_green", "blue_orange", "deep_green_light_green", "BrightRed_light_yellow", "brown_pale_green", "brown_beige",
    "deep_blue_green", "deep_blue_red", "deep_purple_orange", "deep_purple_beige", "deep_purple_pale_green",
    "deep_blue_pale_green"};
constexpr std::array<std::string_view, 3> directions{"horizontal", "vertical", "diagonal"};
constexpr std::array<std::string_view, 3> focus_models{"generic", "people", "face"};
constexpr std::array<std::string_view, 4> framings{"face", "head", "shoulders", "full_body"};
constexpr std::array<std::string_view, 4> zooms{"off", "low", "medium", "max"};
constexpr std::array<std::string_view, 5> targets{"largest", "left", "middle", "right", "all"};
constexpr std::array<std::string_view, 5> cutters{"bria-rmbg-2-0", "birefnet", "pixelcut", "imageUtils", "ideogram"};
constexpr std::array<std::string_view, 15> painters{
    "gemini-3-pro", "gemini-2.5-flash", "gemini-3.1-flash", "kling-image-o3", "wan-2.7", "gpt-image-1.5", "flux-2-pro",
    "qwen-2511", "nano-banana", "nano-banana-2", "nano-banana-pro", "seedream-4.5", "gpt-image-2", "grok-imagine",
    "flux-2-klein-9b"};
constexpr std::array<std::string_view, 13> patterns{
    "bubbles", "cage", "cross", "doubleCircle", "drops", "parkay", "pills", "plus", "star", "ticTac", "ticTacFilled",
    "triangle", "wiggle"};
constexpr std::array<std::string_view, 9> file_types{
    "png", "jpeg", "webp", "avif", "gif", "pdf", "html5", "mp4", "auto"};

constexpr std::array shared{
    boolean("hidden"), colour("shadow_color"), number("shadow_blur", 0),
    number("shadow_offset_x", -200, 200), number("shadow_offset_y", -200, 200)};

constexpr std::array root{colour("background_color", Colours::any)};

constexpr Rule font_weight{.name = "font_weight", .kind = Kind::integer_choice, .min = 100, .max = 900};

constexpr std::array text_layer{
    text("payload", 1, 10'000), colour("color", Colours::any), colour("background_color", Colours::any),
    of("background_padding", Kind::padding), number("font_size", 1), of("font", Kind::uuid), font_weight,
    number("line_height", 1), number("skew_y", -20, 20), choice("alignment", alignments),
    number("stroke_width", 0, 40), colour("stroke_color"), choice("text_transform", transforms),
    boolean("auto_resize"), number("min_font_size", 0), number("max_lines", 1), boolean("text_harmony"),
    boolean("text_truncation"), choice("side_border", side_borders), number("side_border_thickness", 0),
    number("side_border_padding", 0), number("side_border_spread", 0), any_number("side_border_offset"),
    colour("side_border_color", Colours::hex_or_cmyka), boolean("side_border_rounded")};

constexpr std::array button_layer{
    text("payload", 1, 2'048), colour("color", Colours::any), colour("background_color", Colours::any),
    of("background_padding", Kind::padding), number("font_size", 1), of("font", Kind::uuid), font_weight,
    number("line_height", 1), choice("text_transform", transforms), colour("stroke_color"),
    number("stroke_width", 0, 40), choice("alignment", alignments), choice("text_align", text_aligns),
    boolean("auto_resize"), number("min_font_size", 0)};

constexpr std::array mask_members{of("radius", Kind::radius), number("skew_y", -22, 22)};
constexpr std::array filter_members{choice("name", duotones)};
constexpr std::array focus_members{
    choice("model", focus_models), of("focus_objects", Kind::text_list), choice("focus_framing", framings),
    choice("focus_zoom", zooms), choice("focus_target", targets)};
constexpr std::array cutting_members{boolean("remove_bg_crop"), choice("model", cutters)};
constexpr std::array painting_members{
    required(of("prompt", Kind::prompt)), choice("model", painters), text("ratio"), text("quality"),
    of("inpaint_images", Kind::url_list)};

constexpr std::array image_layer{
    of("image_url", Kind::url), of("image_encoded", Kind::base64), number("opacity", 0, 100), choice("fitting_type", fittings),
    choice("alignment", alignments), choice("mask_name", masks), object("mask_properties", mask_members),
    choice("filter_name", filters), object("filter_properties", filter_members),
    choice("overlay_direction", directions), colour("overlay_color_1"), colour("overlay_color_2"),
    boolean("auto_focus"), object("auto_focus_properties", focus_members), boolean("remove_bg"),
    object("remove_bg_properties", cutting_members), of("text_to_image", Kind::generative),
    object("text_to_image_properties", painting_members)};

constexpr std::array logo_layer{
    of("image_url", Kind::url), of("image_encoded", Kind::base64), choice("alignment", alignments)};

constexpr std::array shape_layer{
    colour("background_color", Colours::any), choice("pattern_name", patterns),
    colour("pattern_color"), number("stroke_width", 0, 60), colour("stroke_color")};

constexpr Rule star_dimension{.name = "star_dimension", .kind = Kind::number, .min = 0, .max = 400, .above_min = true};
constexpr std::array rating_layer{
    number("rating_score", 0, 100), star_dimension, number("star_margin", 0, 100), colour("star_color"),
    colour("background_color")};

constexpr std::array illustration_members{colour("primary_color")};
constexpr std::array illustration_layer{
    text("illustration_type"), text("illustration_file"), object("illustration_properties", illustration_members),
    choice("alignment", alignments), number("opacity", 0, 100)};

constexpr std::array qrcode_layer{
    text("payload"), colour("background_color", Colours::hex_or_print),
    colour("foreground_color", Colours::hex_or_print), text("image_url"), boolean("hide_icon")};

constexpr Rule audio_muted{.name = "audio_muted", .kind = Kind::muted, .min = 0, .max = 1};
constexpr std::array video_layer{of("video_url", Kind::url), audio_muted};

constexpr std::array audio_layer{
    of("audio_url", Kind::url), of("audio_encoded", Kind::media_data), number("max_volume", 0, 1), number("speed", 0.25, 2)};

constexpr std::array html5_members{
    text("page_title"), of("click_tag", Kind::click_tag), text("ad_network"), nullable(boolean("include_backup_image")),
    nullable(number("repeat", -1))};
constexpr std::array gif_members{number("max_fps", 2, 9), number("repeat", -1)};
constexpr std::array video_members{number("fps", 2, 25)};
constexpr std::array print_members{of("color_profile", Kind::uuid), boolean("display_crop_marks")};

constexpr std::array request{
    choice("image_file_type", file_types), number("file_compression_level", 1, 100), of("callback_url", Kind::url),
    object("html5", html5_members), object("gif", gif_members), object("video", video_members),
    object("print", print_members), of("original_visual_id", Kind::uuid), of("elements", Kind::elsewhere),
    of("pages", Kind::elsewhere), of("template_format_name", Kind::elsewhere),
    of("template_format_names", Kind::elsewhere)};

constexpr std::array<std::pair<std::string_view, Rules>, 10> by_type{{
    {"text", text_layer}, {"button", button_layer}, {"image", image_layer}, {"logo", logo_layer},
    {"shape", shape_layer}, {"rating", rating_layer}, {"illustration", illustration_layer},
    {"qrcode", qrcode_layer}, {"video", video_layer}, {"audio", audio_layer}}};
// clang-format on

}  // namespace

Rules shared_rules() { return shared; }
Rules root_rules() { return root; }
Rules request_rules() { return request; }

Rules rules_of(std::string_view layer_type) {
  for (const auto& [type, rules] : by_type) {
    if (type == layer_type) return rules;
  }
  return {};
}

const Rule* find_rule(Rules rules, std::string_view name) {
  for (const Rule& rule : rules) {
    if (rule.name == name) return &rule;
  }
  return nullptr;
}

}  // namespace pressrun::simulator

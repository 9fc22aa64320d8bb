#include "integration/differential_values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <string>

namespace pressrun::test {
namespace {

// clang-format off
struct Named {
  std::string_view name;
  std::string_view values;
};

// What many properties share; "$name" in a list of values stands for it.
constexpr auto named = std::to_array<Named>({
  {"$alignment", "top|middle|bottom|left|center|right|top left|middle center|bottom right|top custom|custom left|custom custom"},
  {"$odd_alignment", "TOP|left top|center middle|justify|justify-left|custom|top  left| top|~"},
  {"$hex", "#FFFFFF|#00ff7f|#12345678"},
  {"$odd_hex", "#FFF|#FFFF|#FFFFF|#GGGGGG|FFFFFF| #FFFFFF|red|rgb(1,2,3)|cmyka(0,0,0,100)|~|@0"},
  {"$truth", "true|false"},
  {"$odd_truth", "yes|no|1|0|YES|True|TRUE| true|on|off|2|maybe|~|@0"},
  {"$unbound", "0|1|2.5|999|0x10|1e2"},
  {"$odd_number", "-1|-0.5|abc|~|.inf|.nan|1e400|1_000|1,5| 7|true|@0"},
});


constexpr auto properties = std::to_array<Sample>({
  {"*", "hidden", "$truth", "$odd_truth"},
  {"*", "shadow_color", "$hex", "$odd_hex"},
  {"*", "shadow_blur", "$unbound", "$odd_number"},
  {"*", "shadow_offset_x", "-200|0|200", "-201|200.5|-200.5|x|~"},
  {"*", "shadow_offset_y", "-200|0|200", "-201|200.5|-200.5|x|~"},
  {"root", "background_color", "$hex", "$odd_hex"},
  {"text", "payload", "Hi|007|true|12.50|@10000|@u10000|a<br>b", "@10001|@u10001|@0|~"},
  {"button", "payload", "Buy|@2048|@u2048", "@2049|@u2049|@10000|@0|~"},
  {"text button", "color", "$hex", "$odd_hex"},
  {"text button", "background_color", "$hex", "$odd_hex"},
  {"text button", "background_padding", "4 8|12|1.5 0", "~|-3|4  8|4 8 2|4px|four|5%|@0"},
  {"text button", "font_size", "1|24|1.5|500", "0|0.5|0.999|$odd_number"},
  {"text button", "font", "0c1f5a52-7d1e-4d0a-9a6b-3f5c1d2e4a01|Inter|house sans|00000000-0000-4000-8000-000000000000",
   "Intre|0c1f5a52|12|0C1F5A52-7D1E-4D0A-9A6B-3F5C1D2E4A01|@0|~"},
  {"text button", "font_weight", "100|400|900|700.0", "0|50|150|1000|400.5|bold|-100|~"},
  {"text button", "line_height", "1|110|1.5", "0|0.5|$odd_number"},
  {"text", "skew_y", "-20|0|20|3.5", "-21|20.5|-20.01|x|~"},
  {"text button", "alignment", "$alignment", "$odd_alignment"},
  {"text button", "stroke_width", "0|40|2.5", "-1|40.5|41|60|x|~"},
  {"text button", "stroke_color", "$hex", "$odd_hex"},
  {"text button", "text_transform", "none|uppercase|lowercase|titlecase|capitalize", "Uppercase|title|None|~|@0"},
  {"text button", "auto_resize", "$truth", "$odd_truth"},
  {"text button", "min_font_size", "0|8|12.5", "$odd_number"},
  {"text", "max_lines", "1|3", "0|0.9|$odd_number"},
  {"text", "text_harmony", "$truth", "$odd_truth"},
  {"text", "text_truncation", "$truth", "$odd_truth"},
  {"text", "side_border", "left|right|top|bottom|none", "Left|both|center|~|false"},
  {"text", "side_border_thickness", "$unbound", "$odd_number"},
  {"text", "side_border_padding", "$unbound", "$odd_number"},
  {"text", "side_border_spread", "$unbound", "$odd_number"},
  {"text", "side_border_offset", "-12|0|12.5", "x|~|.inf"},
  {"text", "side_border_color", "$hex|cmyka(0,0,0,100)|cmyka(1,2,3,4,50)", "cmyk(0,0,0,100)|cmyka(0,0,0)|cmyka(0,0,0,101)|#FFF|~"},
  {"text", "side_border_rounded", "$truth", "$odd_truth"},
  {"button", "text_align", "left|center|right", "middle|top|Left|justify|~"},
  {"image logo", "image_url", "https://files.example/k.jpg|http://files.example/k.png?x=1", "files.example/k.jpg|ftp://files.example/k.jpg|https://|/k.jpg|@0|~|7"},
  {"image logo", "image_encoded", "iVBORw0KGgo=|AAAA", "~|[a]|data:image/png;base64,AAAA|data:image/png;base64,A.|no picture!|AA==A|@0"},
  {"image illustration", "opacity", "0|100|33.3", "-1|100.1|101|x|~"},
  {"image", "fitting_type", "cover|fill", "Cover|contain|~"},
  {"image logo illustration", "alignment", "$alignment", "$odd_alignment"},
  {"image", "mask_name", "circle|rounded_corners|blob|squircle|pentagon|hexagon|parallelogram|window", "star|Circle|none|~"},
  {"image", "mask_properties.radius", "0|20|4.5", "-1|x|~|[1;2]"},
  {"image", "mask_properties.skew_y", "-22|0|22", "-23|22.5|x|~"},
  {"image", "filter_name", "grayscale|duotone", "sepia|Grayscale|~"},
  {"image", "filter_properties.name", "blue_green|blue_orange|deep_green_light_green|BrightRed_light_yellow|brown_pale_green|brown_beige|deep_blue_green|deep_blue_red|deep_purple_orange|deep_purple_beige|deep_purple_pale_green|deep_blue_pale_green",
   "brightred_light_yellow|Blue_green|pink|~"},
  {"image", "overlay_direction", "horizontal|vertical|diagonal", "across|Vertical|~"},
  {"image", "overlay_color_1", "$hex", "$odd_hex"},
  {"image", "overlay_color_2", "$hex", "$odd_hex"},
  {"image", "auto_focus", "$truth", "$odd_truth"},
  {"image", "auto_focus_properties.model", "generic|people|face", "person|Generic|~"},
  {"image", "auto_focus_properties.focus_objects", "[Car;Person]|[]|Car", "~|[~]|[[a]]"},
  {"image", "auto_focus_properties.focus_framing", "face|head|shoulders|full_body", "body|full body|~"},
  {"image", "auto_focus_properties.focus_zoom", "off|low|medium|max", "high|3|~|false"},
  {"image", "auto_focus_properties.focus_target", "largest|left|middle|right|all", "center|~"},
  {"image", "remove_bg", "$truth", "$odd_truth"},
  {"image", "remove_bg_properties.remove_bg_crop", "$truth", "$odd_truth"},
  {"image", "remove_bg_properties.model", "bria-rmbg-2-0|birefnet|pixelcut|imageUtils|ideogram", "leonardo-remove-bg|rembg|imageutils|~"},
  {"image", "text_to_image", "true|false|a red kite|a red kite,https://files.example/a.png", "yes|red kite|kite,https://files.example/a.png|@0|1|~|a b,c"},
  {"image", "text_to_image_properties.prompt", "a red kite|three  plain   words", "red kite|@30|@0|~|  a  b  "},
  {"image", "text_to_image_properties.model", "gemini-3-pro|gemini-2.5-flash|gemini-3.1-flash|kling-image-o3|wan-2.7|gpt-image-1.5|flux-2-pro|qwen-2511|nano-banana|nano-banana-2|nano-banana-pro|seedream-4.5|gpt-image-2|grok-imagine|flux-2-klein-9b",
   "gpt-image-2.5-sunburst|gpt-image-2.5-flare|seedream-5-pro|dall-e|Nano-banana|~"},
  {"image", "text_to_image_properties.ratio", "16:9|square_hd|1024x1024", "~|[a]"},
  {"image", "text_to_image_properties.quality", "1K|high", "~"},
  {"image", "text_to_image_properties.inpaint_images", "[https://files.example/a.png]|https://files.example/b.png|[]", "[a.png]|kite|~|[~]"},
  {"shape", "background_color", "$hex", "$odd_hex"},
  {"shape", "pattern_name", "bubbles|cage|cross|doubleCircle|drops|parkay|pills|plus|star|ticTac|ticTacFilled|triangle|wiggle", "doublecircle|dots|Bubbles|~"},
  {"shape", "pattern_color", "$hex", "$odd_hex"},
  {"shape", "stroke_width", "0|60|41", "-1|60.5|61|x|~"},
  {"shape", "stroke_color", "$hex", "$odd_hex"},
  {"rating", "rating_score", "0|50|100", "-1|100.5|101|five|~"},
  {"rating", "star_dimension", "0.1|400|24", "0|-1|400.5|401|x|~"},
  {"rating", "star_margin", "0|100|4", "-1|100.5|101|x|~"},
  {"rating", "star_color", "$hex", "$odd_hex"},
  {"rating", "background_color", "$hex", "$odd_hex"},
  {"illustration", "illustration_type", "undraw|feather|our own", "~"},
  {"illustration", "illustration_file", "kite|12", "~|[a]"},
  {"illustration", "illustration_properties.primary_color", "$hex", "$odd_hex"},
  {"qrcode", "payload", "https://shop.example|12345|@3000", "~"},
  {"qrcode", "background_color", "$hex", "$odd_hex"},
  {"qrcode", "foreground_color", "$hex", "$odd_hex"},
  {"qrcode", "image_url", "https://files.example/k.png", "k.png|~"},
  {"qrcode", "hide_icon", "$truth", "$odd_truth"},
  {"video", "video_url", "https://files.example/a.mp4?trim_start=2", "a.mp4|~|ftp://files.example/a.mp4"},
  {"video", "audio_muted", "0|1|0.5", "true|false|2|-1|1.5|x|~"},
  {"audio", "audio_url", "https://files.example/a.mp3", "a.mp3|~"},
  {"audio", "audio_encoded", "AAAA|data:audio/mp3;base64,AAAA", "~|data:audio/mp3,AAAA|data:audio/mp3;base64,|no sound!|A=A="},
  {"audio", "max_volume", "0|1|0.5", "-0.1|1.1|100|x|~"},
  {"audio", "speed", "0.25|2|1", "0.2|0.24|2.1|0|x|~"},
});

constexpr auto fields = std::to_array<Sample>({
  {"", "file_compression_level", "1|100|80.5", "0|0.5|100.5|101|-1|high|~"},
  {"", "callback_url", "https://hooks.example/job?id=7", "http://hooks.example/job|hooks.example|ftp://hooks.example|mailto:a@b|@0|~|7"},
  {"animated html5", "html5.page_title", "Kites|12", "~|[a]"},
  {"animated html5", "html5.click_tag", "https://shop.example|[MACRO]https://shop.example", "~|%%CLICK%%|%%CLICK%%https://shop.example|www.shop.example|@0|[MACRO]"},
  {"animated html5", "html5.ad_network", "default|google-ads|google-marketing|adform|amazon-ads|adroll", "Google-ads|adwords|~"},
  {"animated html5", "html5.include_backup_image", "true|false|~", "maybe|2|@0"},
  {"animated html5", "html5.repeat", "-1|0|3|~", "-2|x|-1.5"},
  {"animated gif", "gif.max_fps", "2|9|5", "1|1.9|9.1|10|x|~"},
  {"animated gif", "gif.repeat", "-1|0|1", "-2|x|~"},
  {"animated mp4", "video.fps", "2|25|24", "1|1.5|25.5|26|60|x|~"},
  {"print", "print.color_profile", "be2ab219-8fe4-4d85-91ba-65bdc9ddaf01|CMYK ISO Coated v2 (ECI)|iso uncoated|11111111-2222-4333-8444-555555555555",
   "BE2AB219-8FE4-4D85-91BA-65BDC9DDAF01|be2ab219|fogra39|RGB|@0|~"},
  {"print", "print.display_crop_marks", "$truth", "$odd_truth"},
});
// clang-format on

constexpr std::string_view colours =
    "$hex|#FFF|#FFFF|#FFFFF|#1234567|#123456789|#GG0000|FFFFFF|red|cmyka(0,0,0,100)|cmyka(0,0,0,100,50)|"
    "cmyka(0,0,0,100,101)|cmyka(0,0,0)|cmyka(0, 0, 0, "
    "100)|cmyka(0,0,0,100,50,1)|cmyka(-1,0,0,0)|CMYKA(0,0,0,100)|"
    "cmyka(nan,0,0,0)|cmyka(inf,0,0,0)|cmyka(12.5,0,0,0)|cmyka(1e1,0,0,0)|cmyka(10%,0,0,0)|cmyk(0,0,0,100)|"
    "cmyk(0%,0%,0%,100%)|cmyk(0,0,0,100,50)|linear-gradient(0% 0% 100% 0%,0% #FF0000 1,100% #0000FF 0.5)|"
    "linear-gradient(0% 0% 100% 0%,0% #FF0000 1, 100% #0000FF 1)|linear-gradient(0% 0% 100%,0% #FF0000 "
    "1,100% #0000FF "
    "1)|linear-gradient(0% 0% 101% 0%,0% #FF0000 1,100% #0000FF 1)|linear-gradient(0% 0% 100% 0%,0% #FF0000 "
    "2,100% "
    "#0000FF 1)|linear-gradient(0% 0% 100% 0%,0% #FF0000 1)|linear-gradient(0% 0% 100% 0%,0% #F00 1,100% "
    "#00F 1)|"
    "linear-gradient(0% 0% 100% 0%,0% #FF0000 1,50% #00FF00 1,100% #0000FF 1)|linear-gradient(nan% 0% 100% "
    "0%,0% "
    "#FF0000 1,100% #0000FF 1)|linear-gradient(0% 0% 100% 0%,0% cmyk(0,0,0,100) 1,100% cmyk(0,0,0,0) 1)|"
    "linear-gradient(0% 0% 100% 0%,0% #FF000080 1,100% #0000FF 1)|radial-gradient(50% 50% 50%,0% #FF0000 "
    "1,100% "
    "#0000FF 1)|radial-gradient(50% 50% 0%,0% #FF0000 1,100% #0000FF 1)|transparent|~|@0";

constexpr std::string_view addresses =
    "https://files.example/k.jpg|http://files.example|HTTPS://FILES.EXAMPLE/K.JPG|https://127.0.0.1:8080/"
    "a|https://[::1]/"
    "a|https://files.example/a%20b.jpg|https://files.example/a "
    "b.jpg|https://files.example/\xC3\xA4.jpg|https:///a.jpg|"
    "https://:80/a|https://files.example:port/a|https://files.example:99999/a|https://files.example/"
    "%zz|https://"
    "files.example/[a]|https://user@/a|https://user:pw@files.example/a|https://?a|https:files.example|//"
    "files.example/a|"
    "ftp://files.example/a|data:image/png;base64,AAAA|javascript:alert(1)|https://files.example/a#b#c|https:/"
    "/files.example/"
    "{a}|files.example|@0|~";

constexpr std::string_view scalars =
    "Hi|@0|~|true|false|yes|0|1|-1|0.5|2|12|400|1e400|.inf|-.inf|.nan|0x10|0o7|1_000| 12 "
    "|+3|.5|5.|12px|50%|None|"
    "\xFF\xFE|a\tb|@300|square|0c1f5a52-7d1e-4d0a-9a6b-3f5c1d2e4a01";

std::vector<std::string_view> parts(std::string_view list, char by = '|') {
  std::vector<std::string_view> out;
  const auto add = [&](std::string_view part) {
    const auto shared = std::ranges::find(named, part, &Named::name);
    const auto inside = shared == named.end() ? std::vector{part} : parts(shared->values);
    out.insert(out.end(), inside.begin(), inside.end());
  };
  for (std::size_t end = list.find(by); end != std::string_view::npos; end = list.find(by)) {
    add(list.substr(0, end));
    list.remove_prefix(end + 1);
  }
  add(list);
  return out;
}

Value list_of(std::string_view inside) {
  Sequence items;
  if (inside.empty()) return Value{items};
  for (const std::string_view each : parts(inside, ';')) items.push_back(value_of(each));
  return Value{items};
}

std::string letters(std::string_view count) {
  const bool wide = count.starts_with('u');
  if (wide) count.remove_prefix(1);
  std::size_t many = 0;
  std::from_chars(count.data(), count.data() + count.size(), many);
  std::string text;
  for (std::size_t i = 0; i < many; ++i) text += wide ? "\xC3\xA4" : "x";
  return text;
}

Value one_of(std::string_view list, Dice& dice) {
  const auto all = parts(list);
  return value_of(dice.pick(all));
}

}  // namespace

std::span<const Sample> property_samples() { return properties; }
std::span<const Sample> field_samples() { return fields; }

Value value_of(std::string_view written) {
  if (written.starts_with('[') && written.ends_with(']'))
    return list_of(written.substr(1, written.size() - 2));
  if (written.starts_with('@')) return Value::string(letters(written.substr(1)));
  return Value::plain(std::string{written});
}

/// A number or a truth in quotes means the same; a null in quotes does not.
Value good_value(const Sample& sample, Dice& dice) {
  Value value = one_of(sample.good, dice);
  auto* scalar = std::get_if<Scalar>(&value.content);
  if (scalar != nullptr && !value.is_null() && dice.one_in(4)) scalar->plain = false;
  return value;
}

Value odd_value(const Sample& sample, Dice& dice) {
  Value value = one_of(sample.odd, dice);
  auto* scalar = std::get_if<Scalar>(&value.content);
  if (scalar != nullptr && dice.one_in(4)) scalar->plain = false;
  return value;
}

Value any_colour(Dice& dice) { return one_of(colours, dice); }
Value any_address(Dice& dice) { return one_of(addresses, dice); }
Value any_scalar(Dice& dice) { return one_of(scalars, dice); }

Value any_value(Dice& dice) {
  switch (dice.below(8)) {
    case 0:
      return any_colour(dice);
    case 1:
      return any_address(dice);
    case 2:
      return Value{Sequence{}};
    case 3:
      return Value{Sequence{any_scalar(dice), any_scalar(dice)}};
    case 4:
      return Value{Mapping{}};
    case 5:
      return Value{Mapping{Member{"tl", any_scalar(dice), {}}, Member{"any", any_scalar(dice), {}}}};
    default:
      return any_scalar(dice);
  }
}

void set(Mapping& mapping, std::string_view key, Value value) {
  const auto found = std::ranges::find(mapping, key, &Member::key);
  if (found != mapping.end()) {
    found->value = std::move(value);
  } else {
    mapping.push_back(Member{std::string{key}, std::move(value), {}});
  }
}

bool belongs(std::string_view types, std::string_view type) {
  const auto all = parts(types, ' ');
  return types == "*" || std::ranges::find(all, type) != all.end();
}

}  // namespace pressrun::test

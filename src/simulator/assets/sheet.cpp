#include "simulator/assets/sheet.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <glib.h>
#include <memory>

namespace pressrun::simulator {
namespace {

namespace json = boost::json;

constexpr std::size_t most_blocks = 40;
constexpr std::size_t most_pages = 60;
constexpr std::size_t most_text = 400;

/// What Pango can be given: UTF-8 without NUL, bounded.
std::string showable(std::string_view text) {
  const bool cut = text.size() > most_text;
  if (cut) text = text.substr(0, most_text);
  while (cut && !text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0) == 0x80)
    text.remove_suffix(1);
  if (cut && !text.empty() && static_cast<unsigned char>(text.back()) >= 0xC0) text.remove_suffix(1);
  const std::unique_ptr<char, decltype(&g_free)> valid{
      g_utf8_make_valid(text.data(), static_cast<gssize>(text.size())), g_free};
  return std::string{valid.get()} + (cut ? "…" : "");
}

std::string text_of(const json::object& element, std::string_view key) {
  const json::value* value = element.if_contains(key);
  if (value == nullptr) return {};
  if (value->is_string()) return showable({value->get_string().data(), value->get_string().size()});
  return value->is_number() ? json::serialize(*value) : std::string{};
}

std::optional<Colour> colour_of(const json::object& element, std::string_view key) {
  return colour_in(text_of(element, key));
}

std::string last_part(std::string url) {
  url = url.substr(0, url.find_first_of("?#"));
  while (url.ends_with('/')) url.pop_back();
  return url.substr(url.rfind('/') + 1);  // npos + 1 is the whole
}

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

bool is_hidden(const json::object& element) {
  const json::value* hidden = element.if_contains("hidden");
  return hidden != nullptr && hidden->is_bool() && hidden->get_bool();
}

BlockKind text_kind(std::string_view name, const Block& block) {
  if (block.background || contains(name, "cta") || contains(name, "button")) return BlockKind::button;
  return contains(name, "title") && !contains(name, "sub") ? BlockKind::headline : BlockKind::text;
}

std::optional<Block> block_of(std::string_view name, const json::object& element) {
  if (is_hidden(element)) return std::nullopt;
  Block block{BlockKind::text, text_of(element, "payload"), colour_of(element, "color"),
              colour_of(element, "background_color")};
  const std::string url = text_of(element, "image_url");
  if (!block.text.empty()) {
    block.kind = text_kind(name, block);
  } else if (!url.empty()) {
    block.kind = contains(name, "logo") ? BlockKind::logo : BlockKind::picture;
    block.text = last_part(url);
  } else if (block.background) {
    block.kind = BlockKind::shape;
  } else {
    return std::nullopt;
  }
  return block;
}

/// A light colour of the design's own, where the request gives none.
Colour own_background(std::string_view design) {
  std::uint32_t sum = 2166136261;
  for (const char c : design) sum = (sum ^ static_cast<unsigned char>(c)) * 16777619;
  constexpr std::array<Colour, 6> paints{Colour{0.09, 0.20, 0.31}, Colour{0.84, 0.15, 0.24},
                                         Colour{0.95, 0.66, 0.18}, Colour{0.18, 0.53, 0.44},
                                         Colour{0.40, 0.29, 0.58}, Colour{0.20, 0.47, 0.70}};
  return mixed({1, 1, 1}, paints[sum % paints.size()], 0.16);
}

/// As elements are asked for, so they are read: the headline leads, buttons come last.
void put_in_order(std::vector<Block>& blocks) {
  const auto rank = [](const Block& block) {
    return block.kind == BlockKind::headline ? 0 : block.kind == BlockKind::button ? 2 : 1;
  };
  std::ranges::stable_sort(blocks, {}, rank);
  const auto is_text = [](const Block& b) {
    return b.kind == BlockKind::headline || b.kind == BlockKind::text;
  };
  const auto first = std::ranges::find_if(blocks, is_text);
  if (first != blocks.end()) first->kind = BlockKind::headline;
}

bool is_written(const Block& block) {
  return block.kind == BlockKind::headline || block.kind == BlockKind::text ||
         block.kind == BlockKind::button;
}

/// Shown where the request asks for no text.
Block design_name(const AssetSpec& spec) { return {BlockKind::headline, showable(spec.design_name), {}, {}}; }

Sheet sheet_of(const json::value& elements, const AssetSpec& spec, std::string caption) {
  Sheet sheet{std::move(caption), own_background(spec.design_name), {}};
  static const json::object none;
  for (const auto& [name, element] : elements.is_object() ? elements.get_object() : none) {
    if (!element.is_object() || sheet.blocks.size() == most_blocks) continue;
    if (name == "root") {
      sheet.background = colour_of(element.get_object(), "background_color").value_or(sheet.background);
      continue;
    }
    if (auto block = block_of({name.data(), name.size()}, element.get_object()))
      sheet.blocks.push_back(std::move(*block));
  }
  if (std::ranges::none_of(sheet.blocks, is_written)) sheet.blocks.push_back(design_name(spec));
  put_in_order(sheet.blocks);
  return sheet;
}

std::string number(double value) {
  std::string text = std::to_string(value);
  while (text.ends_with('0')) text.pop_back();
  if (text.ends_with('.')) text.pop_back();
  return text;
}

std::string size_of(const AssetSpec& spec) {
  return number(spec.width) + " × " + number(spec.height) + " " + showable(spec.unit);
}

std::string caption_of(const AssetSpec& spec) {
  const std::string format = spec.format.empty() ? "" : " · " + showable(spec.format);
  return showable(spec.design_name) + format + " · " + size_of(spec);
}

json::value parsed(const std::string& text) {
  json::error_code failed;
  json::value value = json::parse(text, failed);  // 32 levels at most
  return failed ? json::value{} : value;
}

}  // namespace

std::vector<Sheet> sheets_of(const AssetSpec& spec) {
  const json::value content = parsed(spec.elements_json);
  const bool catalogue = spec.type == "pdf" && spec.format.empty() && content.is_object();
  if (!catalogue || content.get_object().empty()) return {sheet_of(content, spec, caption_of(spec))};
  std::vector<Sheet> pages;
  for (const auto& [name, page] : content.get_object()) {
    if (pages.size() == most_pages) break;
    const std::string caption = caption_of(spec) + " · " + showable({name.data(), name.size()});
    pages.push_back(sheet_of(page, spec, caption));
  }
  return pages;
}

}  // namespace pressrun::simulator

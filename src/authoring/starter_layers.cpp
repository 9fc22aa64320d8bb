#include "authoring/starter_layers.hpp"

#include "authoring/property_notes.hpp"
#include "authoring/settings.hpp"
#include "authoring/yaml_text.hpp"
#include "pressrun/api/design_rules.hpp"

#include <algorithm>
#include <set>

namespace pressrun::authoring {
namespace {

constexpr std::size_t widest = 110;

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

/// Why nothing of this layer can stand in the manifest; empty: something can.
std::string obstacle(const Element& element, const std::set<std::string>& seen) {
  const auto known = api::properties_of(type_of(element));
  if (known && known->empty()) return "nothing of it can be written";
  if (seen.contains(element.name))
    return "another layer has the same name: what is written there goes to both";
  if (element.name == "vars") return "a layer called 'vars' cannot be addressed";
  if (!stands_as_key(element.name)) return "its name cannot stand in a manifest";
  return {};
}

std::string setting_line(const Setting& setting, std::string_view element_type) {
  std::string line = yaml_text(setting.property) + ":" + (setting.yaml.empty() ? "" : " " + setting.yaml);
  std::vector<std::string> notes;
  if (!setting.help.empty()) notes.push_back(comment_text(setting.help));
  if (const std::string note = full_note_of(element_type, setting.property); !note.empty())
    notes.push_back(note);
  if (!setting.dormant.empty()) notes.push_back(setting.dormant);
  std::string comment;
  for (const std::string& note : notes) comment += (comment.empty() ? "   # " : "; ") + note;
  return (setting.is_active() ? "" : "# ") + line + comment;
}

struct Block {
  std::string text;
  bool active = false;
};

Block layer_block(const Design& design, const std::string& page, const Element& element,
                  const std::string& indent, ToldTypes& told, Extent extent) {
  const auto settings = settings_of(design, page, element, extent);
  const std::string type = type_of(element);
  Block block;
  block.active = std::ranges::any_of(settings, &Setting::is_active);
  const std::string inner = indent + "  ";
  block.text =
      indent + (block.active ? "" : "# ") + yaml_text(element.name) + ":   # " + comment_text(type) + "\n";
  std::vector<std::string> listed;
  for (const Setting& setting : settings) {
    listed.push_back(setting.property);
    block.text += inner + setting_line(setting, type) + "\n";
  }
  if (told.insert(type).second)
    block.text += wrapped_comment(inner, "also: ", further_properties(type, listed));
  return block;
}

std::string obstacle_line(const Element& element, const std::string& why, const std::string& indent) {
  const std::string members = element.members.empty() ? "" : " of " + comment_text(joined(element.members));
  return indent + "# " + comment_text(element.type) + " " + comment_text(yaml_text(element.name)) + members +
         ": " + why + "\n";
}

std::string variables_block(const Design& design, const std::string& indent) {
  if (design.variables.empty()) return {};
  std::string text = indent + "# vars:   # what stands for {name} in the design's texts\n";
  for (const std::string& name : design.variables)
    text += indent + "#   " + comment_text(yaml_text(name)) + ": \"\"\n";
  return text;
}

}  // namespace

std::string wrapped_comment(const std::string& indent, const std::string& lead,
                            const std::vector<std::string>& words) {
  std::string text;
  std::string line;
  for (const std::string& word : words) {
    const bool first = text.empty() && line.empty();
    if (!first && indent.size() + line.size() + word.size() + 2 > widest) {
      text += line + ",\n";
      line.clear();
    }
    if (line.empty()) {
      line = indent + "# " + (first ? lead : std::string(lead.size(), ' ')) + word;
    } else {
      line += ", " + word;
    }
  }
  return line.empty() ? text : text + line + "\n";
}

std::string layers_block(const Design& design, const std::string& page, const std::vector<Element>& elements,
                         const std::string& key, int indent, ToldTypes& told, Extent extent) {
  const std::string outer(static_cast<std::size_t>(indent), ' ');
  const std::string inner = outer + "  ";
  bool active = false;
  std::string body = page.empty() ? variables_block(design, inner) : "";
  std::set<std::string> seen;
  for (const Element& element : elements) {
    const std::string why = obstacle(element, seen);
    if (!why.empty()) {
      body += obstacle_line(element, why, inner);
      continue;
    }
    seen.insert(element.name);
    Block block = layer_block(design, page, element, inner, told, extent);
    active = active || block.active;
    body += block.text;
  }
  // A key with nothing but comments below it would be a null.
  return outer + yaml_text(key) + (active ? ":\n" : ": {}\n") + body;
}

}  // namespace pressrun::authoring

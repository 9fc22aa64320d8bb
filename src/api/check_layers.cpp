#include "api/check_layers.hpp"

#include "api/check_age.hpp"
#include "api/check_extra.hpp"
#include "api/check_together.hpp"
#include "api/hidden_layer.hpp"
#include "pressrun/domain/suggest.hpp"

#include <algorithm>
#include <array>

namespace pressrun::api {
namespace {

constexpr std::array corners{std::string_view{"tl"}, std::string_view{"tr"}, std::string_view{"br"},
                             std::string_view{"bl"}};

class LayerCheck {
 public:
  LayerCheck(const LayerPlace& scope, Diagnostics& findings) : scope_(scope), findings_(findings) {}

  void layers(const Member& all, const std::string& path) {
    const Mapping* members = all.value.mapping();
    if (all.value.is_null()) return report_empty(findings_, all, path, path);
    if (members == nullptr) return misfit(all.value, path, path, wanted(ValueKind::object, {}));
    for (const Member& layer : *members) {
      layer_ = &layer;
      root_ = &path;
      if (layer.key == "vars") {
        variables(layer);
      } else if (scope_.targets == nullptr) {
        unknown_design(layer);
      } else {
        known_design(layer);
      }
    }
  }

 private:
  // Paths and messages are made for findings alone: sound jobs are many.
  [[nodiscard]] std::string path_of(std::string_view inside = {}) const {
    std::string path = *root_ + "." + layer_->key;
    if (!inside.empty()) path += "." + std::string{inside};
    return path;
  }

  void add(const Member& member, std::string path, std::string message, std::string hint, Severity severity) {
    findings_.items.push_back(
        {severity, member.key_at, std::move(path), std::move(message), std::move(hint), "", 1});
  }

  void misfit(const Value& value, std::string path, const std::string& name, std::string must) {
    report_value(findings_, value, std::move(path), name, Fault{std::move(must), ""});
  }

  void known_design(const Member& layer) {
    const LayerTarget* target = scope_.targets->find(layer.key);
    if (target == nullptr) {
      add(layer, path_of(), scope_.owner + " has no element '" + layer.key + "'",
          hint_for(layer.key, scope_.targets->names(scope_.variables != nullptr)), Severity::error);
    } else if (target->takes_nothing) {
      add(layer, path_of(), "'" + layer.key + "' (" + target->types + ") takes no values", "",
          Severity::error);
    } else {
      properties(layer, *target);
    }
  }

  /// A bare text that stands in the manifest is the loader's to refuse; one that a reference gives is met
  /// here.
  [[nodiscard]] const Mapping* properties_in(const Member& layer) {
    const Mapping* properties = layer.value.mapping();
    if (layer.value.is_null()) {
      report_empty(findings_, layer, path_of(), layer.key);
    } else if (properties == nullptr) {
      misfit(layer.value, path_of(), layer.key, wanted(ValueKind::object, {}));
    }
    return properties;
  }

  void properties(const Member& layer, const LayerTarget& target) {
    const Mapping* properties = properties_in(layer);
    if (properties == nullptr) return;
    const bool hidden = is_hidden_layer(*properties);
    for (const Member& property : *properties) {
      const auto known = target.properties.find(property.key);
      if (property.key == extra_key) {
        extra(property, [&](const std::string& name) { return target.properties.contains(name); });
      } else if (known == target.properties.end()) {
        unknown_property(property, target);
      } else if (hidden && is_empty_property(property.value)) {
        continue;
      } else if (property.value.is_null()) {
        report_empty(findings_, property, path_of(property.key), property.key);
      } else if (known->second.rule != nullptr) {
        if (!known->second.listed) age(property, *known->second.rule);
        value(property, *known->second.rule);
      }
    }
    dependencies(*properties, &target);
    if (!scope_.makes_video && target.types == "audio")
      add(layer, path_of(), "'" + layer.key + "' (audio) is heard in mp4 alone", "", Severity::warning);
  }

  void unknown_property(const Member& property, const LayerTarget& target) {
    std::vector<std::string> known;
    for (const auto& [name, known_of_it] : target.properties) known.emplace_back(name);
    std::ranges::sort(known);
    add(property, path_of(property.key),
        "'" + layer_->key + "' (" + target.types + ") has no property '" + property.key + "'",
        member_meant(property.key, known) ? hint_for(property.key, known)
                                          : known_or_extra(property.key, known),
        Severity::error);
  }

  static std::string known_or_extra(const std::string& name, const std::vector<std::string>& known) {
    const std::string hint = hint_for(name, known);
    return (hint.empty() ? "" : hint + "; ") + std::string{extra_hint};
  }

  template <class IsKnown>
  void extra(const Member& property, const IsKnown& is_known) {
    check_extra(property, path_of(property.key), is_known, findings_);
  }

  /// Without the design a layer's type is not known: what no type would take is wrong whatever it is.
  void unknown_design(const Member& layer) {
    const Mapping* properties = properties_in(layer);
    if (properties == nullptr) return;
    const bool hidden = is_hidden_layer(*properties);
    for (const Member& property : *properties) {
      if (property.key == extra_key) {
        extra(property, [](const std::string& name) { return !rules_of_all_types(name).empty(); });
      } else if (hidden && is_empty_property(property.value)) {
        continue;
      } else if (property.value.is_null()) {
        report_empty(findings_, property, path_of(property.key), property.key);
      } else {
        of_some_type(property);
      }
    }
    dependencies(*properties, nullptr);
  }

  void of_some_type(const Member& property) {
    const auto rules = rules_of_all_types(property.key);
    if (rules.empty()) return of_no_type(property);
    if (rules.size() == 1) return value(property, *rules.front());
    const std::size_t before = findings_.items.size();
    std::optional<Diagnostics> mildest;
    for (const PropertyRule* rule : rules) {
      value(property, *rule);
      const auto begin = findings_.items.begin() + static_cast<std::ptrdiff_t>(before);
      Diagnostics found{{begin, findings_.items.end()}};
      findings_.items.erase(begin, findings_.items.end());
      if (found.items.empty()) return;
      if (!mildest || (mildest->has_errors() && !found.has_errors())) mildest = std::move(found);
    }
    findings_.items.insert(findings_.items.end(), mildest->items.begin(), mildest->items.end());
  }

  /// No more than a warning: a design may list properties of its own (API reference §5.7).
  void of_no_type(const Member& property) {
    std::vector<std::string> known;
    for (const PropertyRule& rule : property_rules()) {
      if (rule.property.find('.') == std::string_view::npos) known.emplace_back(rule.property);
    }
    add(property, path_of(property.key), "no type of element has a property '" + property.key + "'",
        hint_for(property.key, known), Severity::warning);
  }

  /// What the design lists the API knows, whatever its age.
  void age(const Member& property, const PropertyRule& rule) {
    if (!rule.since.empty()) check_age(property, rule, scope_.api_version, path_of(property.key), findings_);
  }

  void value(const Member& property, const PropertyRule& rule) {
    const Value& value = property.value;
    if (rule.kind == ValueKind::object) return object(property, rule);
    if (rule.kind == ValueKind::text_list) return list(property, rule);
    if (const Scalar* scalar = value.scalar()) {
      if (auto fault = check_scalar(*scalar, rule.kind, rule.limit, scope_.medium))
        report_value(findings_, value, path_of(property.key), property.key, std::move(*fault));
      else if (!rule.limit.choices.empty() && !scope_.api_version.empty())
        check_age_of_value(property, rule, scope_.api_version, path_of(property.key), findings_);
    } else if (rule.kind == ValueKind::number_or_corners && value.mapping() != nullptr) {
      each_corner(property, rule);
    } else {
      misfit(value, path_of(property.key), property.key, wanted(rule.kind, rule.limit));
    }
  }

  void each_corner(const Member& property, const PropertyRule& rule) {
    for (const Member& corner : *property.value.mapping()) {
      const std::string path = path_of(property.key) + "." + corner.key;
      if (std::ranges::find(corners, corner.key) == corners.end()) {
        add(corner, path, "a radius has no corner '" + corner.key + "'", "known: 'tl', 'tr', 'br', 'bl'",
            Severity::error);
        continue;
      }
      const Scalar* scalar = corner.value.scalar();
      auto fault = scalar == nullptr ? Fault{wanted(ValueKind::number, rule.limit), ""}
                                     : check_scalar(*scalar, ValueKind::number, rule.limit, scope_.medium);
      if (fault) report_value(findings_, corner.value, path, corner.key, std::move(*fault));
    }
  }

  void object(const Member& property, const PropertyRule& outer) {
    const Mapping* members = property.value.mapping();
    if (members == nullptr)
      return misfit(property.value, path_of(property.key), property.key, wanted(ValueKind::object, {}));
    for (const Member& member : *members) {
      const std::string name = property.key + "." + member.key;
      const PropertyRule* rule = rule_of(outer.element, name);
      if (rule == nullptr) {
        unknown_member(property.key, member);
      } else if (member.value.is_null()) {
        report_empty(findings_, member, path_of(name), name);
      } else {
        const Member renamed{name, member.value, member.key_at};
        value(renamed, *rule);
      }
    }
  }

  /// One that is newer than the table stands under `extra`.
  void unknown_member(const std::string& object, const Member& member) {
    std::vector<std::string> known;
    for (const PropertyRule& rule : property_rules()) {
      if (rule.property.starts_with(object + "."))
        known.emplace_back(rule.property.substr(object.size() + 1));
    }
    const auto meant = member_meant(member.key, known);
    add(member, path_of(object + "." + member.key), "'" + object + "' has no member '" + member.key + "'",
        meant ? "did you mean '" + *meant + "'?" : hint_for(member.key, known), Severity::error);
  }

  void list(const Member& property, const PropertyRule& rule) {
    const Sequence* items = property.value.sequence();
    if (items == nullptr && property.value.scalar() != nullptr) return item(property, property.value, rule);
    if (items == nullptr)
      return misfit(property.value, path_of(property.key), property.key, wanted(rule.kind, rule.limit));
    for (const Value& one : *items) item(property, one, rule);
    const std::size_t most = rule.limit.most_items;
    if (most > 0 && items->size() > most)
      add(property, path_of(property.key),
          "'" + property.key + "' has more than " + std::to_string(most) + " items",
          "the API may refuse them", Severity::warning);
  }

  void item(const Member& property, const Value& value, const PropertyRule& rule) {
    const Scalar* scalar = value.scalar();
    auto fault = scalar == nullptr ? Fault{wanted(ValueKind::text, rule.limit), ""}
                                   : check_scalar(*scalar, ValueKind::text, rule.limit, scope_.medium);
    if (fault) report_value(findings_, value, path_of(property.key), property.key, std::move(*fault));
  }

  void dependencies(const Mapping& properties, const LayerTarget* target) {
    each_remark(properties, target, [this](Remark remark) {
      add(remark.about, path_of(remark.property), std::move(remark.message), std::move(remark.hint),
          remark.severity);
    });
  }

  void variables(const Member& layer) {
    const Mapping* variables = layer.value.mapping();
    if (layer.value.is_null()) return report_empty(findings_, layer, path_of(), layer.key);
    if (variables == nullptr) return misfit(layer.value, path_of(), "vars", wanted(ValueKind::object, {}));
    for (const Member& variable : *variables) {
      const Scalar* scalar = variable.value.scalar();
      if (variable.value.is_null()) {
        report_empty(findings_, variable, path_of(variable.key), variable.key);
      } else if (scalar == nullptr) {
        misfit(variable.value, path_of(variable.key), variable.key, wanted(ValueKind::text, {}));
      }
      if (scope_.variables == nullptr) continue;
      if (std::ranges::find(*scope_.variables, variable.key) != scope_.variables->end()) continue;
      add(variable, path_of(variable.key), scope_.owner + " has no variable '" + variable.key + "'",
          hint_for(variable.key, *scope_.variables), Severity::error);
    }
  }

  const LayerPlace& scope_;
  Diagnostics& findings_;
  const Member* layer_ = nullptr;
  const std::string* root_ = nullptr;
};

}  // namespace

void check_layers(const Member& layers, const std::string& path, const LayerPlace& scope,
                  Diagnostics& findings) {
  LayerCheck(scope, findings).layers(layers, path);
}

}  // namespace pressrun::api

#include "manifest/job_lints.hpp"

#include "manifest/keys.hpp"
#include "manifest/scope.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
#include <unicode/uchar.h>

namespace pressrun::manifest {
namespace {

constexpr std::size_t longest_shown = 60;

/// Of any script.
bool has_digit(std::string_view text) {
  while (!text.empty()) {
    if (u_isdigit(static_cast<UChar32>(take_code_point(text))) != 0) return true;
  }
  return false;
}

bool has_currency(std::string_view text) {
  constexpr std::array signs = std::to_array<std::string_view>(
      {"€",   "$",   "£",   "¥",   "₹",   "₽", "₺",   "₩",   "zł", "kr", "Kč", "Ft", "EUR", "USD",
       "CHF", "GBP", "JPY", "PLN", "SEK", "DKK", "NOK", "CZK", "円", "元", "лв", "₴",  "R$"});
  return std::ranges::any_of(
      signs, [&](std::string_view sign) { return text.find(sign) != std::string_view::npos; });
}

/// What may stand in place of a price: nothing to pay, or to be asked for.
bool says_no_price(std::string_view text) {
  constexpr std::array words = std::to_array<std::string_view>(
      {"free",      "gratis",      "gratuit",   "kostenlos",  "umsonst",   "offert",    "gratuito",
       "grátis",    "za darmo",    "ilmainen",  "бесплатно",  "無料",      "免费",      "무료",
       "مجان",      "request",     "anfrage",   "demande",    "consultar", "richiesta", "aanvraag",
       "förfrågan", "forespørsel", "zapytanie", "запрос",     "応相談",    "sold out",  "ausverkauft",
       "épuisé",    "agotado",     "esaurito",  "uitverkocht"});
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return std::ranges::any_of(words,
                             [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

bool is_price_name(std::string_view name) {
  constexpr std::array words = std::to_array<std::string_view>(
      {"price", "preis", "prix", "precio", "prezzo", "preço", "preco", "prijs", "pris", "cena", "hinta",
       "fiyat", "цена", "価格", "价格", "가격", "msrp", "uvp"});
  return std::ranges::any_of(
      words, [&](std::string_view word) { return name.find(word) != std::string_view::npos; });
}

void add_names(KnownNames& names, const Value& value, const std::string& prefix, int depth) {
  names.add(prefix);
  if (depth == 0 || value.mapping() == nullptr) return;
  for (const Member& member : *value.mapping())
    add_names(names, member.value, prefix + "." + member.key, depth - 1);
}

bool is_hidden_layer(const Value& layer) {
  const Value* hidden = layer.find("hidden");
  return hidden != nullptr && hidden->scalar() != nullptr && hidden->scalar()->text == "true";
}

std::string first_letters(std::string_view text) {
  if (text.size() <= longest_shown) return std::string(text);
  std::size_t end = longest_shown;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  return std::string(text.substr(0, end)) + "…";
}

}  // namespace

void JobLints::begin(const Entry& entry, const Model& model) {
  names_ = {};
  names_of_rows_known_ = false;
  prices_.clear();
  root_ = entry.path;
  for (const Member& member : *model.vars.mapping()) add_names(names_, member.value, "vars." + member.key, 2);
  for (const Axis& axis : entry.axes) {
    for (const Value& value : axis.values) add_names(names_, value, axis.name, 2);
  }
  if (entry.has_variants) names_.add("variant");
}

void JobLints::look_at_row(const Row& row, const std::vector<std::string>* columns) {
  const Mapping& cells = *row.value.mapping();
  if (!names_of_rows_known_) {
    for (const Member& member : cells) names_.add("row." + member.key);
    names_of_rows_known_ = true;
  }
  if (columns == nullptr || cells.empty()) return;
  std::size_t filled = 0;
  const bool repeats = std::ranges::all_of(cells, [&](const Member& member) {
    const std::string& text = member.value.scalar()->text;
    filled += text.empty() ? 0U : 1U;
    return text.empty() || text == member.key || is_word(text, member.key);
  });
  if (!repeats || filled == 0) return;
  const Lint& lint = lint_named("header-row");
  Diagnostic finding{lint.severity, row.at, {}, std::string(lint.message), std::string(lint.hint), {}, 1};
  finding.lint = lint.name;
  findings_->row_error(lint.name, std::move(finding));
}

std::string JobLints::path() const {
  std::string path = root_;
  for (const std::string_view step : steps_) path += "." + std::string(step);
  return path;
}

void JobLints::report(const Lint& lint, const Value& value, std::string hint) {
  const std::string shown = first_letters(value.scalar()->text);
  Diagnostic finding{lint.severity,          value.at, path(), std::string(lint.message),
                     std::string(lint.hint), {},       1};
  finding.lint = lint.name;
  if (value.from.line != 0) {
    finding.seen.push_back({value.from, shown, std::move(hint)});
  } else {
    finding.message += ": '" + shown + "'";
    if (!hint.empty()) finding.hint = std::move(hint);
  }
  findings_->fold(std::move(finding));
}

bool JobLints::layer_has_price() {
  const auto known = price_layers_.find(layer_);
  if (known != price_layers_.end()) return known->second;
  return price_layers_.emplace(std::string(layer_), is_price_name(layer_)).first->second;
}

void JobLints::watch_price(const Value& value) {
  constexpr std::size_t most_kept = 5;
  constexpr std::size_t longest_price = 40;
  const std::string& text = value.scalar()->text;
  if (text.size() > longest_price) return;
  const bool priced = layer_has_price() || has_currency(text);
  if (!priced && prices_.empty()) return;
  const std::string path = this->path();
  const bool digits = has_digit(text);
  const auto known = prices_.find(path);
  if (!priced && known == prices_.end()) return;
  Prices& prices = known != prices_.end() ? known->second : prices_[path];
  if (digits) {
    ++prices.with_digits;
  } else if (text.empty() || is_blank_text(text) || says_no_price(text)) {
    return;
  } else if (prices.without.size() < most_kept) {
    const Lint& lint = lint_named("no-digits");
    Diagnostic finding{lint.severity,          value.at, path, std::string(lint.message),
                       std::string(lint.hint), {},       1};
    finding.lint = lint.name;
    finding.seen.push_back({value.from.line != 0 ? value.from : value.at, first_letters(text), ""});
    prices.without.push_back(std::move(finding));
  } else {
    ++prices.more;
  }
}

void JobLints::text(const Value& value, std::string_view property) {
  const LintText text{value.scalar()->text, property, names_};
  for (const Lint& lint : lint_table()) {
    if (lint.find == nullptr) continue;
    if (auto hint = lint.find(text)) report(lint, value, std::move(*hint));
  }
  if (property == "payload" && value.from.line != 0) watch_price(value);
}

void JobLints::walk(const Value& value, std::string_view property) {
  if (const Scalar* scalar = value.scalar()) {
    if (!scalar->text.empty() && !value.is_null()) text(value, property);
  } else if (const Sequence* items = value.sequence()) {
    for (const Value& item : *items) walk(item, property);
  } else {
    for (const Member& member : *value.mapping()) {
      steps_.push_back(member.key);
      walk(member.value, property == "vars" ? property : std::string_view(member.key));
      steps_.pop_back();
    }
  }
}

namespace {

const Value* field_of(const Mapping& request, std::string_view name) {
  const auto found = std::ranges::find(request, name, &Member::key);
  return found == request.end() ? nullptr : &found->value;
}

/// Calls `visit(path, layers)` for `elements`, or for every page.
template <class Visit>
void each_layers(const Mapping& request, const Visit& visit) {
  if (const Value* elements = field_of(request, "elements"))
    visit(std::vector<std::string_view>{"elements"}, *elements);
  const Value* pages = field_of(request, "pages");
  if (pages == nullptr || pages->mapping() == nullptr) return;
  for (const Member& page : *pages->mapping())
    visit(std::vector<std::string_view>{"pages", page.key}, page.value);
}

}  // namespace

void JobLints::look_at_job(const JobSpec& job, const std::vector<OddPart>& odd_parts) {
  std::vector<std::string> hidden;
  each_layers(job.request, [&](const std::vector<std::string_view>& place, const Value& layers) {
    if (layers.mapping() == nullptr) return;
    names_.forget_the_api();
    if (const Value* vars = layers.find("vars")) {
      for (const std::string& name : keys_of(*vars, "")) names_.leave_to_the_api(name);
    }
    for (const Member& layer : *layers.mapping()) {
      steps_ = place;
      steps_.push_back(layer.key);
      layer_ = layer.key;
      if (is_hidden_layer(layer.value)) {
        hidden.push_back(path() + ".");
      } else {
        walk(layer.value, layer.key == "vars" ? "vars" : "payload");
      }
    }
  });
  if (const Value* html5 = field_of(job.request, "html5")) {
    steps_ = {"html5"};
    layer_ = "html5";
    walk(*html5, "html5");
  }
  for (const OddPart& part : odd_parts) {
    if (std::ranges::any_of(hidden, [&](const std::string& layer) { return part.path.starts_with(layer); }))
      continue;
    const Lint& lint = lint_named(part.lint);
    Diagnostic finding{lint.severity,          part.at, part.path, std::string(lint.message),
                       std::string(lint.hint), {},      1};
    finding.lint = lint.name;
    if (part.lint == "hole") {
      finding.message = "'" + part.name + "' is empty and leaves a hole in the text";
      finding.hint = "fill the cell in, or write '${" + part.name + ":-}' where empty is meant";
    }
    if (part.cell.line != 0) finding.seen.push_back({part.cell, first_letters(part.value), ""});
    findings_->fold(std::move(finding));
  }
}

void JobLints::end() {
  for (auto& [path, prices] : prices_) {
    // Where most have none, it is no price.
    if (prices.with_digits <= prices.without.size() + prices.more) continue;
    for (Diagnostic& finding : prices.without) findings_->fold(std::move(finding));
  }
  prices_.clear();
}

}  // namespace pressrun::manifest

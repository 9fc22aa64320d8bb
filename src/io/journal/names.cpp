#include "io/journal/names.hpp"

#include "pressrun/ports/journal.hpp"

namespace pressrun::io {
namespace {

// More of them are no beginnings that are shared: then whole addresses are kept.
constexpr std::int64_t most_prefixes = 4000;

}  // namespace

std::int64_t Names::number_of(const Formats& formats) {
  std::string names = write_names(formats);
  if (const auto known = set_numbers_.find(names); known != set_numbers_.end()) return known->second;
  statements_.run("INSERT INTO format_sets (names) VALUES (?) ON CONFLICT DO NOTHING", names);
  const std::int64_t number =
      statements_.number("SELECT format_set FROM format_sets WHERE names = ?", 0, names);
  set_numbers_.emplace(std::move(names), number);
  return number;
}

const Formats& Names::formats(std::int64_t number) {
  if (const auto known = sets_.find(number); known != sets_.end()) return known->second;
  Rows rows{statements_("SELECT names FROM format_sets WHERE format_set = ?"), number};
  if (!rows.next()) throw JournalError("a set of formats in it is not there");
  return sets_.emplace(number, read_names(rows.text(0))).first->second;
}

std::int64_t Names::find(const DesignId& design) {
  if (const auto known = design_numbers_.find(design.text); known != design_numbers_.end())
    return known->second;
  const std::int64_t number = statements_.number("SELECT design FROM designs WHERE id = ?", 0, design.text);
  if (number != 0) design_numbers_.emplace(design.text, number);
  return number;
}

std::int64_t Names::number_of(const DesignId& design) {
  if (const std::int64_t known = find(design); known != 0) return known;
  statements_.run("INSERT INTO designs (id) VALUES (?)", design.text);
  return find(design);
}

const DesignId& Names::design(std::int64_t number) {
  if (const auto known = designs_.find(number); known != designs_.end()) return known->second;
  Rows rows{statements_("SELECT id FROM designs WHERE design = ?"), number};
  if (!rows.next()) throw JournalError("a design in it is not there");
  return designs_.emplace(number, DesignId{rows.text(0)}).first->second;
}

std::int64_t Names::prefix_number(std::string_view prefix) {
  std::string text{prefix};
  if (const auto known = prefix_numbers_.find(text); known != prefix_numbers_.end()) return known->second;
  std::int64_t number = statements_.number("SELECT prefix FROM url_prefixes WHERE text = ?", 0, text);
  if (number == 0) {
    if (statements_.number("SELECT max(prefix) FROM url_prefixes", 0) >= most_prefixes) return 0;
    statements_.run("INSERT INTO url_prefixes (text) VALUES (?)", text);
    number = statements_.database().getLastInsertRowid();
  }
  prefix_numbers_.emplace(std::move(text), number);
  return number;
}

const std::string& Names::prefix(std::int64_t number) {
  if (const auto known = prefixes_.find(number); known != prefixes_.end()) return known->second;
  Rows rows{statements_("SELECT text FROM url_prefixes WHERE prefix = ?"), number};
  if (!rows.next()) throw JournalError("the beginning of an address in it is not there");
  return prefixes_.emplace(number, rows.text(0)).first->second;
}

Prefixes Names::prefixes() {
  return {[this](std::string_view text) { return prefix_number(text); },
          [this](std::int64_t number) { return prefix(number); }};
}

}  // namespace pressrun::io

#include "simulation/manifest_edits.hpp"

#include "support/synthetic_designs.hpp"

#include <algorithm>
#include <array>

namespace pressrun::test {
namespace {

constexpr std::uint64_t texts = 12;  // of each design
/// As designs have them once somebody has added the last of each (ordeal.cpp).
const std::array<Formats, 3> known_formats{
    {{"facebook-feed", "instagram-post", "story"}, {"billboard", "rectangle", "wide"}, {}}};
constexpr const char* no_format = "nonsense";

bool is_document(const Row& row) { return known_formats.at(row.design).empty(); }

}  // namespace

Row ManifestEdits::draw_row() {
  Row row;
  row.key = new_key();
  const std::uint64_t kind = random_() % 20;
  row.design = kind == 0 ? 2 : kind % 2;
  const std::string name = synthetic_designs().at(row.design).name;
  row.title = name + "/" + std::to_string(random_() % texts);
  if (is_document(row) || random_() % 3 == 0) return row;
  row.formats = synthetic_designs().at(row.design).names();
  if (random_() % 3 == 0) row.formats.erase(row.formats.begin() + static_cast<std::ptrdiff_t>(random_() % 2));
  return row;
}

std::vector<Row> ManifestEdits::draw(std::size_t count) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) rows.push_back(draw_row());
  return rows;
}

void ManifestEdits::edit(std::vector<Row>& rows) {
  static constexpr std::array<Edit, 13> edits{
      &ManifestEdits::change_text,   &ManifestEdits::reorder_formats,  &ManifestEdits::add_format,
      &ManifestEdits::remove_format, &ManifestEdits::name_all_formats, &ManifestEdits::name_no_format,
      &ManifestEdits::insert,        &ManifestEdits::remove,           &ManifestEdits::sort,
      &ManifestEdits::rename,        &ManifestEdits::add_equal,        &ManifestEdits::keep_outdated,
      &ManifestEdits::take_another};
  if (!before_.empty() && random_() % 5 == 0) {
    rows = before_[random_() % before_.size()];
    return;
  }
  before_.push_back(rows);
  for (std::uint64_t i = 0; i < 1 + random_() % 4; ++i) (this->*edits.at(random_() % edits.size()))(rows);
}

void ManifestEdits::change_text(std::vector<Row>& rows) {
  Row& row = any(rows);
  row.title = synthetic_designs().at(row.design).name + "/" + std::to_string(random_() % texts);
}

void ManifestEdits::reorder_formats(std::vector<Row>& rows) {
  for (Row& row : rows) std::ranges::reverse(row.formats);
}

void ManifestEdits::add_format(std::vector<Row>& rows) {
  Row& row = any(rows);
  if (is_document(row) || row.formats.empty()) return;
  const Formats& known = known_formats.at(row.design);
  const std::string format = random_() % 16 == 0 ? no_format : known.at(random_() % known.size());
  if (std::ranges::find(row.formats, format) == row.formats.end()) row.formats.push_back(format);
}

void ManifestEdits::remove_format(std::vector<Row>& rows) {
  Row& row = any(rows);
  if (row.formats.size() > 1)
    row.formats.erase(row.formats.begin() + static_cast<std::ptrdiff_t>(random_() % row.formats.size()));
}

void ManifestEdits::name_all_formats(std::vector<Row>& rows) {
  for (Row& row : rows) {
    if (!is_document(row) && row.formats.empty()) row.formats = synthetic_designs().at(row.design).names();
  }
}

void ManifestEdits::name_no_format(std::vector<Row>& rows) { any(rows).formats.clear(); }

void ManifestEdits::insert(std::vector<Row>& rows) {
  rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(random_() % (rows.size() + 1)), draw_row());
}

void ManifestEdits::remove(std::vector<Row>& rows) {
  if (rows.size() > 2) rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(random_() % rows.size()));
}

void ManifestEdits::sort(std::vector<Row>& rows) {
  std::ranges::sort(rows, {}, &Row::title);
  if (random_() % 2 == 0) std::ranges::reverse(rows);
}

/// An entry of another name, or rows that get other keys.
void ManifestEdits::rename(std::vector<Row>& rows) {
  const bool all = random_() % 2 == 0;
  for (Row& row : rows) {
    if (all || random_() % 4 == 0) row.key = new_key();
  }
}

void ManifestEdits::add_equal(std::vector<Row>& rows) {
  Row equal = any(rows);
  equal.key = new_key();
  rows.push_back(std::move(equal));
}

/// The same text, another picture of it.
void ManifestEdits::take_another(std::vector<Row>& rows) { any(rows).take = static_cast<int>(random_() % 3); }

void ManifestEdits::keep_outdated(std::vector<Row>& rows) {
  Row& row = any(rows);
  row.keep_outdated = !row.keep_outdated;
}

}  // namespace pressrun::test

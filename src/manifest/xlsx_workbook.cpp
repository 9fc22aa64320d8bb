#include "manifest/xlsx_workbook.hpp"

#include "manifest/cell_format.hpp"
#include "manifest/scope.hpp"
#include "manifest/xml_events.hpp"

#include <algorithm>
#include <charconv>
#include <map>

namespace pressrun::manifest {
namespace {

int number_in(std::string_view text, int otherwise) {
  int number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

class WorkbookPart final : public XmlEvents {
 public:
  std::vector<std::pair<std::string, std::string>> sheets;  ///< name, and id of its relation
  bool since_1904 = false;
  bool never_computed = false;

 private:
  void begin(std::string_view element, Attributes attributes) override {
    if (element == "sheet") sheets.emplace_back(attribute(attributes, "name"), relation(attributes));
    if (element == "workbookPr") {
      const std::string_view value = attribute(attributes, "date1904");
      since_1904 = value == "1" || value == "true";
    }
    if (element == "calcPr") {
      const std::string_view value = attribute(attributes, "fullCalcOnLoad");
      never_computed = value == "1" || value == "true";
    }
  }
  void end(std::string_view /*element*/) override {}

  /// `r:id`, beside the `sheetId` that means something else.
  static std::string_view relation(Attributes attributes) { return attribute(attributes, "id"); }
};

class RelationsPart final : public XmlEvents {
 public:
  std::map<std::string, std::string> targets;

 private:
  void begin(std::string_view element, Attributes attributes) override {
    if (element == "Relationship")
      targets.emplace(attribute(attributes, "Id"), attribute(attributes, "Target"));
  }
  void end(std::string_view /*element*/) override {}
};

class StylesPart final : public XmlEvents {
 public:
  std::vector<std::string> formats;

 private:
  void begin(std::string_view element, Attributes attributes) override {
    if (element == "numFmt")
      own_.emplace(number_in(attribute(attributes, "numFmtId"), -1), attribute(attributes, "formatCode"));
    if (element == "cellXfs") within_ = true;
    if (element != "xf" || !within_) return;
    const int id = number_in(attribute(attributes, "numFmtId"), 0);
    const auto own = own_.find(id);
    formats.emplace_back(own != own_.end() ? own->second : std::string(builtin_format(id)));
  }
  void end(std::string_view element) override {
    if (element == "cellXfs") within_ = false;
  }

  std::map<int, std::string> own_;
  bool within_ = false;
};

/// Readings of Japanese names (`rPh`) are no part of the text.
class TextsPart final : public XmlEvents {
 public:
  explicit TextsPart(std::vector<std::string>& texts) : texts_(texts) {}
  std::size_t bytes = 0;

 private:
  void begin(std::string_view element, Attributes /*attributes*/) override {
    if (element == "si") texts_.emplace_back();
    if (element == "rPh") reading_ = true;
    if (element == "t") within_ = !reading_ && !texts_.empty();
  }
  void end(std::string_view element) override {
    if (element == "rPh") reading_ = false;
    if (element == "t") within_ = false;
  }
  void text(std::string_view letters) override {
    if (!within_) return;
    texts_.back() += letters;
    bytes += letters.size();
  }

  std::vector<std::string>& texts_;
  bool within_ = false;
  bool reading_ = false;
};

constexpr std::string_view damaged = "the workbook is damaged, or no .xlsx file";

bool read_texts(const XlsxArchive& archive, XlsxWorkbook& into) {
  const auto part = archive.open("xl/sharedStrings.xml");
  if (!part) return true;  // there are none
  TextsPart texts(into.texts);
  std::string piece(64U * 1024, '\0');
  std::size_t unpacked = 0;
  for (;;) {
    const std::ptrdiff_t got = part->read(piece.data(), piece.size());
    if (got < 0) return false;
    if (!texts.feed(std::string_view(piece).substr(0, static_cast<std::size_t>(got)), got == 0)) return false;
    if (got == 0) return true;
    unpacked += static_cast<std::size_t>(got);
    if (unpacked > XlsxLimits::shared) return false;
  }
}

}  // namespace

std::optional<XlsxFault> read_workbook(const XlsxArchive& archive, std::string_view sheet,
                                       XlsxWorkbook& into) {
  const auto book = archive.read("xl/workbook.xml", XlsxLimits::part);
  const auto relations = archive.read("xl/_rels/workbook.xml.rels", XlsxLimits::part);
  WorkbookPart named;
  RelationsPart targets;
  if (!book || !relations || !named.feed(*book, true) || !targets.feed(*relations, true) ||
      named.sheets.empty())
    return XlsxFault{std::string(damaged), "save it once more, as .xlsx or as .csv"};
  for (const auto& [name, id] : named.sheets) into.sheets.push_back(name);
  auto wanted = named.sheets.begin();
  if (!sheet.empty())
    wanted = std::ranges::find(named.sheets, sheet, &std::pair<std::string, std::string>::first);
  if (wanted == named.sheets.end())
    return XlsxFault{"the workbook has no sheet '" + std::string(sheet) + "'", suggest(sheet, into.sheets)};
  const std::string& target = targets.targets[wanted->second];
  into.part = target.starts_with('/') ? target.substr(1) : "xl/" + target;
  into.since_1904 = named.since_1904;
  into.never_computed = named.never_computed;
  if (const auto styles = archive.read("xl/styles.xml", XlsxLimits::part)) {
    StylesPart part;
    if (part.feed(*styles, true)) into.formats = std::move(part.formats);
  }
  if (!read_texts(archive, into))
    return XlsxFault{std::string(damaged), "or its texts are larger than 256 MiB"};
  return std::nullopt;
}

}  // namespace pressrun::manifest

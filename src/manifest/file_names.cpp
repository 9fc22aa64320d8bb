#include "manifest/download.hpp"
#include "manifest/interpolation.hpp"
#include "pressrun/domain/text.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>
#include <utility>

namespace pressrun::manifest {
namespace {

constexpr std::size_t longest_part = 200;  // bytes: 255 are what file systems take, less what is added to it
constexpr std::size_t longest_path = 2000;
constexpr std::size_t longest_ending = 16;

std::string to_nfc(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error) != 0) return std::string{text};
  const icu::UnicodeString made = nfc->normalize(
      icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}), error);
  std::string out;
  made.toUTF8String(out);
  return U_FAILURE(error) != 0 ? std::string{text} : out;
}

bool is_refused(char32_t code) {
  constexpr std::u32string_view refused = U"<>:\"/\\|?*";
  return code < 0x20 || code == 0x7F || code == replacement_character || is_hidden(code) ||
         refused.find(code) != std::u32string_view::npos;
}

std::string without_refused(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const char32_t code = take_code_point(text);
    is_refused(code) ? void(out += '-') : append_utf8(out, code);
  }
  return out;
}

/// A dot in front hides a file, and Windows drops dots and blanks at the end; `.part` is what is being
/// fetched.
void mend_ends(std::string& text) {
  if (text.starts_with('.')) text.front() = '-';
  for (auto at = text.rbegin(); at != text.rend() && (*at == '.' || *at == ' '); ++at) *at = '-';
  if (text.ends_with(".part")) text += '-';
}

/// Devices of Windows, also with an ending: CON, COM1, COM¹.txt, …
bool is_device(std::string_view text) {
  std::string stem{text.substr(0, text.find('.'))};
  while (stem.ends_with(' ')) stem.pop_back();
  std::ranges::transform(stem, stem.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  constexpr std::array names{"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
  if (std::ranges::find(names, stem) != names.end()) return true;
  if (!stem.starts_with("COM") && !stem.starts_with("LPT")) return false;
  constexpr std::array digits{"0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"};
  return std::ranges::find(digits, stem.substr(3)) != digits.end();
}

/// FNV-1a: tells names apart that begin alike.
std::string digest_of(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325ULL;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  constexpr std::string_view hex = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += hex[(hash >> static_cast<unsigned>(shift)) & 0x0FU];
  return out;
}

std::string cut(const std::string& text) {
  if (text.size() <= longest_part) return text;
  const std::size_t dot = text.rfind('.');
  const bool has_ending = dot != std::string::npos && text.size() - dot <= longest_ending;
  const std::string ending = has_ending ? text.substr(dot) : std::string{};
  const std::string mark = "-" + digest_of(text);
  std::size_t kept = longest_part - ending.size() - mark.size();
  while (kept > 0 && (static_cast<unsigned char>(text[kept]) & 0xC0U) == 0x80U) --kept;
  return text.substr(0, kept) + mark + ending;
}

/// What a job brings never makes a folder of its own.
std::string without_slashes(std::string text) {
  std::ranges::replace(text, '/', '-');
  std::ranges::replace(text, '\\', '-');
  return text;
}

Value flat(const Value& value) {
  Value made = value;
  if (auto* scalar = std::get_if<Scalar>(&made.content)) scalar->text = without_slashes(scalar->text);
  return made;
}

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  for (;;) {
    const std::size_t slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

/// What names mean for one file.
struct FileValues {
  explicit FileValues(const FileFacts& facts) {
    const std::string& job = facts.job.text;
    const std::size_t slash = job.find('/');
    const std::string key = slash == std::string::npos ? job : job.substr(slash + 1);
    const std::string design = without_slashes(job.substr(0, slash));
    add("job", slash == std::string::npos ? design : design + "/" + without_slashes(key));
    add("design", design);
    add("key", without_slashes(key));
    add("format", without_slashes(facts.format));
    add("ext", without_slashes(facts.ext));
    add("id", without_slashes(facts.id));
    add("index", std::to_string(facts.index));
    add("date", facts.date);
    Mapping columns;
    for (const Member& member : facts.variables) {
      const bool is_column = member.key.starts_with("row.");
      const std::string name = is_column ? member.key.substr(4) : member.key;
      columns.push_back({name, flat(member.value), member.key_at});
      if (!is_column) values.emplace_back(member.key, flat(member.value));
    }
    // A column whose name a matrix value has stands as "row.NAME", behind it: the last one is the column.
    row = Value(std::move(columns));
    std::ranges::reverse(std::get<Mapping>(row.content));
  }

  void add(const char* name, std::string text) { values.emplace_back(name, Value::string(std::move(text))); }

  std::vector<std::pair<std::string, Value>> values;
  Value row;
};

class TemplateNames final : public FileNames {
 public:
  explicit TemplateNames(std::shared_ptr<Model> model) : model_(std::move(model)) {}

  [[nodiscard]] const Download& rules() const override { return model_->download; }

  [[nodiscard]] NamedFile name(const FileFacts& facts) override {
    const FileValues known{facts};
    Scope scope(model_->vars, *model_->sources);
    // What is ours wins over a matrix value of the same name.
    for (auto one = known.values.rbegin(); one != known.values.rend(); ++one)
      scope.set(one->first, one->second);
    scope.set_row(known.row, false);
    Interpolator interpolator(scope);
    const std::string text = interpolator.text(model_->download.name, "download.name", false);
    NamedFile named;
    for (const Problem& problem : interpolator.problems) complain(named, problem.message, problem.hint);
    if (named.problems.empty()) make_path(text, named);
    return named;
  }

 private:
  void complain(NamedFile& named, const std::string& message, const std::string& hint) const {
    Diagnostic finding;
    finding.at = model_->download.name.at;
    finding.path = "download.name";
    finding.message = message;
    finding.hint = hint;
    named.problems.push_back(std::move(finding));
  }

  void make_path(const std::string& text, NamedFile& named) const {
    for (const std::string_view part : parts_of(text)) {
      if (part.empty() || part.find_first_not_of(" \t") == std::string_view::npos)
        return complain(named, "a part of the file's name is empty: '" + printable(text) + "'",
                        "give what may be empty something to stand in for it: ${row.sku:-none}");
      if (part == "." || part == "..")
        return complain(named, "the file's name leads out of its folder: '" + printable(text) + "'",
                        "a name has folders and files in it, and neither '.' nor '..'");
      named.path += (named.path.empty() ? "" : "/") + safe_file_name(part);
    }
    if (named.path.size() > longest_path)
      complain(named, "the file's name is longer than " + std::to_string(longest_path) + " bytes",
               "use a shorter template");
  }

  std::shared_ptr<Model> model_;
};

}  // namespace

std::string safe_file_name(std::string_view text) {
  std::string name = to_nfc(without_refused(text));
  if (name.empty()) return "-";
  mend_ends(name);
  if (is_device(name)) name.insert(name.begin(), '_');
  return cut(name);
}

std::string folded_path(std::string_view path) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error) != 0) return std::string{path};
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8({path.data(), static_cast<std::int32_t>(path.size())});
  text = nfc->normalize(text.foldCase(), error);
  std::string out;
  text.toUTF8String(out);
  return U_FAILURE(error) != 0 ? std::string{path} : out;
}

std::unique_ptr<FileNames> file_names(std::shared_ptr<Model> model) {
  return std::make_unique<TemplateNames>(std::move(model));
}

}  // namespace pressrun::manifest

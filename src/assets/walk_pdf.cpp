#include "assets/cursor.hpp"
#include "assets/walks.hpp"

#include <array>
#include <charconv>

namespace pressrun::assets {
namespace {

constexpr std::uint64_t tail_bytes = 2048;

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\0'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  return text;
}

/// Where the last table of its objects begins, as its end says; nothing: it does not.
bool table_place(std::string_view tail, std::uint64_t& place) {
  const std::size_t word = tail.rfind("startxref");
  if (word == std::string_view::npos) return false;
  const std::string_view number = trimmed(tail.substr(word + 9, tail.rfind("%%EOF") - word - 9));
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), place);
  return error == std::errc{} && end == number.data() + number.size();
}

/// A table, or the object that holds one: "12 0 obj".
bool is_table(std::string_view text) {
  text = trimmed(text);
  if (text.starts_with("xref")) return true;
  const std::size_t digits = text.find_first_not_of("0123456789");
  return digits > 0 && digits != std::string_view::npos && text.find(" obj") < 16;
}

/// "[0 0 595.28 841.89]" behind the first /MediaBox that stands in plain text.
void read_size(std::string_view text, FileFacts& facts) {
  const std::size_t word = text.find("/MediaBox");
  const std::size_t open = word == std::string_view::npos ? word : text.find('[', word);
  if (open == std::string_view::npos || open > word + 16) return;
  std::array<double, 4> box{};
  std::string_view rest = text.substr(open + 1);
  for (double& one : box) {
    while (!rest.empty() && is_blank(rest.front())) rest.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), one);
    if (error != std::errc{}) return;
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  }
  facts.width = box[2] - box[0];
  facts.height = box[3] - box[1];
}

void find_size(Bytes& file, FileFacts& facts) {
  Cursor in(file);
  std::string kept;  // the end of a piece, and the next
  constexpr std::size_t overlap = 256;
  while (in.left() > 0 && facts.width == 0) {
    const std::string_view piece = in.some(in.left());
    if (piece.empty()) return;
    kept += piece;
    read_size(kept, facts);
    if (kept.size() > overlap) kept.erase(0, kept.size() - overlap);
  }
}

}  // namespace

void walk_pdf(Bytes& file, FileFacts& facts) {
  Cursor in(file);
  if (in.text(5) != "%PDF-") return void(facts.problem = "it does not begin as a PDF");
  in.go(in.size() > tail_bytes ? in.size() - tail_bytes : 0);
  const std::string tail = in.text(in.left());
  if (!trimmed(tail).ends_with("%%EOF")) return void(facts.problem = cut_short);
  std::uint64_t place = 0;
  if (!table_place(tail, place)) return void(facts.problem = "its end does not say where its parts are");
  if (place >= in.size()) return void(facts.problem = "a part of it lies behind its end");
  in.go(place);
  if (!is_table(in.text(std::min<std::uint64_t>(in.left(), 32))))
    return void(facts.problem = "the list of its parts is not where it should be");
  find_size(file, facts);
}

}  // namespace pressrun::assets

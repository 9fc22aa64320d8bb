#include "pressrun/domain/text.hpp"
#include "pressrun/report/json_text.hpp"
#include "report/csv_cell.hpp"
#include "report/results_members.hpp"
#include "report/writers.hpp"

#include <algorithm>
#include <array>

namespace pressrun::report {
namespace {

/// What Excel, LibreOffice and Google Sheets take for the start of a formula, its full-width twins included
/// (OWASP, "CSV Injection").
bool starts_formula(char32_t code) {
  constexpr std::u32string_view starts = U"=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
  return starts.find(code) != std::u32string_view::npos;
}

/// Letters, digits and what URLs are made of: nearly every cell.
bool harmless(std::string_view text) {
  constexpr std::string_view others = " /:._-?&=%#";
  const auto plain = [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           others.find(c) != std::string_view::npos;
  };
  return text.empty() ||
         (!starts_formula(static_cast<unsigned char>(text.front())) && std::ranges::all_of(text, plain));
}

constexpr std::string_view header_line =
    "key,design,design_id,status,format,width,height,unit,type,url,cdn_url,filename,generation_request_id,"
    "error_id,"
    "error_message,path,sha256,bytes";

/// One asset or error a row; a job that has neither gets a row of its own, so that none is missing.
class CsvWriter final : public ResultsWriter {
 public:
  explicit CsvWriter(std::ostream& out) : out_(out) {}

  void begin(const RunRecord&) override { out_ << header_line << "\r\n"; }

  void job(const JobView& job) override {
    std::string text;
    for (const Asset& asset : job.assets) append_row(text, job, &asset, nullptr);
    for (const Failure& failure : job.failures) append_row(text, job, nullptr, &failure);
    if (text.empty()) append_row(text, job, nullptr, nullptr);
    out_ << text;
  }

  void orphan(const OrphanResult&) override {}
  void end() override {}

 private:
  static void append_row(std::string& out, const JobView& job, const Asset* asset, const Failure* failure) {
    static const Asset no_asset;
    static const Failure no_failure;
    const Asset& a = asset != nullptr ? *asset : no_asset;
    const Failure& f = failure != nullptr ? *failure : no_failure;
    const FetchedFile* fetched = asset != nullptr ? file_of(job, a) : nullptr;
    const bool is_there = fetched != nullptr && fetched->is_verified();
    const std::array<std::string, 18> cells{csv_cell(job.key.text),
                                            csv_cell(job.design_name),
                                            csv_cell(job.design_id.text),
                                            csv_cell(results_status(job.status)),
                                            csv_cell(asset != nullptr ? a.format : f.format),
                                            asset != nullptr ? number(a.width) : "",
                                            asset != nullptr ? number(a.height) : "",
                                            csv_cell(a.unit),
                                            csv_cell(a.type),
                                            csv_cell(a.url),
                                            csv_cell(a.cdn_url),
                                            csv_cell(a.filename),
                                            csv_cell(job.request_id.text),
                                            csv_cell(f.id),
                                            csv_cell(f.message),
                                            csv_cell(is_there ? fetched->path : ""),
                                            csv_cell(is_there ? fetched->sha256 : ""),
                                            is_there ? std::to_string(fetched->bytes) : ""};
    for (std::size_t i = 0; i < cells.size(); ++i) out += (i == 0 ? "" : ",") + cells[i];
    out += "\r\n";
  }

  std::ostream& out_;
};

}  // namespace

/// One cell of text. A leading apostrophe defuses formulas; it goes before anything that starts like one,
/// "-1" too, since what means a number here (width, height) does not pass through. Quotes as RFC 4180 has
/// them, and around
/// `;` and tabs besides: where those separate cells, they could start a formula in the middle of ours.
std::string csv_cell(std::string_view text) {
  if (harmless(text)) return std::string{text};
  std::string out;
  bool quote = false;
  while (!text.empty()) {
    char32_t code = take_code_point(text);
    if (out.empty() && starts_formula(code)) out += '\'';
    if (code == 0) code = replacement_character;  // many readers end the file at a NUL
    quote =
        quote || code == '"' || code == ',' || code == ';' || code == '\t' || code == '\r' || code == '\n';
    if (code == '"') out += '"';
    append_utf8(out, code);
  }
  return quote ? '"' + out + '"' : out;
}

std::unique_ptr<ResultsWriter> make_csv_writer(std::ostream& out) { return std::make_unique<CsvWriter>(out); }

}  // namespace pressrun::report

#include "support/synthetic_jobs.hpp"

#include "pressrun/api/content.hpp"
#include "support/synthetic_designs.hpp"

namespace pressrun::test {
namespace {

const std::string before_title = R"("title":{"payload":")";

const SyntheticDesign& design_of(const Row& row) {
  static const std::vector<SyntheticDesign> all = synthetic_designs();
  return all.at(row.design);
}

std::string elements(const std::string& title) { return "{" + before_title + title + R"("}})"; }

/// The body without what does not change the picture.
std::string picture(const SyntheticDesign& design, const std::string& title) {
  return design.document ? R"({"pages":{"page_1":)" + elements(title) + "}}"
                         : R"({"elements":)" + elements(title) + "}";
}

std::string with_formats(std::string body, const Formats& formats) {
  if (formats.empty()) return body;
  std::string names;
  for (const std::string& name : formats) names += (names.empty() ? "\"" : ",\"") + name + "\"";
  body.pop_back();
  return body + R"(,"template_format_names":[)" + names + "]}";
}

std::string content_text(const SyntheticDesign& design, const std::string& title, int take) {
  const std::string taken = take == 0 ? std::string{} : ",\"take\":" + std::to_string(take);
  return R"({"body":)" + picture(design, title) + R"(,"design":")" + design.id.text + "\"" + taken + "}";
}

ContentDigest digest_of(const SyntheticDesign& design, const std::string& title, int take) {
  return ContentDigest::parse(api::content_digest(content_text(design, title, take))).value();
}

/// Nothing that is sent tells a take, but for where its end is to be told.
const std::string before_take = R"("callback_url":"https://takes.test/)";

std::string with_take(std::string body, int take) {
  if (take == 0) return body;
  body.pop_back();
  return body + "," + before_take + std::to_string(take) + "\"}";
}

int take_in(const std::string& body) {
  const auto at = body.find(before_take);
  return at == std::string::npos ? 0 : std::stoi(body.substr(at + before_take.size()));
}

}  // namespace

std::vector<Row> plain_rows(std::size_t count, bool one_design) {
  std::vector<Row> rows;
  for (std::size_t i = 0; i < count; ++i) {
    const bool on_hero = one_design || i % 2 == 0;
    Row row;
    row.key = std::to_string(i);
    row.design = on_hero ? 0 : 1;
    row.title = design_of(row).name + "/" + row.key;
    if (on_hero) row.formats = {"facebook-feed", "instagram-post"};
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<Job> SyntheticJobs::next() {
  if (next_ >= rows_.size()) return std::nullopt;
  const Row& row = rows_[next_];
  const SyntheticDesign& design = design_of(row);
  Job job;
  job.position = next_++;
  job.key = key_of(row);
  job.design_name = design.name;
  job.design_id = design.id;
  if (design.document) job.endpoint = Endpoint::generate_multipage_pdf;
  if (delivered_ && row.formats.size() == 1 && row.take == 0) job.endpoint = Endpoint::generate_sync;
  job.formats = row.formats;
  job.body = with_take(with_formats(picture(design, row.title), row.formats), row.take);
  job.variables_json = elements(row.title);
  job.content_text = content_text(design, row.title, row.take);
  job.content = api::content_digest(job.content_text);
  job.fingerprint = Fingerprint{job.content};
  job.credits_each = design.document ? 2 : 1;
  job.assets_expected = static_cast<int>(row.formats.empty() ? design.formats.size() : row.formats.size());
  job.credits_estimate = job.credits_each * job.assets_expected;
  job.keep_outdated = row.keep_outdated;
  return job;
}

std::string SyntheticJobs::registration() const {
  std::string all;
  for (const Row& row : rows_) {
    all +=
        key_of(row).text + "=" + row.title + (row.keep_outdated ? "!" : "") + "#" + std::to_string(row.take);
    for (const std::string& format : row.formats) all += "," + format;
    all += ";";
  }
  return api::content_digest(all);
}

JobKey SyntheticJobs::key_of(const Row& row) { return JobKey{design_of(row).name + "/" + row.key}; }

ContentDigest SyntheticJobs::content_of(const Row& row) {
  return digest_of(design_of(row), row.title, row.take);
}

ContentDigest SyntheticJobs::content_of(const DesignId& design, const std::string& body) {
  for (const SyntheticDesign& known : synthetic_designs()) {
    if (known.id == design) return digest_of(known, title_in(body), take_in(body));
  }
  return {};
}

std::string SyntheticJobs::title_in(const std::string& json) {
  const auto at = json.find(before_title);
  if (at == std::string::npos) return "?";
  const auto begin = at + before_title.size();
  return json.substr(begin, json.find('"', begin) - begin);
}

}  // namespace pressrun::test

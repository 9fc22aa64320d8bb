#include "simulator/assets/encode.hpp"
#include "simulator/assets/html_text.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <stdexcept>

namespace pressrun::simulator {
namespace {

std::string css(const Colour& colour) {
  const auto part = [](double channel) { return std::to_string(static_cast<int>(channel * 255 + 0.5)); };
  return "rgb(" + part(colour.red) + "," + part(colour.green) + "," + part(colour.blue) + ")";
}

std::string html_block(const Block& block, const Sheet& sheet) {
  const bool button = block.kind == BlockKind::button;
  if (!button && block.kind != BlockKind::headline && block.kind != BlockKind::text) return {};
  const Colour ground = block.background.value_or(button ? Colour{0.84, 0.15, 0.24} : sheet.background);
  std::string style = "color:" + css(block.colour.value_or(readable_on(ground)));
  if (button) style += ";background:" + css(ground);
  const std::string tag = block.kind == BlockKind::headline ? "h1" : button ? "span" : "p";
  return "<" + tag + " style=\"" + style + "\">" + html_text(block.text) + "</" + tag + ">\n";
}

std::string index_html(const AssetSpec& spec, const Sheet& sheet) {
  const std::string width = std::to_string(static_cast<int>(spec.width));
  const std::string height = std::to_string(static_cast<int>(spec.height));
  std::string page = "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>" +
                     html_text(sheet.caption) + "</title>\n<meta name=\"ad.size\" content=\"width=" + width +
                     ",height=" + height + "\">\n";
  page += R"(<style>
body{margin:0}#ad{box-sizing:border-box;padding:6%;display:flex;flex-direction:column;justify-content:center;align-items:flex-start;overflow:hidden;font-family:sans-serif;text-decoration:none}
#ad>*{margin:.3em 0;opacity:0;animation:show .5s forwards}#ad>:nth-child(2){animation-delay:.4s}#ad>:nth-child(n+3){animation-delay:.8s}
#ad>span{padding:.5em 1.1em;border-radius:2em;font-weight:bold}@keyframes show{to{opacity:1}}
</style></head><body>
)";
  page += "<a id=\"ad\" href=\"#\" style=\"width:" + width + "px;height:" + height +
          "px;background:" + css(sheet.background) + "\">\n";
  for (const Block& block : sheet.blocks) page += html_block(block, sheet);
  return page + "</a></body></html>\n";
}

/// A ZIP under way. A fixed time: the same spec gives the same bytes.
class Bundle {
 public:
  Bundle() : zip_(archive_write_new(), archive_write_free) {
    require(archive_write_set_format_zip(zip_.get()));
    require(archive_write_set_bytes_per_block(zip_.get(), 0));
    require(archive_write_open2(zip_.get(), &bytes_, nullptr, append, nullptr, nullptr));
  }

  void add(const char* name, const std::string& file) {
    const std::unique_ptr<archive_entry, decltype(&archive_entry_free)> entry{archive_entry_new(),
                                                                              archive_entry_free};
    archive_entry_set_pathname(entry.get(), name);
    archive_entry_set_size(entry.get(), static_cast<la_int64_t>(file.size()));
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0644);
    archive_entry_set_mtime(entry.get(), 1'767'225'600, 0);  // 2026-01-01
    require(archive_write_header(zip_.get(), entry.get()));
    if (archive_write_data(zip_.get(), file.data(), file.size()) < 0) require(ARCHIVE_FATAL);
  }

  std::string finish() {
    require(archive_write_close(zip_.get()));
    return std::move(bytes_);
  }

 private:
  static la_ssize_t append(archive*, void* to, const void* from, std::size_t size) {
    static_cast<std::string*>(to)->append(static_cast<const char*>(from), size);
    return static_cast<la_ssize_t>(size);
  }
  void require(int result) {
    if (result == ARCHIVE_OK) return;
    const char* why = archive_error_string(zip_.get());
    throw std::runtime_error(why == nullptr ? "the bundle cannot be written as ZIP" : why);
  }

  std::string bytes_;  // before the archive, which writes into it when it is freed
  std::unique_ptr<archive, decltype(&archive_write_free)> zip_;
};

}  // namespace

std::string html5_bundle(const AssetSpec& spec, const Sheet& sheet) {
  Bundle bundle;
  bundle.add("index.html", index_html(spec, sheet));
  bundle.add("backup.jpeg", jpeg_file(Pixels{sheet, pixel_size(spec, 640)}));
  return bundle.finish();
}

}  // namespace pressrun::simulator

#include "pressrun/simulator/assets.hpp"

#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <cairo.h>

#include <archive.h>
#include <archive_entry.h>
#include <avif/avif.h>
#include <cstring>
#include <gif_lib.h>
#include <glib.h>
#include <limits>
#include <map>
#include <webp/decode.h>

BOOST_AUTO_TEST_SUITE(asset_files)

using namespace pressrun::simulator;
namespace data = boost::unit_test::data;

namespace {

const std::string sale =
    R"({"root":{"background_color":"#204060"},"title":{"payload":"Soldes d’été 🎉"},"cta":{"payload":"Acheter"}})";
const std::vector<std::string> all_types{"jpeg", "png", "webp", "avif", "pdf", "gif", "mp4", "zip"};

AssetSpec asked(std::string type, std::string elements = sale) {
  return {std::move(type), "Seasonal hero", "facebook-feed", 1200, 628, "px", std::move(elements)};
}

/// Bytes handed out piece by piece, as Cairo and giflib want them.
struct Reader {
  std::string_view rest;
  bool take(void* to, std::size_t size) {
    if (rest.size() < size) return false;
    std::memcpy(to, rest.data(), size);
    rest.remove_prefix(size);
    return true;
  }
};

using Surface = std::unique_ptr<cairo_surface_t, decltype(&cairo_surface_destroy)>;

Surface decoded_png(const std::string& file) {
  Reader reader{file};
  const auto next = [](void* from, unsigned char* to, unsigned size) {
    return static_cast<Reader*>(from)->take(to, size) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_READ_ERROR;
  };
  Surface surface{cairo_image_surface_create_from_png_stream(next, &reader), cairo_surface_destroy};
  BOOST_TEST_REQUIRE((cairo_surface_status(surface.get()) == CAIRO_STATUS_SUCCESS));
  return surface;
}

std::uint32_t corner(cairo_surface_t* surface) {
  std::uint32_t pixel = 0;
  std::memcpy(&pixel, cairo_image_surface_get_data(surface), sizeof pixel);
  return pixel & 0xFFFFFF;
}

std::map<std::string, std::string> unpacked(const std::string& file) {
  std::map<std::string, std::string> files;
  const std::unique_ptr<archive, decltype(&archive_read_free)> zip{archive_read_new(), archive_read_free};
  archive_read_support_format_zip(zip.get());
  BOOST_TEST_REQUIRE(archive_read_open_memory(zip.get(), file.data(), file.size()) == ARCHIVE_OK);
  archive_entry* entry = nullptr;
  while (archive_read_next_header(zip.get(), &entry) == ARCHIVE_OK) {
    std::string content(1 << 20, '\0');
    const auto size = archive_read_data(zip.get(), content.data(), content.size());
    content.resize(static_cast<std::size_t>(std::max<la_ssize_t>(0, size)));
    files[archive_entry_pathname(entry)] = content;
  }
  return files;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_png_keeps_the_proportions_and_shows_the_ground) {
  const Surface picture = decoded_png(render_asset(asked("png")));
  BOOST_TEST(cairo_image_surface_get_width(picture.get()) == 640);
  BOOST_TEST(cairo_image_surface_get_height(picture.get()) == 335);
  BOOST_TEST(corner(picture.get()) == 0x204060U);
}

BOOST_AUTO_TEST_CASE(small_formats_keep_their_size) {
  AssetSpec spec = asked("png");
  spec.width = 300;
  spec.height = 250;
  const Surface picture = decoded_png(render_asset(spec));
  BOOST_TEST(cairo_image_surface_get_width(picture.get()) == 300);
  BOOST_TEST(cairo_image_surface_get_height(picture.get()) == 250);
}

BOOST_AUTO_TEST_CASE(pictures_differ_with_text_design_and_format) {
  const std::string first = render_asset(asked("png"));
  BOOST_TEST((first == render_asset(asked("png"))));
  BOOST_TEST((first != render_asset(asked("png", R"({"title":{"payload":"Soldes"}})"))));
  AssetSpec other = asked("png");
  other.design_name = "Product card";
  BOOST_TEST((first != render_asset(other)));
  other = asked("png");
  other.format = "wide";
  BOOST_TEST((first != render_asset(other)));
}

BOOST_AUTO_TEST_CASE(a_jpeg_is_whole) {
  const std::string file = render_asset(asked("jpeg"));
  BOOST_TEST(file.starts_with("\xFF\xD8\xFF"));
  BOOST_TEST(file.ends_with("\xFF\xD9"));
}

BOOST_AUTO_TEST_CASE(a_webp_can_be_decoded) {
  const std::string file = render_asset(asked("webp"));
  int width = 0;
  int height = 0;
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
  const std::unique_ptr<std::uint8_t, decltype(&WebPFree)> pixels{
      WebPDecodeRGB(bytes, file.size(), &width, &height), WebPFree};
  BOOST_TEST_REQUIRE(pixels.get() != nullptr);
  BOOST_TEST(width == 640);
  BOOST_TEST(height == 335);
}

BOOST_AUTO_TEST_CASE(an_avif_can_be_decoded) {
  const std::string file = render_asset(asked("avif"));
  const std::unique_ptr<avifDecoder, decltype(&avifDecoderDestroy)> decoder{avifDecoderCreate(),
                                                                            avifDecoderDestroy};
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(file.data());
  BOOST_TEST_REQUIRE((avifDecoderSetIOMemory(decoder.get(), bytes, file.size()) == AVIF_RESULT_OK));
  BOOST_TEST_REQUIRE((avifDecoderParse(decoder.get()) == AVIF_RESULT_OK));
  BOOST_TEST_REQUIRE((avifDecoderNextImage(decoder.get()) == AVIF_RESULT_OK));
  BOOST_TEST(decoder->image->width == 640U);
}

BOOST_AUTO_TEST_CASE(a_gif_has_a_frame_for_each_step_of_the_film) {
  const std::string file = render_asset(asked("gif"));
  Reader reader{file};
  const auto next = [](GifFileType* gif, GifByteType* to, int size) {
    return static_cast<Reader*>(gif->UserData)->take(to, static_cast<std::size_t>(size)) ? size : 0;
  };
  GifFileType* gif = DGifOpen(&reader, next, nullptr);
  BOOST_TEST_REQUIRE(gif != nullptr);
  BOOST_TEST(DGifSlurp(gif) == GIF_OK);
  BOOST_TEST(gif->ImageCount == 3);
  BOOST_TEST(gif->SWidth == 320);
  BOOST_TEST(gif->SHeight == 167);
  DGifCloseFile(gif, nullptr);
}

BOOST_AUTO_TEST_CASE(a_pdf_has_the_size_of_its_paper) {
  AssetSpec spec = asked("pdf");
  spec.width = 210;
  spec.height = 297;
  spec.unit = "mm";
  const std::string file = render_asset(spec);
  BOOST_TEST(file.starts_with("%PDF-1."));
  BOOST_TEST(file.find("/MediaBox [ 0 0 595.275") != std::string::npos);
  BOOST_TEST(file.find("/Count 1") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_catalogue_has_its_pages) {
  AssetSpec spec = asked("pdf", R"({"page_1":)" + sale + R"(,"page_2":)" + sale + R"(,"page_3":{}})");
  spec.format.clear();
  BOOST_TEST(render_asset(spec).find("/Count 3") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_bundle_holds_a_page_and_its_backup_picture) {
  const auto files = unpacked(render_asset(asked("zip", R"({"title":{"payload":"<b> & co"}})")));
  BOOST_TEST_REQUIRE(files.size() == 2U);
  BOOST_TEST(files.at("index.html").find("&lt;b&gt; &amp; co") != std::string::npos);
  BOOST_TEST(files.at("index.html").find("width=1200,height=628") != std::string::npos);
  BOOST_TEST(files.at("backup.jpeg").starts_with("\xFF\xD8\xFF"));
}

BOOST_AUTO_TEST_CASE(a_film_is_an_mp4_with_its_index_in_front) {
  const std::string file = render_asset(asked("mp4"));
  BOOST_TEST(file.substr(4, 4) == "ftyp");
  const std::size_t index = file.find("moov");
  BOOST_TEST_REQUIRE(index != std::string::npos);
  BOOST_TEST(index < file.find("mdat"));
}

/// Pango and GLib do not fail on a misuse, they complain.
struct Complaints {
  Complaints() {
    g_log_set_default_handler([](const char*, GLogLevelFlags, const char* text,
                                 void* to) { *static_cast<std::string*>(to) += text; },
                              &all);
  }
  Complaints(const Complaints&) = delete;
  Complaints& operator=(const Complaints&) = delete;
  ~Complaints() { g_log_set_default_handler(g_log_default_handler, nullptr); }
  std::string all;
};

BOOST_DATA_TEST_CASE(any_json_makes_a_file, data::make(all_types), type) {
  const Complaints complaints;
  const std::vector<std::string> odd{
      "",
      "null",
      "[]",
      "7",
      "\"x\"",
      "{",
      "{\"a\":{\"payload\":\"\\u0000\\uFFFF\"}}",
      R"({"root":[]})",
      R"({"page_1":3,"page_2":{"a":{"payload":"x"}}})",
      "{\"t\":{\"payload\":\"" + std::string(100'000, 'w') + "\"}}",
      R"({"t":{"payload":"<i>&amp;</i>\n\t\r"},"p":{"image_url":"///"},"q":{"image_url":"?"}})"};
  for (const std::string& elements : odd) {
    AssetSpec spec = asked(type, elements);
    spec.width = 60;
    spec.height = 40;
    BOOST_TEST(!render_asset(spec).empty(), elements.substr(0, 60));
    spec.format.clear();
    BOOST_TEST(!render_asset(spec).empty(), elements.substr(0, 60));
  }
  BOOST_TEST(complaints.all == "");
}

BOOST_DATA_TEST_CASE(any_size_makes_a_file, data::make(all_types), type) {
  const Complaints complaints;
  const double endless = std::numeric_limits<double>::infinity();
  const std::vector<std::pair<double, double>> sizes{
      {0, 0}, {-5, 3}, {1, 1e9}, {1e9, 1}, {endless, 2}, {std::nan(""), std::nan("")}, {728, 90}};
  for (const auto& [width, height] : sizes) {
    AssetSpec spec = asked(type, R"({"title":{"payload":"a"},"p":{"image_url":"b"},"cta":{"payload":"c"}})");
    spec.width = width;
    spec.height = height;
    BOOST_TEST(!render_asset(spec).empty(), width << " × " << height);
  }
  BOOST_TEST(complaints.all == "");
}

BOOST_AUTO_TEST_CASE(an_unknown_type_is_refused) {
  BOOST_CHECK_THROW(render_asset(asked("bmp")), std::invalid_argument);
  BOOST_CHECK_THROW(render_asset(asked("")), std::invalid_argument);
}

BOOST_DATA_TEST_CASE(every_type_has_its_content_type, data::make(all_types), type) {
  BOOST_TEST(!content_type(type).empty());
}

BOOST_AUTO_TEST_SUITE_END()

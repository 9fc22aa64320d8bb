#include "pressrun/manifest/key_table.hpp"
#include "usage/man_page.hpp"

namespace pressrun::usage {
namespace {

using manifest::KeyLevel;

/// Each level once, with what may stand there.
constexpr KeyLevel levels[] = {KeyLevel::top,   KeyLevel::entry,       KeyLevel::variant, KeyLevel::budget,
                               KeyLevel::sink,  KeyLevel::environment, KeyLevel::html5,   KeyLevel::gif,
                               KeyLevel::video, KeyLevel::print};

std::string keys_text(KeyLevel level) {
  std::string text = ".SH KEYS " + roff(manifest::words_of(level)) + "\n";
  for (const manifest::ManifestKey& key : manifest::key_table()) {
    if (!key.levels.has(level)) continue;
    text += ".TP\n\\fB" + roff(key.name) + "\\fR";
    if (const auto type = manifest::words_of(key.type); !type.empty()) text += " (" + roff(type) + ")";
    text += "\n" + roff(key.help) + "\n";
  }
  return text;
}

}  // namespace

std::string manifest_man_page() {
  std::string text = ".TH pressrun-manifest 5 \"\" \"pressrun " PRESSRUN_VERSION
                     "\" \"pressrun\"\n.SH NAME\npressrun\\-manifest \\- "
                     "what pressrun is to make\n.SH DESCRIPTION\n" +
                     roff(
                         "A YAML 1.2 file. Each entry of 'designs' gives variants x matrix x rows jobs. A "
                         "key of an entry that does not "
                         "stand here is a field of the API's request, and is sent under its own name; one "
                         "that nothing knows is an "
                         "error. ${row.COLUMN}, ${vars.NAME}, ${env.NAME} and the names of the matrix are "
                         "replaced by their values.") +
                     "\n.SH EXAMPLE\n.nf\n" +
                     roff(
                         "pressrun: 1\n"
                         "designs:\n"
                         "  - design_id: 64238d01-d402-474b-8c2d-fbc957e9d290\n"
                         "    name: hero\n"
                         "    template_format_names: [facebook-feed, instagram-post]\n"
                         "    elements:\n"
                         "      title: {payload: \"Black Friday: ${row.title}\"}\n"
                         "    rows: products.csv\n"
                         "    key: \"${row.sku}\"\n") +
                     ".fi\n";
  for (const KeyLevel level : levels) text += keys_text(level);
  return text + ".SH SEE ALSO\n.BR pressrun (1),\n.BR pressrun\\-run (1),\n.BR pressrun\\-init (1)\n";
}

}  // namespace pressrun::usage

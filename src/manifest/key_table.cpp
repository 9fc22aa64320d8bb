#include "pressrun/manifest/key_table.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace pressrun::manifest {
namespace {

using L = KeyLevel;
using T = KeyType;
constexpr auto ours = KeyOwner::pressrun;
constexpr auto sent = KeyOwner::api;
constexpr auto any = KeyDesigns::any;

constexpr KeyLevels at_top{L::top, L::included};
constexpr KeyLevels in_entry{L::entry, L::defaults};
constexpr KeyLevels in_variant{L::entry, L::defaults, L::variant};

// clang-format off
constexpr std::array table{
    ManifestKey{"pressrun", at_top, ours, T::version, any, "1", "version of the manifest"},
    // An include may be a manifest that is run by itself as well: its name is then passed over.
    ManifestKey{"name", at_top, ours, T::manifest_name, any, R"("black-friday-2026")", "also names the journal and the results; default: the file's name"},
    ManifestKey{"include", at_top, ours, T::files, any, R"(["brand.yaml"])", "files whose vars, defaults and designs are brought in; paths are relative to this one"},
    ManifestKey{"vars", at_top, ours, T::variables, any, R"({"season": "Black Friday"})", "what ${vars.name} stands for; --set NAME=VALUE wins"},
    ManifestKey{"defaults", at_top, ours, T::entry_keys, any, R"({"image_file_type": "png"})", "merged under every design"},
    ManifestKey{"outdated", at_top, ours, T::buy_or_keep, any, R"("keep")", "what is there when its design was edited since: buy it anew (default), or keep it"},
    ManifestKey{"budget", {L::top}, ours, T::limits, any, R"({"run": 500, "month": 20000, "zone": "Europe/Paris"})", "most credits that may be spent; nothing raises it, the lowest of all limits holds"},
    ManifestKey{"run", {L::budget}, ours, T::credits, any, "500", "in one run"},
    ManifestKey{"day", {L::budget}, ours, T::credits, any, "1000", "since midnight"},
    ManifestKey{"month", {L::budget}, ours, T::credits, any, "20000", "since the first of the month"},
    ManifestKey{"zone", {L::budget}, ours, T::time_zone, any, R"("Europe/Paris")", "the time zone of day and month; default: the machine's"},
    ManifestKey{"report", {L::top}, ours, T::page_file, any, R"("report.html")", "a page to look at that every run writes, relative to the manifest"},
    ManifestKey{"download", {L::top}, ours, T::downloads, any, R"({"to": "pictures"})", "fetches the files, verifies them, and puts them there"},
    ManifestKey{"to", {L::download}, ours, T::place, any, R"("pictures")", "the folder, seen from the manifest's"},
    ManifestKey{"name", {L::download}, ours, T::text, any, R"("${job}/${format}.${ext}")", "their names, from job, design, key, format, ext, id, index, date, row.COLUMN, vars.NAME and matrix values"},
    ManifestKey{"keep", {L::download}, ours, T::latest_or_all, any, R"("latest")", "of a job that was edited: the latest file (default), or all, with ${id} in their names"},
    ManifestKey{"environments", {L::top}, ours, T::environments, any, R"({"staging": {"vars": {"season": "Test"}}})", "what --environment NAME changes; each is a campaign of its own, on the same journal"},
    ManifestKey{"vars", {L::environment}, ours, T::variables, any, R"({"season": "Test"})", "laid over the manifest's; --set NAME=VALUE wins"},
    ManifestKey{"defaults", {L::environment}, ours, T::entry_keys, any, R"({"image_file_type": "jpeg"})", "laid over the manifest's"},
    ManifestKey{"designs", {L::environment}, ours, T::patches, any, R"({"hero": {"template_format_names": ["facebook-feed"]}})", "what is changed in entries, by their names"},
    ManifestKey{"notify", {L::top}, ours, T::sinks, any, R"([{"on": ["start", "failure"], "ping": "https://hc-ping.com/UUID"}, {"on": ["doubt"], "command": ["/usr/local/bin/tell-me"]}, {"on": ["failure"], "http": "https://hooks.example.com/night", "body": "{\"text\": \"${name}: ${message}\"}"}])", "who is told, and with on: of which ends; not by plan or --simulate, nor from a manifest that others may write"},
    ManifestKey{"ping", {L::sink}, ours, T::address, any, R"("https://hc-ping.com/UUID")", "URL/start when a run begins, URL/EXITCODE with the summary when it ends"},
    ManifestKey{"command", {L::sink}, ours, T::command, any, R"(["/usr/local/bin/tell-me"])", "program and arguments, without a shell; values come as PRESSRUN_NOTIFY_… and as JSON on standard input"},
    ManifestKey{"http", {L::sink}, ours, T::address, any, R"("https://hooks.slack.com/services/${env.SLACK_HOOK_TOKEN}")", "POST of 'body', or of the JSON document"},
    ManifestKey{"body", {L::sink}, ours, T::text, any, R"("{\"text\": \"${name}: ${message}\"}")", "what is posted: ${state}, ${name}, ${message}, ${summary}, ${exit_code}, ${failed}, …"},
    ManifestKey{"on", {L::sink}, ours, T::states, any, R"(["failure", "doubt"])", "when: start success partial failure doubt budget nothing recovered; default partial, failure, doubt, budget, of a ping all"},
    ManifestKey{"designs", at_top, ours, T::entries, any, R"([{"design_id": "64238d01-d402-474b-8c2d-fbc957e9d290"}])", "the designs to make, each with what its jobs show"},

    ManifestKey{"design_id", in_entry, ours, T::design_id, any, R"("64238d01-d402-474b-8c2d-fbc957e9d290")", "id of the design, as 'pressrun designs' lists it"},
    ManifestKey{"design", in_entry, ours, T::design_text, any, R"("Kite sale")", "name of the design, where it is unique, in place of design_id"},
    ManifestKey{"project", in_entry, ours, T::design_text, any, R"("Kites")", "name or id of the project, to tell designs of one name apart"},
    ManifestKey{"name", in_entry, ours, T::key_part, any, R"("hero")", "first part of the jobs' keys; default: the design's id"},
    ManifestKey{"template_format_names", in_variant, sent, T::formats, KeyDesigns::not_paged, R"(["facebook-feed"])", "formats to make; left out or empty: all that the design has"},
    ManifestKey{"image_file_type", in_variant, sent, T::file_type, any, R"("png")", "what is made; auto: the API's choice for the design"},
    ManifestKey{"file_compression_level", in_variant, sent, T::api_field, any, "85", "1 to 100, the best quality"},
    ManifestKey{"callback_url", in_variant, sent, T::api_field, any, R"("https://hooks.example.com/abyssale")", "told by the API when a job is done (HTTPS)"},
    ManifestKey{"html5", in_variant, sent, T::api_field, KeyDesigns::animated, R"({"repeat": 0})", "animated designs, image_file_type: html5"},
    ManifestKey{"page_title", {L::html5}, sent, T::api_field, any, R"("Title of the page")", "title of the page"},
    ManifestKey{"click_tag", {L::html5}, sent, T::api_field, any, R"("https://www.example.com")", "where a click leads; a network's macro may stand before the address"},
    ManifestKey{"ad_network", {L::html5}, sent, T::api_field, any, R"("default")", "default, google-ads, google-marketing, adform, amazon-ads, adroll, …"},
    ManifestKey{"include_backup_image", {L::html5}, sent, T::api_field, any, "true", "a JPEG for browsers that do not run the ad"},
    ManifestKey{"repeat", {L::html5, L::gif}, sent, T::api_field, any, "0", "-1: for ever; 0: once"},
    ManifestKey{"gif", in_variant, sent, T::api_field, KeyDesigns::animated, R"({"max_fps": 9, "repeat": -1})", "animated designs, image_file_type: gif"},
    ManifestKey{"max_fps", {L::gif}, sent, T::api_field, any, "9", "frames a second at most, 2 to 9"},
    ManifestKey{"video", in_variant, sent, T::api_field, KeyDesigns::animated, R"({"fps": 24})", "animated designs, image_file_type: mp4"},
    ManifestKey{"fps", {L::video}, sent, T::api_field, any, "24", "frames a second, 2 to 25"},
    ManifestKey{"print", in_variant, sent, T::api_field, KeyDesigns::printed, R"({"display_crop_marks": true})", "designs of type printer and printer_multipage"},
    ManifestKey{"color_profile", {L::print}, sent, T::api_field, any, R"("be2ab219-8fe4-4d85-91ba-65bdc9ddaf01")", "name or id of the colour profile; left out: the design's own"},
    ManifestKey{"display_crop_marks", {L::print}, sent, T::api_field, any, "true", "whether crop marks are shown"},
    ManifestKey{"delivery", in_variant, sent, T::delivery, KeyDesigns::still, R"("sync")", "sync: one picture of a static design, in the answer to its submission; if that is lost, so is the picture"},
    ManifestKey{"original_visual_id", in_variant, sent, T::api_field, any, R"("3f2a9c18-5b7d-4e60-9a1c-2d8e4f6b7a90")", "the asset that this becomes a new version of; with exactly one format"},
    ManifestKey{"elements", in_variant, sent, T::layers, KeyDesigns::not_paged, R"({"title": {"payload": "Soon"}})", "layers by name, each with the properties to set"},
    ManifestKey{"pages", in_variant, sent, T::pages, KeyDesigns::paged, R"({"page_1": {"title": {"payload": "Soon"}}})", "multipage designs, in place of elements: page_1, page_2, … each like elements"},
    ManifestKey{"extra", in_variant, sent, T::api_field, any, "{}", "fields that are newer than pressrun, sent as they are; also beside a layer's properties"},
    ManifestKey{"matrix", in_entry, ours, T::matrix, any, R"({"lang": ["en", "fr"]})", "names to lists of values; a job for every combination"},
    ManifestKey{"only", in_entry, ours, T::patterns, any, R"([{"lang": ["en", "fr"]}])", "combinations and rows to make, no others: each pattern matches what contains it"},
    ManifestKey{"exclude", in_entry, ours, T::patterns, any, R"([{"lang": "fr"}])", "combinations and rows to leave out: each pattern matches what contains it"},
    ManifestKey{"rows", in_entry, ours, T::rows, any, R"("products.csv")", "a file (.csv, .tsv, .jsonl, .json, .yaml, .xlsx, also .gz), {file, sheet}, or a list of mappings; a job for every row"},
    ManifestKey{"variants", in_entry, ours, T::variants, any, R"([{"key": "en"}, {"key": "fr"}])", "variants written out one by one, merged over the entry as JSON Merge Patch does"},
    ManifestKey{"take", in_variant, ours, T::take, any, "2", "makes otherwise equal content another picture; not sent, ${take} reads it; also a name of the matrix"},
    ManifestKey{"outdated", {L::entry}, ours, T::buy_or_keep, any, R"("keep")", "what is there when the design was edited since: buy it anew, or keep it; default: as at the top"},
    ManifestKey{"key", in_variant, ours, T::text, any, R"("${row.sku}-${lang}")", "names each job; left out: the values that tell it apart. Another key costs nothing"},

};
// clang-format on

constexpr std::array level_words = std::to_array<std::pair<KeyLevel, std::string_view>>({
    {L::top, "at the top"},
    {L::included, "in a file that is included"},
    {L::defaults, "in 'defaults'"},
    {L::entry, "in an entry of 'designs'"},
    {L::variant, "in a variant"},
    {L::budget, "in 'budget'"},
    {L::download, "in 'download'"},
    {L::environment, "in an environment"},
    {L::sink, "in a sink of 'notify'"},
    {L::html5, "in 'html5'"},
    {L::gif, "in 'gif'"},
    {L::video, "in 'video'"},
    {L::print, "in 'print'"},
});

constexpr std::array type_words = std::to_array<std::pair<KeyType, std::string_view>>({
    {T::version, "1"},
    {T::manifest_name, "word of a-z, 0-9, '.', '_' and '-'"},
    {T::files, "list of files"},
    {T::variables, "mapping"},
    {T::entry_keys, "mapping of an entry's keys"},
    {T::buy_or_keep, "buy or keep"},
    {T::limits, "mapping"},
    {T::environments, "mapping of names to {vars, defaults, designs}"},
    {T::sinks, "list of mappings"},
    {T::address, "web address"},
    {T::command, "list of a program and its arguments"},
    {T::states, "list of words"},
    {T::patches, "mapping of entries' names to mappings"},
    {T::entries, "list of mappings"},
    {T::credits, "whole number of credits"},
    {T::time_zone, "name of a time zone"},
    {T::page_file, "name of an HTML file"},
    {T::downloads, "mapping"},
    {T::place, "folder"},
    {T::latest_or_all, "latest or all"},
    {T::design_id, "UUID"},
    {T::design_text, "text"},
    {T::key_part, "text without '/'"},
    {T::text, "text"},
    {T::matrix, "mapping of names to lists"},
    {T::patterns, "list of mappings"},
    {T::rows, "file, {file, sheet}, or list of mappings"},
    {T::variants, "list of mappings"},
    {T::take, "text, number, or true or false"},
    {T::formats, "list of names"},
    {T::file_type, "file type"},
    {T::layers, "mapping of layers"},
    {T::pages, "mapping of pages"},
    {T::delivery, "async or sync"},
    {T::api_field, "as the API wants it"},
    {T::none, "nothing"},
});

/// What holds the keys of each level that is the value of a key.
constexpr std::array holders = std::to_array<std::pair<std::string_view, KeyLevel>>({
    {"budget", L::budget},
    {"download", L::download},
    {"html5", L::html5},
    {"gif", L::gif},
    {"video", L::video},
    {"print", L::print},
});

template <class Words, class Key>
std::string_view words_in(const Words& words, Key key) {
  const auto found = std::ranges::find(words, key, &Words::value_type::first);
  return found == words.end() ? std::string_view{} : found->second;
}

/// Beneath a place that is named already: what may stand at the top may stand in an include, and so on.
bool goes_without_saying(const ManifestKey& key, KeyLevel level) {
  if (level == L::included) return key.levels.has(L::top);
  return (level == L::defaults || level == L::variant) && key.levels.has(L::entry);
}

}  // namespace

std::span<const ManifestKey> key_table() { return table; }

const ManifestKey* find_key(KeyLevel level, std::string_view name) {
  const auto found = std::ranges::find_if(
      table, [&](const ManifestKey& key) { return key.name == name && key.levels.has(level); });
  return found == table.end() ? nullptr : &*found;
}

bool is_own_key(KeyLevel level, std::string_view name) {
  const ManifestKey* key = find_key(level, name);
  return key != nullptr && key->owner == KeyOwner::pressrun;
}

const ManifestKey* reserved_key(std::string_view name) {
  const auto found = std::ranges::find(table, name, &ManifestKey::name);
  return found == table.end() || !found->levels.none() ? nullptr : &*found;
}

std::vector<std::string> key_names(KeyLevel level) {
  std::vector<std::string> out;
  for (const ManifestKey& key : table) {
    if (key.levels.has(level)) out.emplace_back(key.name);
  }
  return out;
}

std::string_view key_help(KeyLevel level, std::string_view name) {
  const ManifestKey* key = find_key(level, name);
  return key == nullptr ? std::string_view{} : key->help;
}

std::string_view words_of(KeyLevel level) { return words_in(level_words, level); }
std::string_view words_of(KeyType type) { return words_in(type_words, type); }

std::string places_of(std::string_view name) {
  std::string out;
  for (const ManifestKey& key : table) {
    if (key.name != name) continue;
    for (const auto& [level, words] : level_words) {
      if (!key.levels.has(level) || goes_without_saying(key, level)) continue;
      out += (out.empty() ? "" : " or ") + std::string(words);
    }
  }
  return out;
}

const KeyLevel* members_of(std::string_view name) {
  const auto found = std::ranges::find(holders, name, &std::pair<std::string_view, KeyLevel>::first);
  return found == holders.end() ? nullptr : &found->second;
}

}  // namespace pressrun::manifest

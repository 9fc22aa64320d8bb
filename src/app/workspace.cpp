#include "pressrun/app/workspace.hpp"

#include "app/reads.hpp"

#include <unordered_set>

namespace pressrun::app {
namespace {

constexpr std::size_t most_pages = 1000;
constexpr std::size_t most_items = 200'000;

const std::string& id_of(const ListedDesign& design) { return design.id.text; }
const std::string& id_of(const Font& font) { return font.id; }
const std::string& id_of(const Project& project) { return project.id; }

/// Puts the pages of a listing together.
template <class Item>
class Pages {
 public:
  void add(api::Listing<Item> page) {
    std::size_t repeated = 0;
    for (Item& item : page.items) {
      const bool added = ids_.insert(id_of(item)).second;
      if (added) items_.push_back(std::move(item));
      repeated += added ? 0 : 1;
    }
    const std::size_t news = page.received - repeated;
    if (pages_ == 0) size_ = page.received;
    if (page.total) total_ = page.total;
    received_ += news;
    ++pages_;
    ended_ = news == 0 || pages_ == most_pages || items_.size() >= most_items;
  }

  /// The page to ask for next; nothing: that was all. Its size is what the API chose for the first.
  [[nodiscard]] std::optional<api::Page> next() const {
    if (ended_ || !total_ || received_ >= *total_) return std::nullopt;
    return api::Page{pages_ + 1, size_};
  }

  Listed<Item> take() {
    Listed<Item> listed;
    listed.items = std::move(items_);
    if (total_ && *total_ > received_) listed.missing = *total_ - received_;
    return listed;
  }

 private:
  std::vector<Item> items_;
  std::unordered_set<std::string> ids_;
  std::size_t received_ = 0;  // less those that were there before
  std::size_t size_ = 0;
  std::size_t pages_ = 0;
  std::optional<std::size_t> total_;
  bool ended_ = false;
};

template <class Item>
using ListingCall = asio::awaitable<Answer<std::variant<api::Listing<Item>, Trouble>>> (ApiClient::*)(
    std::optional<api::Page>);

template <class Item>
asio::awaitable<Listed<Item>> read_listing(std::string what, ListingCall<Item> list, RunOptions options,
                                           Deps deps) {
  Reads reads{options, deps};
  Pages<Item> pages;
  std::optional<Failure> refusal;
  std::optional<api::Page> page;
  for (bool more = true; more;) {
    const ReadCall<api::Listing<Item>> call = [&reads, &page, list] { return (reads.api().*list)(page); };
    ReadResult<api::Listing<Item>> result = co_await reads.read(what, call);
    if (result.value) pages.add(std::move(*result.value));
    refusal = std::move(result.refusal);
    page = pages.next();
    more = result.value && page;
  }
  Listed<Item> listed = pages.take();
  listed.refusal = std::move(refusal);
  listed.stop = reads.stop();
  listed.reason = reads.reason();
  listed.calls = reads.calls();
  co_return listed;
}

}  // namespace

asio::awaitable<Listed<ListedDesign>> list_designs(RunOptions options, Deps deps) {
  return read_listing<ListedDesign>("designs", &ApiClient::list_designs, std::move(options), std::move(deps));
}

asio::awaitable<Listed<Font>> read_fonts(RunOptions options, Deps deps) {
  return read_listing<Font>("fonts", &ApiClient::list_fonts, std::move(options), std::move(deps));
}

asio::awaitable<Listed<Project>> read_projects(RunOptions options, Deps deps) {
  return read_listing<Project>("projects", &ApiClient::list_projects, std::move(options), std::move(deps));
}

asio::awaitable<BalanceReading> read_balance(RunOptions options, Deps deps) {
  Reads reads{options, deps};
  const ReadCall<std::optional<Balance>> call = [&reads] { return reads.api().read_balance(); };
  std::string what = "credits";
  const ReadResult<std::optional<Balance>> result = co_await reads.read(std::move(what), call);
  BalanceReading reading;
  if (result.value) reading.balance = *result.value;
  reading.stop = reads.stop();
  reading.reason = reads.reason();
  reading.calls = reads.calls();
  co_return reading;
}

}  // namespace pressrun::app

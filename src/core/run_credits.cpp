#include "pressrun/core/run_credits.hpp"

namespace pressrun {

void RunCredits::note(std::size_t journal, const ContentRecord& record, RunNumber first_run) {
  if (books_.size() <= journal) books_.resize(journal + 1);
  Book& book = books_[journal];
  for (const GenerationRequest& request : record.requests) {
    if (request.run < first_run) continue;
    const Credits now = credits_of(request);
    Counted& known = entry(book, request.number);
    book.sum.settled += now.settled - known.settled;
    book.sum.out += now.out - known.out;
    book.sum.in_doubt += now.in_doubt - known.in_doubt;
    known = {static_cast<std::uint32_t>(now.settled), static_cast<std::uint32_t>(now.out),
             static_cast<std::uint32_t>(now.in_doubt)};
  }
}

/// Numbers of one process come close together, though not always in their order.
RunCredits::Counted& RunCredits::entry(Book& book, RequestNumber request) {
  if (book.by_request.empty()) book.first = request;
  while (request < book.first) {
    book.by_request.emplace_front();
    --book.first;
  }
  const auto at = static_cast<std::size_t>(request - book.first);
  if (book.by_request.size() <= at) book.by_request.resize(at + 1);
  return book.by_request[at];
}

std::uint64_t RunCredits::beside(std::size_t journal) const {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < books_.size(); ++i) sum += i == journal ? 0 : books_[i].sum.all();
  return sum;
}

Credits RunCredits::in_all() const {
  Credits sum;
  for (const Book& book : books_) {
    sum.settled += book.sum.settled;
    sum.out += book.sum.out;
    sum.in_doubt += book.sum.in_doubt;
  }
  return sum;
}

}  // namespace pressrun

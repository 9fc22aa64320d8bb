#pragma once

#include "simulator/model/routes.hpp"

#include <boost/json/array.hpp>

#include <string>
#include <vector>

namespace pressrun::simulator {

/// Answers a listing of `items` (JSON texts): all of them, or with `paging` the page that the query's `page`
/// and `per_page` name, and the count of all in X-Total-Count. Source: API reference §11, 10-07; it names no
/// size of a page and no refusal, those here are ours.
HttpResponse listing_answer(const std::vector<std::string>& items, const Route& to, bool paging);

std::vector<std::string> texts_of(const boost::json::array& items);

}  // namespace pressrun::simulator

#include "usage/option_set.hpp"

namespace pressrun::usage {

void OptionSet::urls() {
  text_value("-o,--output", "FILE", options_.authoring.file,
             "the table of addresses (.csv), - is standard output");
  flag("--production", options_.urls.production,
       "for what goes out: not throttled, and variants are not saved in the workspace");
  flag("--limit-visitors", options_.urls.limit_visitors, "five renderings a visitor in 24 hours");
}

}  // namespace pressrun::usage

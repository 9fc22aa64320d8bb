#pragma once

#include "pressrun/report/results_writer.hpp"

#include <memory>
#include <ostream>

namespace pressrun::report {

std::unique_ptr<ResultsWriter> make_json_writer(std::ostream& out);
std::unique_ptr<ResultsWriter> make_jsonl_writer(std::ostream& out);
std::unique_ptr<ResultsWriter> make_csv_writer(std::ostream& out);
std::unique_ptr<ResultsWriter> make_yaml_writer(std::ostream& out);

}  // namespace pressrun::report

#include "pressrun/report/url_table.hpp"

#include "report/csv_cell.hpp"

namespace pressrun::report {

void write_url_head(std::ostream& out) { out << "key,design,design_id,format,url,other_url\n"; }

void write_url_row(std::ostream& out, const UrlRow& row) {
  out << csv_cell(row.key) << ',' << csv_cell(row.design) << ',' << csv_cell(row.design_id) << ','
      << csv_cell(row.format) << ',' << csv_cell(row.url) << ',' << csv_cell(row.other_url) << '\n';
}

}  // namespace pressrun::report

#pragma once

#include "simulator/model/catalogue.hpp"
#include "simulator/model/problems.hpp"
#include "simulator/model/value_rules.hpp"

#include <boost/json/object.hpp>

#include <set>
#include <string>
#include <vector>

namespace pressrun::simulator {

/// Compares known properties with the contract's types, ranges and notations; is silent about names that the
/// design or the contract does not know, as the vendor is (API reference 5.7). Collects every problem.
class ValueChecks {
 public:
  struct Circumstances {
    bool print = false;      ///< cmyka colours are welcome
    bool immediate = false;  ///< the synchronous endpoint: no bare strings, no text_to_image
  };
  explicit ValueChecks(Circumstances circumstances) : circumstances_(circumstances) {}

  /// `variables`: null where the design tells of none.
  void elements(const boost::json::value& elements, const Layers& layers,
                const std::set<std::string, std::less<>>* variables, const std::string& path);
  void fields(const boost::json::object& object, Rules rules, const std::string& path);
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }
  /// What was passed over in silence: the paths of the first few dozen names.
  [[nodiscard]] const std::vector<std::string>& ignored() const { return ignored_; }
  void ignore(const std::string& path);
  void add(Problem problem) { problems_.push_back(std::move(problem)); }
  void wrong_type(const std::string& path, std::string_view expected, const boost::json::value& received);

 private:
  void layer(const boost::json::value& value, const Layer& known, bool is_root, const std::string& path);
  void properties(const boost::json::object& layer, const Layer& known, const std::string& path);
  void missing(const boost::json::object& object, Rules rules, const std::string& prefix);
  void variables(const boost::json::value& value, const std::set<std::string, std::less<>>* known,
                 const std::string& path);
  void dependencies(const boost::json::object& layer, const std::string& type, const std::string& path);
  void value(const Rule& rule, const boost::json::value& value, const std::string& path);
  void string_value(const Rule& rule, const boost::json::value& value, const std::string& path);
  void number_value(const Rule& rule, const boost::json::value& value, const std::string& path);
  void list_value(const Rule& rule, const boost::json::value& value, const std::string& path);
  void radius_value(const boost::json::value& value, const std::string& path);
  void malformed(const std::string& path, const std::string& message, const boost::json::value& received);

  Circumstances circumstances_;
  std::vector<Problem> problems_;
  std::vector<std::string> ignored_;
};

bool is_web_address(std::string_view text);     ///< absolute, http or https, with a host
std::size_t characters(std::string_view utf8);  ///< code points

}  // namespace pressrun::simulator

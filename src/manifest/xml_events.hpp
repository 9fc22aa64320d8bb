#pragma once

#include <cstddef>
#include <expat.h>
#include <string>
#include <string_view>

namespace pressrun::manifest {

/// The elements of an XML text as they come, without their prefixes. A document type declaration ends the
/// reading: no workbook has one, and entities are how small files grow large.
class XmlEvents {
 public:
  XmlEvents();
  virtual ~XmlEvents();
  XmlEvents(const XmlEvents&) = delete;
  XmlEvents& operator=(const XmlEvents&) = delete;

  /// False where the text is not well-formed, or refused.
  bool feed(std::string_view piece, bool last);

 protected:
  using Attributes = const XML_Char**;
  virtual void begin(std::string_view element, Attributes attributes) = 0;
  virtual void end(std::string_view element) = 0;
  virtual void text(std::string_view /*letters*/) {}
  /// Empty where the element has no such attribute; its prefix does not count.
  static std::string_view attribute(Attributes attributes, std::string_view name);

 private:
  XML_Parser parser_;
};

}  // namespace pressrun::manifest

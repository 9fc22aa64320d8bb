#include "manifest/xml_events.hpp"

namespace pressrun::manifest {
namespace {

std::string_view without_prefix(std::string_view name) {
  const auto colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

}  // namespace

XmlEvents::XmlEvents() : parser_(XML_ParserCreate(nullptr)) {
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(
      parser_,
      [](void* self, const XML_Char* name, Attributes attributes) {
        static_cast<XmlEvents*>(self)->begin(without_prefix(name), attributes);
      },
      [](void* self, const XML_Char* name) { static_cast<XmlEvents*>(self)->end(without_prefix(name)); });
  XML_SetCharacterDataHandler(parser_, [](void* self, const XML_Char* letters, int size) {
    static_cast<XmlEvents*>(self)->text({letters, static_cast<std::size_t>(size)});
  });
  XML_SetStartDoctypeDeclHandler(parser_,
                                 [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
                                   XML_StopParser(static_cast<XmlEvents*>(self)->parser_, XML_FALSE);
                                 });
}

XmlEvents::~XmlEvents() { XML_ParserFree(parser_); }

bool XmlEvents::feed(std::string_view piece, bool last) {
  return XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()), last ? 1 : 0) == XML_STATUS_OK;
}

std::string_view XmlEvents::attribute(Attributes attributes, std::string_view name) {
  for (; attributes[0] != nullptr; attributes += 2) {
    if (without_prefix(attributes[0]) == name) return attributes[1];
  }
  return {};
}

}  // namespace pressrun::manifest

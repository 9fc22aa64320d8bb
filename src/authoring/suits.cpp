#include "authoring/suits.hpp"

namespace pressrun::authoring {

bool suits(const manifest::ManifestKey& key, const Design* design) {
  if (design == nullptr || design->type == DesignType::unknown) return true;
  const DesignType type = design->type;
  switch (key.designs) {
    case manifest::KeyDesigns::still:
      return type == DesignType::static_;
    case manifest::KeyDesigns::animated:
      return type == DesignType::animated;
    case manifest::KeyDesigns::printed:
      return type == DesignType::printer || type == DesignType::printer_multipage;
    case manifest::KeyDesigns::paged:
      return type == DesignType::printer_multipage;
    case manifest::KeyDesigns::not_paged:
      return type != DesignType::printer_multipage;
    case manifest::KeyDesigns::any:
      break;
  }
  return true;
}

}  // namespace pressrun::authoring

#pragma once

#include <string>

namespace pressrun::api::samples {

// API reference §4.4, one for each design type; the two that it gives as differences are made whole.
inline const std::string static_design = R"json({"id":"11111111-1111-4111-8111-111111111111",
 "template_id":"11111111-1111-4111-8111-111111111111",
 "name":"Kite sale","type":"static","created_at":1780000000,"updated_at":1781000000,
 "project_id":"aaaaaaaa-0000-4000-8000-000000000001","project_name":"Kites",
 "category_id":"aaaaaaaa-0000-4000-8000-000000000001","category_name":"Kites",
 "formats":[{"id":"square","uid":"11111111-aaaa-4111-8111-000000000001","width":1080,"height":1080,"unit":"px",
             "preview_url":"https://files.example/p1.png"},
            {"id":"story","uid":"11111111-aaaa-4111-8111-000000000002","width":1080,"height":1920,"unit":"px"}],
 "elements":[
  {"name":"root","type":"container",
   "attributes":[{"id":"background_color","values":{"square":"#FFFFFF","story":"#FFFFFF"}}]},
  {"name":"headline","type":"text",
   "layout":{"square":{"x":40,"y":60,"width":1000,"height":200},"story":{"x":40,"y":90,"width":1000,"height":300}},
   "attributes":[{"id":"payload","help":"Text content","values":{"square":"Fly {city}","story":"Fly {city}"}},
                 {"id":"color","values":{"square":"#101010","story":"#101010"}}]},
  {"name":"photo","type":"image",
   "attributes":[{"id":"image_url","values":{"square":"https://files.example/k.jpg"}}]}],
 "variables":{"city":"{city}"},"version":"v2026-08-21"})json";

inline const std::string animated_design = R"json({"id":"22222222-2222-4222-8222-222222222222","name":"Spot",
 "type":"animated","animation":{"duration":7.5,"screenshot_at_s":null},
 "formats":[{"id":"square","width":1080,"height":1080,"unit":"px"},{"id":"wide","width":1920,"height":1080,"unit":"px"}],
 "elements":[{"name":"clip","type":"video","animation":{"start_at_s":0,"end_at_s":5.5,
   "tweens":[{"id":"clip-fade","type":"fade","keyframes":[{"attr":{"opacity":0},"data":{"type":"start","time":0}}]}]},
   "attributes":[{"id":"video_url","values":{"square":"https://files.example/a.mp4"}},
                 {"id":"video_muted","values":{"square":true}}]},
  {"name":"widget","type":"code","attributes":[]}]})json";

inline const std::string printer_design = R"json({"id":"33333333-3333-4333-8333-333333333333","name":"Flyer",
 "type":"printer","formats":[{"id":"a5-flyer","uid":"33333333-aaaa-4333-8333-000000000001","width":148.0,"height":210.0,
  "unit":"mm","dpi":300,"bleed_size":3.0,"safe_size":0}],
 "elements":[{"name":"price","type":"text","layout":{"a5-flyer":{"x":12.5,"y":30.0,"width":60.0,"height":18.0}},
  "attributes":[{"id":"payload","values":{"a5-flyer":"9 EUR"}},
                {"id":"color","values":{"a5-flyer":"cmyka(0,0,0,100,100)"}}]}]})json";

inline const std::string multipage_design =
    R"json({"id":"44444444-4444-4444-8444-444444444444","name":"Catalogue",
 "type":"printer_multipage",
 "created_at":1780000000,"updated_at":1780000500,"project_id":null,"project_name":null,
 "dpi":300,"bleed_size":3,"safe_size":5,
 "pages":[{"id":"page_1","width":210.0,"height":297.0,"unit":"mm"},
          {"id":"page_2","width":210.0,"height":297.0,"unit":"mm"}],
 "elements_per_page":{
  "page_1":[{"name":"title","type":"text","settings":{"is_mandatory":false},
             "layout":{"x":20.0,"y":25.0,"width":170.0,"height":30.0},
             "attributes":{"payload":{"id":"payload","help":"Text content","value":"Kites 2026"},
                           "font_size":{"id":"font_size","value":36}}},
            {"name":"hero-group","type":"group","layer_ids":["title"],"hidden":false,"locked":false,
             "group":{"auto_layout":false},"layout":{"x":20.0,"y":25.0,"width":170.0,"height":30.0}}],
  "page_2":[]},
 "version":"v2026-08-21"})json";

}  // namespace pressrun::api::samples

"""The bundled designs that tests start from, one of each type."""

DESIGNS = {
    "static": "64238d01-d402-474b-8c2d-fbc957e9d290",
    "animated": "e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75",
    "printer": "3d2b7c94-5e0a-4c8f-9b61-7a4e8d0f2c53",
    "printer_multipage": "b6a1e0d7-2c43-4f95-8e17-9d5c3b7f1a64",
}

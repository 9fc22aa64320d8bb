#!/usr/bin/env python3
"""Time and memory of planning rows against one design: plan_rows.py PRESSRUN [ROWS [RUNS]].

Prints the median of several runs, each beside the plan of a hundred rows in the same run, so that what remains is
the rows' own. The marks: 100 000 rows in 3 s and 150 MB."""
import pathlib
import statistics
import sys
import tempfile

import process

DESIGN = "64238d01-d402-474b-8c2d-fbc957e9d290"
MANIFEST = """pressrun: 1
designs:
  - design_id: %s
    name: hero
    rows: rows.csv
    key: "${row.sku}"
    image_file_type: png
    elements:
      title: {payload: "${row.title}", color: "${row.colour}"}
      price: {payload: "from ${row.price}", font_size: "${row.size}"}
      photo: {image_url: "${row.photo}", fitting_type: cover}
""" % DESIGN


def write_rows(folder, count):
    folder.mkdir()
    (folder / "a.yaml").write_text(MANIFEST)
    with (folder / "rows.csv").open("w") as rows:
        rows.write("sku,title,price,photo,colour,size\n")
        for n in range(count):
            rows.write(f"sku{n:07d},Kite number {n} – flies higher,{n % 900 + 5},https://shop.example/p/{n}.jpg,"
                       f"#{n % 0xFFFFFF:06X},{n % 80 + 8}\n")


def measure(pressrun, folder, *options):
    return process.run_well([pressrun, "plan", "--simulate", *options, "a.yaml"], folder)


def main():
    pressrun = str(pathlib.Path(sys.argv[1]).resolve())
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100_000
    runs = int(sys.argv[3]) if len(sys.argv) > 3 else 5
    with tempfile.TemporaryDirectory(prefix="pressrun-bench-") as name:
        few, many = pathlib.Path(name) / "few", pathlib.Path(name) / "many"
        write_rows(few, 100)
        write_rows(many, count)
        print(f"{'plan of':>24} {'wall':>8} {'CPU':>8} {'µs/row':>8} {'peak':>9}   (medians of {runs})")
        for words, title in ([], "checked"), (["--offline"], "offline"):
            base = statistics.median(measure(pressrun, few, *words).seconds for _ in range(runs))
            full = [measure(pressrun, many, *words) for _ in range(runs)]
            wall, cpu, peak = (statistics.median(getattr(one, what) for one in full)
                               for what in ("seconds", "cpu", "peak_mb"))
            own = (wall - base) / count * 1e6
            print(f"{count:>15} {title:>8} {wall:>6.2f} s {cpu:>6.2f} s {own:>8.1f} {peak:>6.0f} MB")


if __name__ == "__main__":
    sys.exit(main())

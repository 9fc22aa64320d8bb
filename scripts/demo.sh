#!/bin/sh
# Installs what is needed, builds pressrun, and renders the main campaign of jobs/ against the bundled simulator at
# the API's real limits. No key, no account, no credits.
set -eu
cd "$(dirname "$0")/.."

./scripts/install-deps.sh
echo "building pressrun (a few minutes the first time) …"
cmake --preset release >/dev/null
cmake --build --preset release

program=build/release/bin/pressrun
out=build/demo
rm -rf "$out"
mkdir -p "$out"

# The simulator as a process of its own, so that its pictures can be fetched when the run is over.
"$program" simulate --port 0 >"$out/simulator.url" 2>"$out/simulator.stats" &
simulator=$!
trap 'kill "$simulator" 2>/dev/null || true' EXIT
until [ -s "$out/simulator.url" ]; do
  kill -0 "$simulator" || { cat "$out/simulator.stats" >&2; exit 1; }
  sleep 0.1
done
url=$(sed 's/.*\(http:[^ ]*\).*/\1/' "$out/simulator.url")

echo
echo "rendering jobs/black-friday.yaml against the bundled simulator, at 10 requests a second:"
ABYSSALE_API_KEY=demo "$program" run --base-url "$url" --state "$out/black-friday.db" \
  -o "$out/black-friday.results.json" -o "$out/black-friday.results.csv" --report "$out/report.html" jobs/black-friday.yaml

echo
echo "what the simulated server saw:"
python3 scripts/demo_pictures.py "$url" "$out"
echo
echo "results:  $out/black-friday.results.json, and the same as .csv"
echo "pictures: $out/pictures/ (a sample; open $out/pictures/index.html)"
echo "report:   file://$PWD/$out/report.html"
# Its pictures come from the simulator, which lives as long as somebody looks.
if [ -t 0 ] && [ -t 1 ]; then
  if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then
    xdg-open "$out/report.html" >/dev/null 2>&1 || true
  fi
  printf 'open the report in a browser; Enter ends the simulator and its pictures '
  read -r _ || true
fi

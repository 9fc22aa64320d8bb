"""What is run: manifests with their rows, and scenarios of the simulated API."""

TEASER = "5fcec999-2bfb-4dd7-ba38-2d9e16c49149"  # static, of the bundled workspace
CLIP = "e94f8a16-7b35-4d02-a8c9-1f6e5d3b0c75"  # animated

NO_LIMITS = ("limits: {per_second: 0, polling: {per_minute: 0, per_hour: 0}, read: {per_minute: 0, per_hour: 0}, "
             "write: {per_minute: 0, per_hour: 0}}\n")

# What pressrun submits for a row of `write_rows`; the programs it is compared with submit the same.
TARGET = f"/async/banner-builder/{TEASER}/generate"
BODY = '{"elements":{"title":{"payload":"Kite number NUMBER"}},"template_format_names":["rectangle"]}'

STATIC_ENTRY = """  - design_id: %s
    name: teaser
    template_format_names: [rectangle]
    rows: %%s
    key: "${row.sku}"
    elements: {title: {payload: "${row.title}"}}
""" % TEASER
VIDEO_ENTRY = """  - design_id: %s
    name: clip
    template_format_names: [square]
    image_file_type: mp4
    rows: %%s
    key: "${row.sku}"
    elements: {title: {payload: "${row.title}"}}
""" % CLIP


def scenario(median="4s", sigma=0.5, seed=1, slow_share=0.0, slow_median="20s", more=""):
    return (f"seed: {seed}\nkeep_bodies: false\nrender: {{median: {median}, sigma: {sigma}, slow_share: {slow_share}, "
            f"slow_median: {slow_median}}}\n{more}")


def steady(seed=1, more=""):
    return scenario(seed=seed, more=more)


def bimodal(seed=1):
    """80 % 2 s, 20 % 20 s; a tenth about each, as nothing takes exactly its time."""
    return scenario(median="2s", sigma=0.1, slow_share=0.2, seed=seed)


def slow_video(seed=1):
    return scenario(median="90s", seed=seed)


def mixed(seed=1):
    """A static design as usual, an animated one whose renderings take twenty times as long."""
    return scenario(seed=seed, more=f"render_of: {{{CLIP}: {{median: 80s, sigma: 0.3}}}}\n")


POLLS_503 = "  - {kind: status, on: poll, probability: 0.05, status: 503}\n"
OUTAGE = "  - {kind: status, on: any, probability: 1, status: 502, from: 15s, until: 25s}\n"


def troubled(seed=1):
    return steady(seed, "faults:\n" + POLLS_503 + OUTAGE)


def outage(seed=1):
    return steady(seed, "faults:\n" + OUTAGE)


def limits_off(seed=1):
    return scenario(median="0ms", sigma=0, seed=seed, more=NO_LIMITS)


def write_rows(path, count):
    with path.open("w") as rows:
        rows.write("sku,title\n")
        for number in range(count):
            rows.write(f"sku{number:07d},Kite number {number}\n")


def write_campaign(folder, jobs, entries=(STATIC_ENTRY,)):
    """night.yaml, its jobs dealt out to the entries."""
    folder.mkdir(parents=True, exist_ok=True)
    text = "pressrun: 1\nname: night\ndesigns:\n"
    for index, entry in enumerate(entries):
        name = f"rows{index}.csv"
        write_rows(folder / name, jobs // len(entries))
        text += entry % name
    (folder / "night.yaml").write_text(text)

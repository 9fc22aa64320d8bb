"""Pages with other jobs in them: the real page, with its data replaced."""
import base64
import gzip
import json
import uuid

BEGIN = '<script type="application/octet-stream" id="data">'
HERO, TEASER = "64238d01-d402-474b-8c2d-fbc957e9d290", "5fcec999-2bfb-4dd7-ba38-2d9e16c49149"
FORMATS = [("facebook-feed", 1200, 628), ("instagram-post", 1080, 1080), ("story", 1080, 1920)]
BEGAN = 1764300000000


def data_of(page):
    text = page.split(BEGIN)[1].split("</script>")[0]
    return json.loads(gzip.decompress(base64.b64decode(text)))


def with_data(page, document):
    packed = base64.b64encode(gzip.compress(json.dumps(document, ensure_ascii=False).encode(), 6, mtime=0)).decode()
    head, rest = page.split(BEGIN)
    return head + BEGIN + packed + "</script>" + rest.split("</script>", 1)[1]


def unique(number):
    return str(uuid.uuid5(uuid.NAMESPACE_OID, str(number)))


def job(number, **more):
    assets = [{"format": name, "width": width, "height": height, "type": "png", "id": unique(f"{number} {name}"),
               "url": f"https://cdn.example.com/banners/{unique(f'{number} {name} file')}.png"} for name, width, height in FORMATS]
    return {"key": f"hero/kite-{number:05}", "design": "hero" if number % 2 else "teaser", "design_id": HERO if number % 2 else TEASER,
            "status": "succeeded", "values": {"sku": f"kite-{number:05}", "theme": {"name": ["light", "dark"][number % 2]}},
            "request": unique(number), "sent": BEGAN + number * 300, "done": BEGAN + number * 300 + 2000 + number % 7000,
            "reason": "new", "assets": assets, **more}


def document(jobs, **facts):
    run = {"id": "run-2", "started": BEGAN - 1000, "finished": BEGAN + 900000, "ending": "finished", "exit_code": 3, "jobs": len(jobs),
           "unchanged": 0, "assets": 3 * len(jobs), "credits": 3 * len(jobs)}
    book = {"settled": 3 * len(jobs), "out": 0, "in_doubt": 0, "limit": None}
    troubled = [one["status"] for one in jobs]
    summary = {"jobs": len(jobs), "succeeded": troubled.count("succeeded"), "partial": troubled.count("partial"),
               "failed": troubled.count("failed"), "in_doubt": troubled.count("in_doubt"), "pending": 0, "unchanged": 0,
               "assets": 3 * len(jobs), "credits": 3 * len(jobs), "credit_book": book,
               "api_calls": {"submit": len(jobs), "poll": 2 * len(jobs), "read": 2, "rate_limited": 0}}
    spending = [{"design": design, "day": 1764201600000 + day * 86400000, "settled": 40 + day, "out": day, "in_doubt": 1}
                for day in range(3) for design in (HERO, TEASER)]
    return {"facts": {"name": "kites", "manifest": "kites.yaml", "run_options": "", "path": "/srv/kites.yaml", "version": "0",
                      "written": BEGAN + 1000000, "origin": "https://api.example.com", "workspace": "Kites", "run": run,
                      "summary": summary, "runs": [run, {**run, "id": "run-1"}], "spending": spending, **facts},
            "jobs": jobs, "orphans": []}


def troubled(number, status, message, **more):
    failure = {"format": "story", "id": "cannot_build_banner", "message": message}
    assets = job(number)["assets"][:2] if status == "partial" else []
    return job(number, status=status, assets=assets, errors=[failure], **more)

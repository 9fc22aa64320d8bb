#!/usr/bin/env python3
"""The bench's own arithmetic, its programs on a small scale, and what it writes: bench_test.py PROGRAMS"""
import copy
import json
import pathlib
import sys
import tempfile
import unittest
import unittest.mock
import xml.etree.ElementTree

import marks
import nights
import picture
import process
import readme
import tables
import throughput
import workload

PROGRAMS = process.Programs(pathlib.Path(sys.argv.pop(1)).resolve())


def a_night(**more):
    timeline = [[1000 * n, 1000 * n + 4000, 1000 * n + 6000] for n in range(10)]
    stats = {"polls": 11, "rate_limited": 0, "max_in_any_second": 2}
    return nights.figures(timeline, stats, 0, 15.5) | {"night": 0, "in_doubt": 0, "cpu": 0.1} | more


DATA = {
    "steady": [a_night(), a_night(seconds=2.1), a_night(seconds=2.11, cpu=0.5)],
    "start": [{"seconds": [0.01, 0.02, 0.5]}],
    "windows": [a_night(), a_night(rate_limited=1)], "hours": [a_night(told=20_000, seconds=4000)],
    "surroundings": {"date": "2026-11-24", "cores": 2, "processor": "any <&> one", "quick": False, "load_before": 0.0},
}


def row(words):
    return next(one for one in marks.ROWS if one.measure.startswith(words))


class Figures(unittest.TestCase):
    def test_a_night_comes_to_its_figures(self):
        night = a_night()
        self.assertEqual(night["bound"], 2.0)
        self.assertEqual(night["lag_median"], 2.0)
        self.assertEqual(night["end_lag"], 2.5)
        self.assertEqual(night["polls_per_job"], 1.1)

    def test_jobs_nobody_was_told_of_need_no_poll(self):
        timeline = [[0, 1000, 2000], [0, 1000, None]]
        night = nights.figures(timeline, {"polls": 1, "rate_limited": 0, "max_in_any_second": 2}, 0, 3)
        self.assertAlmostEqual(night["bound"], 0.3)
        self.assertEqual(night["told"], 1)

    def test_a_row_takes_the_median_and_names_what_is_missed(self):
        makespan = row("makespan over")
        self.assertEqual(makespan.values(DATA), "1.055 / –")
        self.assertEqual(makespan.met(DATA), "partly measured")
        worse = copy.deepcopy(DATA)
        worse["steady"][1]["seconds"] = 2.2
        self.assertEqual(makespan.met(worse), "no: steady")

    def test_what_bounds_a_figure_is_said_only_where_it_is_missed(self):
        makespan = row("makespan over")
        with unittest.mock.patch.object(makespan, "bound", "the ceiling"):
            fine = {**DATA, "windows": [a_night()]}
            self.assertEqual(tables.excuses(fine), [])
            missed = {**fine, "steady": [a_night()]}
            self.assertEqual(tables.excuses(missed), [f"{makespan.measure}: the ceiling"])
            self.assertIn("the ceiling", readme.section(missed))

    def test_many_nights_are_told_first_and_next(self):
        pair = [a_night(seconds=2.2), a_night(seconds=2.1, night=1)]
        heading, steady = tables.many_nights({"many-steady": pair * 3})
        self.assertEqual(steady[:3], ("200 jobs, steady", "1.100 / 1.050", "1.10 / 1.10"))
        self.assertEqual(len(heading), len(steady))
        self.assertEqual(tables.many_nights(DATA), [])

    def test_a_mark_of_nothing_is_missed_by_one(self):
        self.assertEqual(row("429").values(DATA), "1 / 0")
        self.assertEqual(row("429").met(DATA), "no: virtual time")
        self.assertEqual(row("429").met({"windows": [a_night()], "small": [a_night()]}), "yes")

    def test_some_marks_are_a_least(self):
        self.assertEqual(row("40 000").met(DATA), "yes")
        self.assertEqual(row("40 000").met({"hours": [a_night(told=17_000, seconds=3600)]}), "no")

    def test_what_was_not_measured_is_not_met(self):
        self.assertEqual(row("CPU time").met({}), "not measured")


class Written(unittest.TestCase):
    def test_the_picture_is_xml_with_a_bar_for_each_figure(self):
        root = xml.etree.ElementTree.fromstring(picture.draw(DATA))
        names = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
        self.assertIn("makespan, steady", names)
        missing = [part for one in marks.ROWS for part in one.parts if part.value(DATA) is None]
        self.assertEqual(names.count("not measured"), len(missing))

    def test_the_readme_keeps_all_but_the_figures(self):
        text = f"before\n{readme.BEGIN}\nold\n{readme.END}\nafter\n"
        once = readme.replaced(text, DATA)
        self.assertTrue(once.startswith("before\n") and once.endswith("\nafter\n"))
        self.assertNotIn("old", once)
        self.assertEqual(readme.replaced(once, DATA), once)
        with self.assertRaises(ValueError):
            readme.replaced("no marks", DATA)

    def test_the_readme_has_the_place_for_the_figures(self):
        text = (pathlib.Path(__file__).parent / "README.md").read_text()
        self.assertEqual((text.count(readme.BEGIN), text.count(readme.END)), (1, 1))


class Programs(unittest.TestCase):
    def setUp(self):
        self.place = tempfile.TemporaryDirectory(prefix="pressrun-bench-test-")
        self.folder = pathlib.Path(self.place.name)
        self.addCleanup(self.place.cleanup)

    def test_a_night_in_virtual_time_is_the_same_each_time(self):
        first, again = ([{**one} for one in nights.virtual(PROGRAMS, self.folder, workload.steady(), 30, nights=2)]
                        for _ in range(2))
        self.assertEqual(first, again)
        self.assertEqual([one["night"] for one in first], [0, 1])
        self.assertGreater(first[0]["seconds"], first[0]["bound"])

    def test_a_real_night_gives_the_same_kind_of_figures(self):
        calm = lambda seed: workload.scenario(median="100ms", seed=seed)
        night, = nights.real(PROGRAMS, self.folder, calm, 6)
        self.assertEqual((night["told"], night["submissions"], night["in_doubt"]), (6, 6, 0))
        self.assertGreater(night["seconds"], 1)  # a dozen calls at ten a second
        self.assertGreaterEqual(night["end_lag"], 0)

    def test_the_bare_loop_does_what_pressrun_does(self):
        with process.simulator(PROGRAMS["pressrun"], self.folder, workload.limits_off()) as api:
            words = ["--port", api.port, "--target", workload.TARGET, "--body", workload.BODY, "--jobs", 50]
            used = process.run_well([PROGRAMS["bench_bare_loop"], *words, "--connections", 4], self.folder)
            stats = api.read("stats")
        self.assertEqual(json.loads(used.out)["jobs"], 50)
        self.assertEqual((stats["accepted_generations"], stats["requests"]), (50, 100))

    def test_a_program_that_fails_gives_no_figure(self):
        with self.assertRaises(process.Broken):
            process.run_well([PROGRAMS["pressrun"], "run", "nothing.yaml"], self.folder)

    def test_limits_off_compares_the_same_jobs(self):
        one = throughput.ours(PROGRAMS, self.folder / "ours", 40)
        self.assertGreater(one["jobs_per_second"], 0)


if __name__ == "__main__":
    unittest.main()

// The run over time, and what was spent: plain SVG.
import { $, el, svg } from './dom.js';
import { brief, counted, moment, plain, span } from './texts.js';

const wide = 960;
const high = 240;
const mostPoints = 800;

/** Requests of the run in order of their moments: [{ sent, done }], each once though jobs share it. Pure. */
export function requestsOf(jobs, run) {
  const seen = new Set();
  return jobs.filter((job) => {
    const name = job.request || job.key;
    if (!job.sent || job.unchanged || job.sent < run.started - 1000 || seen.has(name)) return false;
    seen.add(name);
    return true;
  }).map((job) => ({ sent: job.sent, done: job.done ?? null, job }));
}

/** [{ at, flying, done }]: how many requests were out, and how many had come to an end, at each change. Pure. */
export function courseOf(requests) {
  const changes = requests.flatMap(({ sent, done }) => (done === null ? [[sent, 1]] : [[sent, 1], [Math.max(done, sent), -1]]));
  changes.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  let flying = 0;
  let done = 0;
  return changes.map(([at, step]) => {
    flying += step;
    done += step < 0 ? 1 : 0;
    return { at, flying, done };
  });
}

function thinned(points) {
  const every = Math.ceil(points.length / mostPoints);
  return points.filter((_, place) => place % every === 0 || place === points.length - 1);
}

function courseChart(course) {
  const points = thinned(course);
  const [from, to] = [course[0].at, Math.max(course.at(-1).at, course[0].at + 1000)];
  const most = course.reduce((top, point) => Math.max(top, point.flying), 1);
  const all = course.at(-1).done || 1;
  const x = (at) => 40 + ((at - from) / (to - from)) * (wide - 80);
  const y = (part) => high - 30 - part * (high - 60);
  let flight = `M${x(from)} ${y(0)}`;
  let done = `M${x(from)} ${y(0)}`;
  for (const point of points) {
    flight += `H${x(point.at).toFixed(1)}V${y(point.flying / most).toFixed(1)}`;
    done += `L${x(point.at).toFixed(1)} ${y(point.done / all).toFixed(1)}`;
  }
  const words = `${most} requests were out at once at most; ${course.at(-1).done} had come to an end after ${span(to - from)}`;
  return svg('svg', { viewBox: `0 0 ${wide} ${high}`, role: 'img', 'aria-label': words },
    svg('path', { class: 'flight', d: `${flight}V${y(0)}Z` }), svg('path', { class: 'done', d: done }),
    svg('path', { class: 'axis', d: `M40 ${y(0)}H${wide - 40}` }),
    svg('text', { x: 40, y: high - 8 }, moment(from, true)),
    svg('text', { x: wide - 40, y: high - 8, 'text-anchor': 'end' }, `${moment(to, true)} (${span(to - from)})`),
    svg('text', { x: 34, y: y(1) + 4, 'text-anchor': 'end' }, String(most)),
    svg('text', { x: wide - 34, y: y(1) + 4 }, String(all)));
}

export function quantile(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))];
}

export function tableOf(heads, rows, numbers) {
  const cell = (tag, text, column, more = {}) => el(tag, { class: numbers.includes(column) ? 'number' : null, ...more }, text);
  return el('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': heads.join(', ') }, el('table', {},
    el('thead', {}, el('tr', {}, heads.map((head, column) => cell('th', head, column, { scope: 'col' })))),
    el('tbody', {}, rows.map((row) => el('tr', {}, row.map((text, column) => cell('td', text, column)))))));
}

export function drawTimeline(model) {
  const requests = requestsOf(model.jobs, model.facts.run);
  const ended = requests.filter(({ done }) => done !== null).map((one) => ({ ...one, took: one.done - one.sent })).sort((a, b) => a.took - b.took);
  if (requests.length === 0) {
    $('timeline').replaceChildren(el('p', { class: 'notice' }, 'The last run sent nothing: all was there.'));
    return;
  }
  const times = ended.map(({ took }) => took);
  const byDesign = new Map();
  for (const one of ended) byDesign.set(one.job.design, [...(byDesign.get(one.job.design) ?? []), one.took]);
  $('timeline').replaceChildren(el('div', { class: 'cards' },
    el('article', { class: 'card wide' }, el('h2', {}, 'Requests of the last run'),
      el('p', {}, el('span', { class: 'key' }, 'out at once (left)'), ' · ', el('span', { class: 'key done' }, 'come to an end (right)')),
      courseChart(courseOf(requests))),
    times.length > 0 ? el('article', { class: 'card' }, el('h2', {}, 'From sent to there'),
      tableOf(['Design', 'Requests', 'Median', '90 %', 'Longest'], [...byDesign].map(([design, list]) => {
        const sorted = list.sort((a, b) => a - b);
        return [brief(design), String(sorted.length), span(quantile(sorted, 0.5)), span(quantile(sorted, 0.9)), span(sorted.at(-1))];
      }), [1, 2, 3, 4])) : null,
    times.length > 0 ? el('article', { class: 'card' }, el('h2', {}, 'The slowest'),
      tableOf(['Job', 'Took'], ended.slice(-5).reverse().map(({ job, took }) => [brief(job.key), span(took)]), [1])) : null));
}

const kinds = [['settled', 'paid'], ['out', 'on its way'], ['in_doubt', 'in doubt']];

/** Sums by the value that `nameOf` gives. Pure. */
export function sums(spending, nameOf) {
  const all = new Map();
  for (const one of spending) {
    const name = nameOf(one);
    const sum = all.get(name) ?? { name, settled: 0, out: 0, in_doubt: 0 };
    for (const [kind] of kinds) sum[kind] += one[kind];
    all.set(name, sum);
  }
  return [...all.values()];
}

const allOf = (sum) => sum.settled + sum.out + sum.in_doubt;

function bars(list, title) {
  const most = Math.max(1, ...list.map(allOf));
  const line = 26;
  const shapes = list.flatMap((sum, place) => {
    let left = 200;
    const parts = kinds.map(([kind]) => {
      const width = (sum[kind] / most) * (wide - 290);
      const part = svg('rect', { class: kind, x: left, y: place * line + 4, width, height: line - 8 });
      left += width;
      return part;
    });
    return [svg('text', { x: 190, y: place * line + 18, 'text-anchor': 'end' }, brief(sum.name, 28)), ...parts,
      svg('text', { x: left + 8, y: place * line + 18 }, allOf(sum).toLocaleString('en'))];
  });
  return svg('svg', { viewBox: `0 0 ${wide} ${list.length * line}`, role: 'img', 'aria-label': title }, ...shapes);
}

function costCard(title, first, list) {
  const shown = list.slice(0, 40);
  return el('article', { class: 'card wide' }, el('h2', {}, title), bars(shown, `${title}; the figures are in the table`),
    list.length > shown.length ? el('p', { class: 'quiet' }, `and ${list.length - shown.length} more in the table`) : null,
    tableOf([first, 'Paid', 'On its way', 'In doubt'], list.map((sum) => [plain(sum.name), ...kinds.map(([kind]) => sum[kind].toLocaleString('en'))]), [1, 2, 3]));
}

export function drawCosts(model) {
  const { facts } = model;
  const names = new Map(model.jobs.map((job) => [job.design_id, job.design]));
  const day = (ms) => new Date(ms).toISOString().slice(0, 10);
  const byDesign = sums(facts.spending, (one) => names.get(one.design) || one.design).sort((a, b) => allOf(b) - allOf(a));
  const byDay = sums(facts.spending, (one) => day(one.day));
  const book = facts.summary.credit_book;
  if (byDesign.length === 0) {
    $('costs').replaceChildren(el('p', { class: 'notice' }, 'Nothing was spent for this campaign yet.'));
    return;
  }
  $('costs').replaceChildren(el('div', { class: 'cards' },
    el('article', { class: 'card wide' }, el('h2', {}, `${counted(book.settled, 'credit')} paid in all runs`),
      el('p', {}, `${counted(facts.summary.credits, 'credit')} in the last run, estimated by the price list. On their way: ${book.out}. In doubt: ${book.in_doubt}.`,
        book.limit === null ? '' : ` The limit of the last run: ${book.limit}.`),
      el('p', { class: 'quiet' }, kinds.map(([kind, words]) => [el('span', { class: `key ${kind}` }, words), ' ']).flat())),
    costCard('By design', 'Design', byDesign), costCard('By day (UTC)', 'Day', byDay)));
}


// The gallery: of ten thousand tiles those that are in sight are there, and no others.
import { $, el } from './dom.js';
import { nameOf, small } from './media.js';
import { brief, counted, statusNames, verdictNames } from './texts.js';
import { sizeText } from './data.js';

const gap = 12;
const headHeight = 46;
const widths = [120, 165, 215, 290, 400];

/** Rows of tiles and heads of groups with their places; pure. */
export function layOut(groups, width, wanted, zoom = 1) {
  const columns = Math.max(1, Math.floor((width + gap) / (wanted * zoom + gap)));
  const tile = Math.floor((width - gap * (columns - 1)) / columns);
  const height = Math.round(tile * 0.82) + Math.round(52 * zoom);
  const rows = [];
  let top = 0;
  let place = 0;
  for (const group of groups) {
    if (group.name !== '') {
      rows.push({ top, height: headHeight, head: group });
      top += headHeight;
    }
    for (let first = 0; first < group.pictures.length; first += columns) {
      const count = Math.min(columns, group.pictures.length - first);
      rows.push({ top, height, first: place, count });
      place += count;
      top += height + gap;
    }
    top += group.name === '' ? 0 : 10;
  }
  return { columns, tile, height, rows, total: top };
}

/** The first row that ends below `y`. */
export function rowAt(rows, y) {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle].top + rows[middle].height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class Tiles {
  /** `on`: { open(picture), choose(picture, event) }. */
  constructor(reviews, chosen, on) {
    this.grid = $('grid');
    this.reviews = reviews;
    this.chosen = chosen;
    this.on = on;
    this.pictures = [];
    this.groups = [];
    this.nodes = new Map();
    this.active = 0;
    this.frame = 0;
    this.size = 3;
    const later = () => { this.frame ||= requestAnimationFrame(() => { this.frame = 0; this.draw(); }); };
    addEventListener('scroll', later, { passive: true });
    addEventListener('resize', () => { this.layOut(); });
    this.grid.addEventListener('click', (event) => this.clicked(event));
    this.grid.addEventListener('focusin', (event) => {
      const place = event.target.dataset?.place;
      if (place !== undefined) this.activate(Number(place));
    });
  }

  show(groups) {
    const was = this.pictures[this.active];
    this.groups = groups;
    this.pictures = groups.flatMap((group) => group.pictures);
    this.active = Math.max(0, this.pictures.indexOf(was));
    this.layOut();
  }

  resize(size) {
    this.size = size;
    this.layOut();
  }

  layOut() {
    const width = this.grid.clientWidth;
    if (width === 0) return;
    const zoom = innerWidth >= 2200 ? 1.5 : 1;
    const wanted = Math.min(widths[this.size - 1], this.size < 4 ? (width - gap) / 2 / zoom : width);
    this.plan = layOut(this.groups, width, wanted, zoom);
    this.grid.style.height = `${this.plan.total}px`;
    for (const node of this.nodes.values()) node.remove();
    this.nodes.clear();
    this.draw();
  }

  /** Adds what has come into sight, takes away what has left it. */
  draw() {
    if (!this.plan || this.grid.offsetParent === null) return;
    const { rows } = this.plan;
    const begin = -this.grid.getBoundingClientRect().top;
    const wanted = new Map();
    const end = begin + innerHeight;
    const room = Math.min(300, innerHeight / 4);
    for (let row = rowAt(rows, begin - room); row < rows.length && rows[row].top < end + room; row += 1) {
      if (rows[row].head) wanted.set(`head ${row}`, [rows[row], 0]);
      else for (let i = 0; i < rows[row].count; i += 1) wanted.set(rows[row].first + i, [rows[row], i]);
    }
    const focused = document.activeElement?.dataset?.place;
    for (const [name, node] of this.nodes) {
      if (wanted.has(name) || (focused !== undefined && node.dataset.place === focused)) continue;
      node.remove();
      this.nodes.delete(name);
    }
    const fresh = [];
    for (const [name, [row, column]] of wanted) {
      if (this.nodes.has(name)) continue;
      const node = row.head ? this.headNode(row) : this.tileNode(name, row, column);
      this.nodes.set(name, node);
      fresh.push(node);
    }
    this.grid.append(...fresh);
  }

  headNode(row) {
    const node = el('h2', { title: brief(row.head.name, 1000) }, brief(row.head.name), el('small', {}, counted(row.head.pictures.length, 'picture')));
    node.style.top = `${row.top + 10}px`;
    return node;
  }

  tileNode(place, row, column) {
    const picture = this.pictures[place];
    const key = picture.job.key || 'no longer asked for';
    const node = el('button', { type: 'button', class: 'tile', 'data-place': place, tabindex: place === this.active ? '0' : '-1' },
      small(picture), el('span', { class: 'tick' }), el('span', { class: 'name' }, brief(key)),
      el('span', { class: 'sub' }, [brief(picture.format), sizeText(picture.asset)].filter(Boolean).join(' · ') || statusNames[picture.status]));
    node.style.cssText = '';
    node.style.top = `${row.top}px`;
    node.style.left = `${column * (this.plan.tile + gap)}px`;
    node.style.width = `${this.plan.tile}px`;
    node.style.height = `${this.plan.height}px`;
    this.dress(node, picture, place);
    return node;
  }

  /** What changes while a tile stands there: the mark of its review, whether it is selected, its name. */
  dress(node, picture, place) {
    const review = this.reviews.of(picture);
    node.querySelector('.mark')?.remove();
    const kind = review?.earlier ? 'earlier' : review?.verdict || (review?.comment ? 'comment' : '');
    const words = kind === 'earlier' ? 'changed since' : kind === 'changes' ? 'changes' : verdictNames[kind] ?? '';
    if (kind) node.append(el('span', { class: `mark ${kind}` }, words));
    const said = [nameOf(picture), picture.asset ? '' : statusNames[picture.status], kind === 'changes' ? 'approved with changes' : words,
      `${place + 1} of ${this.pictures.length}`];
    node.setAttribute('aria-label', said.filter(Boolean).join(', '));
    node.setAttribute('aria-pressed', this.chosen.has(picture) ? 'true' : 'false');
    node.title = brief(picture.job.key, 1000);
  }

  refresh() {
    this.grid.classList.toggle('choosing', this.chosen.size > 0);
    for (const [name, node] of this.nodes)
      if (typeof name === 'number') this.dress(node, this.pictures[name], name);
  }

  clicked(event) {
    const node = event.target.closest('.tile');
    if (!node) return;
    const place = Number(node.dataset.place);
    const from = this.active;
    this.activate(place);
    if (event.shiftKey) {
      const [low, high] = [Math.min(from, place), Math.max(from, place)];
      this.on.choose(this.pictures.slice(low, high + 1), true);
    } else if (event.ctrlKey || event.metaKey || event.target.closest('.tick')) {
      this.on.choose([this.pictures[place]], !this.chosen.has(this.pictures[place]));
    } else {
      this.on.open(place);
    }
  }

  activate(place) {
    this.nodes.get(this.active)?.setAttribute('tabindex', '-1');
    this.active = place;
    this.nodes.get(place)?.setAttribute('tabindex', '0');
  }

  /** Brings a tile into sight and gives it the focus. */
  focus(place) {
    if (this.pictures.length === 0) return;
    const wanted = Math.min(Math.max(place, 0), this.pictures.length - 1);
    const row = this.plan.rows.find((one) => !one.head && one.first <= wanted && wanted < one.first + one.count);
    const top = this.grid.getBoundingClientRect().top + row.top;
    const above = $('top').offsetHeight + 50;
    if (top < above) scrollBy(0, top - above);
    else if (top + row.height > innerHeight - 20) scrollBy(0, top + row.height - innerHeight + 20);
    this.activate(wanted);
    this.draw();
    this.nodes.get(wanted)?.focus({ preventScroll: true });
  }

  /** One step with a key; answers whether it was one. */
  step(key) {
    const columns = this.plan?.columns ?? 1;
    const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -Infinity, End: Infinity };
    if (!(key in steps)) return false;
    const to = this.active + steps[key];
    if (Math.abs(steps[key]) === columns && columns > 1 && (to < 0 || to >= this.pictures.length)) return true;
    this.focus(Number.isFinite(to) ? to : key === 'Home' ? 0 : this.pictures.length - 1);
    return true;
  }
}

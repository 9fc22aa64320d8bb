// The page: reads its data, draws its views, and hears keys.
import { drawCosts, drawTimeline } from './charts.js';
import { Comparison } from './compare.js';
import { modelOf, readDocument } from './data.js';
import { $, el, saveFile, say } from './dom.js';
import { drawFacts } from './facts.js';
import { exactly, filtered, grouped, searchText, showNames } from './filter.js';
import { replaceBroken } from './media.js';
import { drawNeeds, needing } from './needs.js';
import { clearPaper, layPaper, printSheet } from './print.js';
import { Reviews } from './reviews.js';
import { brief, counted, moment, verdictNames } from './texts.js';
import { Tiles } from './tiles.js';
import { Viewer } from './viewer.js';

const keyWords = [
  ['/', 'search'], ['← ↑ → ↓', 'go from picture to picture'], ['Enter', 'see it large'], ['Space or x', 'select'],
  ['a', 'approve'], ['w', 'approve with changes'], ['r', 'reject'], ['m', 'comment'], ['u', 'undo'],
  ['c', 'compare what is selected, or the formats of the job'], ['j', 'all pictures of the job'], ['f', 'this format of all jobs'],
  ['Ctrl+A', 'select all that is shown'], ['Esc', 'close, or select nothing'], ['+ − 0', 'larger, smaller, whole'], ['?', 'this help'],
];

function remembered(name, value) {
  try {
    if (value === undefined) return localStorage.getItem(`pressrun.${name}`);
    localStorage.setItem(`pressrun.${name}`, value);
  } catch { /* a browser that keeps nothing */ }
  return value ?? null;
}

function dress(theme) {
  document.documentElement.dataset.theme = theme;
  $('theme').textContent = theme === 'dark' ? 'Light' : 'Dark';
}

class Page {
  constructor(model) {
    this.model = model;
    this.chosen = new Set();
    this.views = { needs: drawNeeds, timeline: drawTimeline, costs: drawCosts, facts: drawFacts };
    this.reviews = new Reviews(model.pictures, `${model.facts.name}.${model.facts.workspace}`, () => localStorage, () => this.reviewed());
    this.tiles = new Tiles(this.reviews, this.chosen, {
      open: (place) => this.viewer.open(this.tiles.pictures, place),
      choose: (pictures, wanted) => this.choose(pictures, wanted),
    });
    this.viewer = new Viewer(this.reviews, {
      judge: (picture, verdict) => this.judge([picture], verdict),
      comment: (pictures) => this.comment(pictures),
      compare: (picture) => this.compareJob(picture),
      job: (picture) => this.search(exactly('job', picture.job.key)),
      format: (picture) => this.search(exactly('format', picture.format)),
      closed: (place) => this.tiles.focus(place),
    });
    this.comparison = new Comparison(this.reviews);
    this.head();
    this.controls();
    this.keys();
    this.reviewed();
  }

  head() {
    const { facts, jobs } = this.model;
    const { summary, run } = facts;
    $('name').textContent = brief(facts.name);
    $('counts').textContent = [counted(summary.jobs, 'job'), counted(summary.assets, 'file'),
      summary.failed + summary.partial > 0 ? `${summary.failed + summary.partial} failed or partial` : '',
      summary.in_doubt > 0 ? `${summary.in_doubt} in doubt` : '', summary.pending > 0 ? `${summary.pending} not finished` : '',
      moment(run.finished ?? run.started)].filter(Boolean).join(' · ');
    const count = needing(jobs);
    $('needs-count').textContent = count > 0 ? String(count) : '';
    if (count > 0) {
      $('alert').replaceChildren(`${counted(count, 'job')} ${count === 1 ? 'needs' : 'need'} a person.`,
        el('button', { type: 'button', onclick: () => this.view('needs') }, 'See what to do'));
      $('alert').hidden = false;
    }
  }

  controls() {
    const option = (value, words) => el('option', { value }, words);
    $('group').append(option('', 'nothing'), option('job', 'job'), option('design', 'design'), option('format', 'format'),
      option('status', 'status'), option('review', 'review'), ...this.model.columns.slice(0, 200).map((name) => option(`row:${name}`, brief(name, 60))));
    $('show').append(...Object.entries(showNames).map(([value, words]) => option(value, words)));
    for (const id of ['search', 'group', 'show']) $(id).addEventListener('input', () => this.draw());
    $('size').addEventListener('input', () => { remembered('size', $('size').value); this.tiles.resize(Number($('size').value)); });
    $('size').value = remembered('size') ?? '3';
    this.tiles.size = Number($('size').value) || 3;
    $('clear').addEventListener('click', () => { $('show').value = 'all'; this.search(''); });
    $('views').addEventListener('click', (event) => { if (event.target.dataset.view) this.view(event.target.dataset.view); });
    $('save').addEventListener('click', () => this.save());
    $('load').addEventListener('click', () => $('file').click());
    $('file').addEventListener('change', () => this.load());
    $('undo').addEventListener('click', () => this.undo());
    $('sheet').addEventListener('click', () => printSheet(this.tiles.pictures, this.reviews, 12));
    $('theme').addEventListener('click', () => {
      const theme = document.documentElement.dataset.theme === 'dark' ? 'light' : 'dark';
      dress(theme);
      remembered('theme', theme);
    });
    $('chosen').addEventListener('click', (event) => { if (event.target.dataset.do) this.act(event.target.dataset.do); });
    $('keys').append(...keyWords.flatMap(([key, words]) => [el('dt', {}, el('kbd', {}, key)), el('dd', {}, words)]));
    $('help-open').addEventListener('click', () => $('help').showModal());
    $('help-close').addEventListener('click', () => $('help').close());
    $('remark-cancel').addEventListener('click', () => $('remark').close());
    $('remark-save').addEventListener('click', () => this.saveComment());
    replaceBroken($('grid'));
    addEventListener('beforeprint', () => { if (!$('gallery').hidden && !document.body.classList.contains('sheet')) layPaper(this.tiles.pictures, this.reviews, 12); });
    addEventListener('afterprint', clearPaper);
  }

  view(name) {
    for (const section of document.querySelectorAll('main > section')) {
      section.hidden = section.id !== name;
      if (section.hidden && section.id in this.views) section.replaceChildren();
    }
    for (const button of $('views').children) {
      if (button.dataset.view === name) button.setAttribute('aria-current', 'page');
      else button.removeAttribute('aria-current');
    }
    this.views[name]?.(this.model, (job) => this.search(exactly('job', job.key)));
    scrollTo(0, 0);
    if (name === 'gallery') this.tiles.layOut();
  }

  search(query) {
    for (const dialog of document.querySelectorAll('dialog[open]')) dialog.close();
    $('search').value = query;
    if (query !== '') $('show').value = 'all';
    this.view('gallery');
    this.draw();
    $('search').focus();
  }

  draw() {
    const reviewOf = (picture) => this.reviews.of(picture);
    const found = filtered(this.model.pictures, $('search').value, $('show').value, reviewOf);
    const all = this.model.pictures.length;
    $('found').textContent = found.length === all ? `${counted(all, 'picture')}` : `${found.length.toLocaleString('en')} of ${counted(all, 'picture')}`;
    $('nothing').hidden = found.length > 0;
    this.tiles.show(grouped(found, $('group').value, reviewOf));
  }

  reviewed() {
    const counts = this.reviews.counts();
    const done = counts.approved + counts.changes + counts.rejected;
    const said = Object.entries(verdictNames).filter(([verdict]) => counts[verdict] > 0).map(([verdict, words]) => `${counts[verdict]} ${words}`);
    $('progress').textContent = done + counts.comment === 0
      ? 'Review: click a picture, then approve or reject it; save the review and send it back.'
      : `${done} of ${counted(counts.files, 'picture')} reviewed: ${said.join(', ')}`;
    $('save').disabled = done + counts.comment === 0;
    $('undo').disabled = this.reviews.steps.length === 0;
    this.tiles.refresh();
    if (this.viewer?.isOpen) {
      const focused = document.activeElement?.textContent;
      this.viewer.draw();
      [...$('viewer').querySelectorAll('button')].find((button) => button.textContent === focused)?.focus();
    }
  }

  choose(pictures, wanted) {
    for (const picture of pictures) {
      if (wanted) this.chosen.add(picture);
      else this.chosen.delete(picture);
    }
    $('chosen').hidden = this.chosen.size === 0;
    $('chosen-count').textContent = `${this.chosen.size.toLocaleString('en')} selected`;
    this.tiles.refresh();
  }

  clearChoice() {
    this.chosen.clear();
    this.choose([], false);
  }

  /** What a key or a button is about: the picture that is large, else what is selected, else the one with the focus. */
  subjects() {
    if (this.viewer.isOpen) return [this.viewer.picture];
    if (this.chosen.size > 0) return [...this.chosen];
    const active = document.activeElement?.dataset?.place;
    return active === undefined ? [] : [this.tiles.pictures[Number(active)]];
  }

  judge(pictures, verdict) {
    const files = pictures.filter((picture) => picture.asset);
    if (files.length === 0) {
      say(pictures.length > 0 ? 'There is no picture to review.' : 'Select a picture first.');
      return;
    }
    const given = this.reviews.judge(files, verdict);
    say(given ? `${counted(files.length, 'picture')} ${verdictNames[given]}.` : 'Taken back.');
  }

  comment(pictures) {
    this.commented = pictures.filter((picture) => picture.asset);
    if (this.commented.length === 0) { say('Select a picture first.'); return; }
    const [first] = this.commented;
    $('remark-about').textContent = this.commented.length === 1 ? brief(`${first.job.key} ${first.format}`) : counted(this.commented.length, 'picture');
    $('remark-text').value = this.reviews.of(first)?.comment ?? '';
    $('remark').showModal();
    $('remark-text').focus();
  }

  saveComment() {
    $('remark').close();
    this.reviews.remark(this.commented, $('remark-text').value.trim());
    say('Comment kept.');
  }

  undo() { say(this.reviews.undo() ? 'Undone.' : 'There is nothing to undo.'); }

  compareJob(picture) {
    const same = this.model.pictures.filter((one) => one.job === picture.job);
    this.comparison.open(same, brief(picture.job.key || 'Formats'));
  }

  act(what) {
    const subjects = this.subjects();
    if (what === 'clear') this.clearChoice();
    else if (what === 'comment') this.comment(subjects);
    else if (what === 'compare') {
      if (subjects.length > 1) this.comparison.open(subjects, counted(subjects.length, 'picture'));
      else if (subjects.length === 1) this.compareJob(subjects[0]);
    } else this.judge(subjects, what);
  }

  save() {
    saveFile(`${this.model.facts.name}.review.csv`, this.reviews.csv(), 'text/csv;charset=utf-8');
    say('Saved. Send the file back: what is rejected in it is made again.');
  }

  async load() {
    const [file] = $('file').files;
    if (!file) return;
    try {
      const { taken, unknown } = this.reviews.take(await file.text());
      say(`${counted(taken, 'review')} read${unknown > 0 ? `; ${unknown} of other pictures left out` : ''}.`);
    } catch (error) {
      say(`Not read: ${error.message}`);
    }
    $('file').value = '';
  }

  keys() {
    addEventListener('keydown', (event) => {
      if (event.defaultPrevented || event.altKey) return;
      const writing = event.target.matches?.('input:not([type="range"]), textarea, select');
      if (event.key === 'Escape' && writing && event.target.id === 'search' && event.target.value) { this.search(''); event.preventDefault(); return; }
      if (event.target.id === 'search' && event.key === 'ArrowDown') { this.tiles.focus(0); event.preventDefault(); return; }
      if (writing || $('remark').open || $('help').open) return;
      if (this.key(event)) event.preventDefault();
    });
  }

  key(event) {
    const { key } = event;
    if (event.ctrlKey || event.metaKey) {
      if (key !== 'a' || this.viewer.isOpen || $('gallery').hidden) return false;
      this.choose(this.tiles.pictures, true);
      return true;
    }
    if (this.comparison.isOpen) return false;
    if (this.viewer.isOpen && this.viewer.key(event)) return true;
    const onTile = event.target.dataset?.place !== undefined;
    if (onTile && this.tiles.step(key)) return true;
    if (onTile && (key === ' ' || key === 'x')) {
      const picture = this.tiles.pictures[this.tiles.active];
      this.choose([picture], !this.chosen.has(picture));
      return true;
    }
    const acts = { a: 'approved', w: 'changes', r: 'rejected', m: 'comment', c: 'compare' };
    if (key in acts && !$('gallery').hidden) { this.act(acts[key]); return true; }
    const [subject] = this.subjects();
    if ((key === 'j' || key === 'f') && subject) {
      this.search(key === 'j' ? exactly('job', subject.job.key) : exactly('format', subject.format));
      return true;
    }
    if (key === 'u') { this.undo(); return true; }
    if (key === '/' && !this.viewer.isOpen) { if ($('gallery').hidden) this.view('gallery'); $('search').focus(); return true; }
    if (key === '?') { $('help').showModal(); return true; }
    if (key === 'Escape' && this.chosen.size > 0 && !this.viewer.isOpen) { this.clearChoice(); return true; }
    return false;
  }
}

async function start() {
  dress(remembered('theme') ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'));
  try {
    const model = modelOf(await readDocument($('data').textContent));
    $('data').remove();
    const page = new Page(model);
    $('loading').hidden = true;
    page.view('gallery');
    page.draw();
    document.documentElement.dataset.ready = 'true';
    // So that the first word that is typed finds it made.
    let place = 0;
    const prepare = () => {
      for (const end = Math.min(place + 2000, model.pictures.length); place < end; place += 1) searchText(model.pictures[place]);
      if (place < model.pictures.length) setTimeout(prepare, 0);
    };
    setTimeout(prepare, 0);
  } catch (error) {
    $('loading').textContent = `This page cannot be read: ${error.message}. It may have been cut short, or the browser is of before 2023.`;
  }
}

start();

// One picture large: what it is, what a person says of it, the next and the one before.
import { $, el, termList } from './dom.js';
import { large, nameOf, replaceBroken } from './media.js';
import { brief, moment, plain, statusNames } from './texts.js';
import { sizeText, valueText } from './data.js';

const zooms = [0, 0.5, 1, 2, 4];

export class Viewer {
  /** `on`: { judge, comment, compare, job, format }, each of a picture. */
  constructor(reviews, on) {
    this.box = $('viewer');
    this.reviews = reviews;
    this.on = on;
    this.pictures = [];
    this.place = 0;
    this.zoom = 0;
    replaceBroken(this.box);
    this.box.addEventListener('close', () => { this.box.replaceChildren(); this.on.closed(this.place); });
  }

  get picture() { return this.pictures[this.place]; }
  get isOpen() { return this.box.open; }

  open(pictures, place) {
    this.pictures = pictures;
    this.place = place;
    this.zoom = 0;
    this.draw();
    if (!this.box.open) this.box.showModal();
    this.box.querySelector('[data-next]').focus();
  }

  close() { this.box.close(); }

  move(steps) {
    const to = this.place + steps;
    if (to < 0 || to >= this.pictures.length) return;
    const focused = document.activeElement?.dataset;
    this.place = to;
    this.zoom = 0;
    this.draw();
    this.box.querySelector(focused && 'before' in focused ? '[data-before]' : '[data-next]')?.focus();
  }

  zoomBy(steps) {
    const at = Math.min(Math.max(zooms.indexOf(this.zoom) + steps, 0), zooms.length - 1);
    this.zoom = zooms[at];
    const shown = this.box.querySelector('.stage img, .stage video');
    if (!shown) return;
    shown.classList.toggle('fit', this.zoom === 0);
    const width = shown.naturalWidth || shown.videoWidth || 0;
    shown.style.width = this.zoom === 0 ? '' : `${Math.round(width * this.zoom)}px`;
    this.box.querySelector('.zoom').textContent = this.zoom === 0 ? 'whole' : `${this.zoom * 100} %`;
  }

  draw() {
    const { picture } = this;
    const button = (words, act, more = {}) => el('button', { type: 'button', onclick: act, ...more }, words);
    const bar = el('div', { class: 'viewbar' },
      el('h2', {}, brief(picture.job.key || 'no longer asked for')),
      el('span', { class: 'quiet' }, `${this.place + 1} of ${this.pictures.length}`),
      button('← Before', () => this.move(-1), { 'data-before': '', 'aria-disabled': this.place === 0 ? 'true' : null }),
      button('Next →', () => this.move(1), { 'data-next': '', 'aria-disabled': this.place + 1 === this.pictures.length ? 'true' : null }),
      button('−', () => this.zoomBy(-1), { 'aria-label': 'Smaller' }), el('span', { class: 'zoom quiet' }, 'whole'),
      button('+', () => this.zoomBy(1), { 'aria-label': 'Larger' }),
      button('Close', () => this.close(), { title: 'Esc' }));
    this.box.replaceChildren(bar, el('div', { class: 'stage', tabindex: '0', role: 'region', 'aria-label': 'Picture' }, large(picture)), this.side(button));
  }

  side(button) {
    const { picture } = this;
    const { job, asset } = picture;
    const review = this.reviews.of(picture);
    const verdict = (name, words, tone) =>
      button(words, () => this.on.judge(picture, name), { class: tone, 'aria-pressed': review?.verdict === name ? 'true' : 'false' });
    const address = picture.address || '';
    return el('div', { class: 'side', tabindex: '0', role: 'region', 'aria-label': 'About it' },
      asset ? el('div', { class: 'verdicts' }, verdict('approved', 'Approve', 'good'), verdict('changes', 'With changes', 'warn'),
        verdict('rejected', 'Reject', 'bad'), button('Comment', () => this.on.comment([picture]))) : null,
      review?.earlier ? el('p', { class: 'quiet' }, 'The picture has changed since it was reviewed.') : null,
      review?.comment ? el('p', {}, `“${plain(review.comment)}”`) : null,
      picture.error ? el('p', {}, brief(picture.error.message || picture.error.id, 10000)) : null,
      termList([['Job', plain(job.key)], ['Design', plain(job.design)], ['Format', plain(picture.format)],
        ['Size', sizeText(asset)], ['Type', plain(asset?.type)], ['Status', statusNames[picture.status]],
        ['In this run', job.unchanged ? 'unchanged' : ''], ['Asked for now', job.stale ? 'something else: this is the picture of before' : ''],
        ['Why made', plain(job.reason)], ['Sent', moment(job.sent)], ['Finished', moment(job.done)],
        ...Object.entries(job.values ?? {}).map(([name, value]) => [plain(name), valueText(value)]),
        ['SHA-256', plain(asset?.sha256)], ['Picture', plain(asset?.id)], ['Request', plain(job.request)]]),
      (job.warnings ?? []).map((warning) => el('p', { class: 'quiet' }, plain(warning))),
      el('div', { class: 'row' },
        button('Compare the formats', () => this.on.compare(picture)),
        button('All of this job', () => this.on.job(picture)),
        picture.format ? button('This format of all jobs', () => this.on.format(picture)) : null),
      address ? el('a', { href: address, target: '_blank', rel: 'noopener noreferrer', 'aria-label': `Open the file: ${nameOf(picture)}` }, 'Open the file') : null);
  }

  key(event) {
    const { key } = event;
    if (key === 'ArrowRight' || key === 'ArrowLeft') {
      if (event.target.closest?.('video, .stage') && this.zoom !== 0) return false;
      this.move(key === 'ArrowRight' ? 1 : -1);
      return true;
    }
    if (key === '+' || key === '=') { this.zoomBy(1); return true; }
    if (key === '-') { this.zoomBy(-1); return true; }
    if (key === '0') { this.zoomBy(-zooms.length); return true; }
    return false;
  }
}

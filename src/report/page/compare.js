// Pictures side by side; two of them one over the other, with a slider or in turns.
import { $, el } from './dom.js';
import { large, nameOf, replaceBroken } from './media.js';
import { brief, verdictNames } from './texts.js';

const mostCompared = 40;

export class Comparison {
  constructor(reviews) {
    this.box = $('compare');
    this.reviews = reviews;
    this.blinking = 0;
    replaceBroken(this.box);
    this.box.addEventListener('close', () => { this.stop(); this.box.replaceChildren(); });
  }

  get isOpen() { return this.box.open; }

  open(pictures, title) {
    this.pictures = pictures.slice(0, mostCompared);
    this.title = pictures.length > mostCompared ? `${title}: the first ${mostCompared}` : title;
    this.draw('beside');
    if (!this.box.open) this.box.showModal();
  }

  stop() { clearInterval(this.blinking); }

  draw(how) {
    this.stop();
    const two = this.pictures.length === 2 && this.pictures.every((picture) => picture.address && picture.family === 'image');
    const mode = (name, words) => el('button', { type: 'button', 'aria-pressed': how === name ? 'true' : 'false', onclick: () => this.draw(name) }, words);
    const slide = el('input', { type: 'range', min: '0', max: '100', value: '50', 'aria-label': 'How much of the first is seen' });
    const bar = el('div', { class: 'viewbar' }, el('h2', {}, this.title),
      two ? [mode('beside', 'Side by side'), mode('slide', 'Slider'), mode('blink', 'In turns')] : null,
      how === 'slide' ? slide : null,
      el('button', { type: 'button', 'data-close': '', onclick: () => this.box.close() }, 'Close'));
    this.box.replaceChildren(bar, how === 'beside' ? this.beside() : this.over(how, slide));
    (this.box.querySelector('[aria-pressed="true"]') ?? this.box.querySelector('[data-close]')).focus();
  }

  beside() {
    return el('div', { class: 'sides', tabindex: '0', role: 'region', 'aria-label': 'Pictures side by side' }, this.pictures.map((picture) => {
      const review = this.reviews.of(picture);
      return el('figure', {}, large(picture), el('figcaption', {}, brief(nameOf(picture)),
        review?.verdict ? ` · ${verdictNames[review.verdict]}` : ''));
    }));
  }

  over(how, slide) {
    const [below, above] = this.pictures.map(large);
    const place = el('div', { class: 'over' }, below, above);
    const cut = (percent) => { above.style.clipPath = `inset(0 0 0 ${percent}%)`; };
    if (how === 'slide') {
      cut(50);
      slide.addEventListener('input', () => cut(Number(slide.value)));
    } else {
      this.blinking = setInterval(() => { above.hidden = !above.hidden; }, 700);
    }
    return place;
  }
}

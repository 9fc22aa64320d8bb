// A contact sheet of what is shown: so many a page, each with its caption.
import { $, el, say } from './dom.js';
import { brief, verdictNames } from './texts.js';
import { sizeText } from './data.js';

const mostPrinted = 2000;

/** [[picture…]…], so many a page. Pure. */
export function pagesOf(pictures, each) {
  const pages = [];
  for (let first = 0; first < pictures.length; first += each) pages.push(pictures.slice(first, first + each));
  return pages;
}

function figure(picture, reviews) {
  const review = reviews.of(picture);
  const caption = [picture.job.key, picture.format, sizeText(picture.asset), verdictNames[review?.verdict], review?.comment];
  const source = picture.family === 'image' ? picture.address : picture.still;
  const shown = source ? el('img', { src: source, alt: '' }) : el('span', { class: 'blank' }, brief(picture.asset?.type ?? picture.status, 20));
  return el('figure', {}, shown, el('figcaption', {}, brief(caption.filter(Boolean).join(' · '), 300)));
}

export function layPaper(pictures, reviews, each) {
  const shape = each <= 6 ? 'few' : each <= 12 ? 'some' : 'many';
  const pages = pagesOf(pictures.slice(0, mostPrinted), each);
  $('paper').replaceChildren(...pages.map((page) => el('div', { class: `page ${shape}` }, page.map((picture) => figure(picture, reviews)))));
  document.body.classList.add('sheet');
}

export function clearPaper() {
  $('paper').replaceChildren();
  document.body.classList.remove('sheet');
}

/** Waits for the pictures, some seconds at most, then asks the browser to print. */
export async function printSheet(pictures, reviews, each) {
  if (pictures.length > mostPrinted) say(`The first ${mostPrinted} of ${pictures.length} are printed: search or group to choose others.`);
  layPaper(pictures, reviews, each);
  const loads = [...$('paper').querySelectorAll('img')].map((image) => image.decode().catch(() => null));
  await Promise.race([Promise.all(loads), new Promise((done) => { setTimeout(done, 8000); })]);
  print();
}

// A picture as an element: small for the gallery, large for the view.
import { el } from './dom.js';
import { brief, statusNames } from './texts.js';
import { sizeText } from './data.js';

const blankWords = { failed: 'failed', in_doubt: 'in doubt', planned: 'not made yet', submitting: 'being sent', rendering: 'rendering', dropped: 'given up' };

export function blank(picture, words) {
  const tone = picture.status === 'failed' ? ' bad' : picture.status === 'in_doubt' ? ' warn' : '';
  return el('span', { class: `pic blank${picture.asset ? '' : tone}` }, words);
}

/** What stands in for a file that cannot be shown small. */
function stand(picture) {
  if (!picture.asset) {
    const status = blankWords[picture.status] ?? statusNames[picture.status] ?? '';
    const why = picture.error ? brief(picture.error.message || picture.error.id, 110) : '';
    return blank(picture, why && why !== status ? `${status}: ${why}` : status);
  }
  const type = brief(picture.asset.type ?? 'file', 20).toUpperCase();
  return blank(picture, picture.address ? `${type === 'ZIP' ? 'HTML5' : type} ${sizeText(picture.asset)}` : 'no usable address');
}

export function small(picture) {
  const still = picture.family === 'image' ? picture.address : picture.still;
  if (still) return el('img', { class: 'pic', src: still, alt: '', loading: 'lazy', decoding: 'async', draggable: 'false' });
  if (picture.family === 'video' && picture.address)
    return el('video', { class: 'pic', src: picture.address, muted: true, preload: 'metadata', tabindex: '-1', 'aria-hidden': 'true' });
  return stand(picture);
}

export function nameOf(picture) {
  return [brief(picture.job.key || 'no longer asked for', 300), picture.format && brief(picture.format), sizeText(picture.asset)].filter(Boolean).join(', ');
}

/** For the large view and for comparisons. */
export function large(picture) {
  const { address, family } = picture;
  if (!address) {
    const why = picture.error ? brief(picture.error.message || picture.error.id, 2000) : stand(picture).textContent;
    return el('div', { class: 'blank' }, why);
  }
  if (family === 'image') return el('img', { class: 'fit', src: address, alt: nameOf(picture), draggable: 'false' });
  if (family === 'video')
    return el('video', { class: 'fit', src: address, controls: true, loop: true, 'aria-label': nameOf(picture) });
  if (family === 'pdf') return el('iframe', { src: `${address}#page=1&view=Fit`, title: nameOf(picture), referrerpolicy: 'no-referrer' });
  if (family === 'html5' && /\.html?$/.test(address.split(/[?#]/)[0]))
    return el('iframe', { src: address, title: nameOf(picture), sandbox: 'allow-scripts', referrerpolicy: 'no-referrer' });
  if (picture.still) return el('img', { class: 'fit', src: picture.still, alt: `${nameOf(picture)}, still picture` });
  return el('div', { class: 'blank' }, 'This file opens outside of the page: see “Open the file”.');
}

/** A picture that does not come is a placeholder. Listens on `place` for all below it. */
export function replaceBroken(place) {
  place.addEventListener('error', (event) => {
    const { target } = event;
    if (!(target instanceof HTMLImageElement || target instanceof HTMLVideoElement)) return;
    target.replaceWith(el('span', { class: `${target.className} blank`, title: 'The file could not be loaded: it may be gone, or this computer is offline.' }, 'cannot be loaded'));
  }, true);
}

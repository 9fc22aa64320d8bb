// Making elements. Texts go in as text, never as markup.
import { brief, plain } from './texts.js';

export const $ = (id) => document.getElementById(id);

/** el('p', { class: 'quiet', onclick: f, 'aria-label': '…' }, 'text', child): null children are left out. */
export function el(tag, members = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else if (name === 'class') node.className = value;
    else node.setAttribute(name, value === true ? '' : value);
  }
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
  return node;
}

const svgSpace = 'http://www.w3.org/2000/svg';
export function svg(tag, members = {}, ...children) {
  const node = document.createElementNS(svgSpace, tag);
  for (const [name, value] of Object.entries(members)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

let silence = 0;
/** A word to everybody: shown for some seconds, and read out. */
export function say(text) {
  const place = $('say');
  const open = [...document.querySelectorAll('dialog[open]')].pop();
  (open ?? document.body).append(place);  // what lies under a dialog is neither seen nor read
  place.textContent = text;
  clearTimeout(silence);
  silence = setTimeout(() => { place.textContent = ''; document.body.append(place); }, 4000);
}

export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const area = el('textarea', { 'aria-hidden': 'true' });
    area.value = text;
    (document.querySelector('dialog[open]') ?? document.body).append(area);
    area.select();
    document.execCommand('copy');
    area.remove();
  }
  say('Copied.');
}

/** A command to paste into a terminal: shown with what is hidden spelled out, copied as it is. */
export function command(text) {
  return el('div', { class: 'command' }, el('code', { tabindex: '0', role: 'group', 'aria-label': 'Command' }, plain(text)),
    el('button', { type: 'button', onclick: () => copyText(text), 'aria-label': `Copy: ${brief(text, 80)}` }, 'Copy'));
}

/** A list of names and values; empty values are left out. */
export function termList(pairs) {
  return el('dl', {}, pairs.filter(([, value]) => value !== '' && value !== undefined && value !== null)
    .flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)]));
}

export function saveFile(name, text, type) {
  const address = URL.createObjectURL(new Blob([text], { type }));
  const link = el('a', { href: address, download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

// What the page was written with: packed JSON (gzip, base64) into pictures.
import { plain } from './texts.js';

/** Bytes of base64. */
export function bytesOf(base64) {
  const letters = atob(base64.trim());
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i += 1) bytes[i] = letters.charCodeAt(i);
  return bytes;
}

/** Throws where the browser cannot inflate, or the page was cut short. */
export async function readDocument(base64) {
  const packed = new Blob([bytesOf(base64)]).stream();
  return new Response(packed.pipeThrough(new DecompressionStream('gzip'))).json();
}

/** An address that may be shown: http or https, or a file beside the page; else nothing. */
export function safeAddress(text) {
  if (!text) return '';
  try {
    const url = new URL(text);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : '';
  } catch {
    return '';
  }
}

/** A path of a file that lies beside the page, below it, as a relative address; else nothing. */
export function safePath(path) {
  if (!path || path.startsWith('/') || path.split('/').includes('..')) return '';
  return `./${path.split('/').map(encodeURIComponent).join('/')}`;
}

const families = { jpeg: 'image', jpg: 'image', png: 'image', webp: 'image', avif: 'image', gif: 'image', svg: 'image', mp4: 'video', pdf: 'pdf', zip: 'html5' };

function pictureOf(job, status, asset, error) {
  const type = (asset?.type ?? '').toLowerCase();
  return {
    job, asset, error, status,
    format: asset?.format ?? error?.format ?? '',
    family: asset ? families[type] ?? 'file' : 'none',
    address: asset ? safePath(asset.path) || safeAddress(asset.url) : '',
    still: asset ? safeAddress(asset.still) : '',
    index: 0, text: null, review: '',
  };
}

function picturesOf(job) {
  const made = (job.assets ?? []).map((asset) => pictureOf(job, job.status === 'orphan' ? 'orphan' : 'succeeded', asset, null));
  const failed = job.status === 'in_doubt' ? 'in_doubt' : 'failed';
  for (const error of job.errors ?? []) made.push(pictureOf(job, failed, null, error));
  if (made.length === 0) made.push(pictureOf(job, job.status, null, null));
  return made;
}

/** A name that is the same in every page of the campaign: a second file of one format is told apart. */
function nameIn(seen, picture) {
  const name = `${picture.job.key ?? ''}\n${picture.format}`;
  const before = seen.get(name) ?? 0;
  seen.set(name, before + 1);
  return before === 0 ? name : `${name}\n${before + 1}`;
}

/** { facts, jobs, pictures, columns }: the pictures in the manifest's order, files before failures of each job. */
export function modelOf(document) {
  const { facts, jobs } = document;
  const orphans = (document.orphans ?? []).map((job) => ({ ...job, status: 'orphan', design: job.design ?? '' }));
  const pictures = [];
  const columns = new Map();
  const seen = new Map();
  for (const job of [...jobs, ...orphans]) {
    job.key ??= '';
    for (const column of Object.keys(job.values ?? {})) columns.set(column, (columns.get(column) ?? 0) + 1);
    for (const picture of picturesOf(job)) {
      picture.index = pictures.length;
      picture.review = nameIn(seen, picture);
      pictures.push(picture);
    }
  }
  return { facts, jobs, orphans, pictures, columns: [...columns.keys()] };
}

/** A value of the manifest as one line. */
export function valueText(value) {
  if (value === null || value === undefined) return '';
  if (typeof value !== 'object') return plain(value);
  return plain(value.name ?? value.label ?? JSON.stringify(value));
}

/** What tells this very file apart from an earlier one of the same job and format. */
export function identityOf(picture) {
  return picture.asset?.sha256 ?? picture.asset?.id ?? '';
}

/** "1200×628", "210×297 mm". */
export function sizeText(asset) {
  if (!asset?.width || !asset?.height) return '';
  return `${asset.width}×${asset.height}${asset.unit ? ` ${plain(asset.unit).slice(0, 20)}` : ''}`;
}

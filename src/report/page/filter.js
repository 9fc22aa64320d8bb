// Which pictures are shown, and in which groups. Pure.
import { valueText } from './data.js';
import { plain, statusNames, verdictNames } from './texts.js';

/** Words with "and" between; quotes keep blanks ("" is one), "-" in front excludes, "name:" looks in one field,
 * and "name:=" wants all of it. */
export function termsOf(query) {
  const terms = [];
  for (const [, minus, field, whole, quoted, bare] of query.matchAll(/(-?)(?:([^\s:"]+):(=?))?(?:"((?:[^"]|"")*)"?|(\S+))/g)) {
    const text = (quoted?.replaceAll('""', '"') ?? bare ?? '').toLowerCase();
    if (text) terms.push({ without: minus === '-', field: field?.toLowerCase() ?? '', whole: whole === '=', text });
  }
  return terms;
}

/** All that a picture can be found by, in small letters; made once. */
export function searchText(picture) {
  if (picture.text === null) {
    const { job, error } = picture;
    const parts = [job.key, job.design, picture.format, statusNames[picture.status], job.reason, error?.id, error?.message, job.request];
    for (const value of Object.values(job.values ?? {})) parts.push(typeof value === 'string' ? value : valueText(value));
    picture.text = plain(parts.join('\n')).toLowerCase();
  }
  return picture.text;
}

function fieldText(picture, review, field) {
  const { job } = picture;
  switch (field) {
    case 'job': case 'key': return job.key;
    case 'design': return job.design;
    case 'format': return picture.format;
    case 'type': return picture.asset?.type ?? '';
    case 'status': return `${picture.status} ${statusNames[picture.status] ?? ''}`;
    case 'review': return review ? `${verdictNames[review.verdict] ?? ''} ${review.comment}` : 'none';
    default: {
      const column = Object.keys(job.values ?? {}).find((name) => name.toLowerCase() === field);
      return column === undefined ? null : valueText(job.values[column]);
    }
  }
}

function has(picture, review, term) {
  if (term.field === '') {
    return searchText(picture).includes(term.text) || (review?.comment.toLowerCase().includes(term.text) ?? false);
  }
  const text = fieldText(picture, review, term.field);
  // "12:30" and "https://…" are words too, where no field is called that.
  if (text === null) return searchText(picture).includes(`${term.field}:${term.text}`);
  const said = plain(text).toLowerCase();
  return term.whole ? said === term.text : said.includes(term.text);
}

/** A term that finds what has this very text in a field. */
export function exactly(field, text) {
  return `${field}:="${plain(text).replaceAll('"', '""')}"`;
}

const shows = {
  all: () => true,
  files: (picture) => picture.asset !== null,
  trouble: (picture) => picture.asset === null || picture.job.stale === true,
  new: (picture) => picture.asset !== null && !picture.job.unchanged,
  open: (picture, review) => picture.asset !== null && !review?.verdict,
  approved: (_, review) => review?.verdict === 'approved',
  changes: (_, review) => review?.verdict === 'changes',
  rejected: (_, review) => review?.verdict === 'rejected',
  remarked: (_, review) => Boolean(review?.comment),
};
export const showNames = {
  all: 'everything', files: 'pictures alone', new: 'new in this run', trouble: 'what is missing', open: 'not reviewed yet',
  approved: 'approved', changes: 'approved with changes', rejected: 'rejected', remarked: 'with a comment',
};

/** `reviewOf`: picture → its review, or undefined. */
export function filtered(pictures, query, show, reviewOf) {
  const terms = termsOf(query);
  const wanted = shows[show] ?? shows.all;
  if (terms.length === 0 && show === 'all') return pictures;
  return pictures.filter((picture) => {
    const review = reviewOf(picture);
    return wanted(picture, review) && terms.every((term) => has(picture, review, term) !== term.without);
  });
}

function groupName(picture, by, reviewOf) {
  switch (by) {
    case 'job': return picture.job.key;
    case 'design': return picture.job.design || picture.job.design_id;
    case 'format': return picture.format || 'document';
    case 'status': return statusNames[picture.status];
    case 'review': return verdictNames[reviewOf(picture)?.verdict] ?? 'not reviewed';
    default: return valueText(picture.job.values?.[by.slice(4)]) || '(empty)';
  }
}

/** [{ name, pictures }] in order of first mention; `by`: "", a name of the above, or "row:COLUMN". */
export function grouped(pictures, by, reviewOf) {
  if (by === '') return [{ name: '', pictures }];
  const groups = new Map();
  for (const picture of pictures) {
    const name = groupName(picture, by, reviewOf);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(picture);
  }
  return [...groups].map(([name, members]) => ({ name, pictures: members }));
}

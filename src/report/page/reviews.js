// What a person says of pictures: kept in the browser, undone step by step, written and read as CSV.
import { csvRows, csvText } from './csv.js';
import { identityOf } from './data.js';
import { verdictNames } from './texts.js';

const reviewColumns = ['key', 'format', 'sha256', 'picture', 'verdict', 'comment'];
const verdictOf = new Map(Object.entries(verdictNames).map(([verdict, name]) => [name, verdict]));

export class Reviews {
  /** `storage`: as localStorage; may throw. `changed` is called after every change. */
  constructor(pictures, name, storage, changed) {
    this.byName = new Map();
    this.pictures = pictures;
    this.place = `pressrun.review.${name}`;
    this.storage = storage;
    this.changed = changed;
    this.steps = [];
    this.read();
  }

  read() {
    try {
      const kept = JSON.parse(this.storage().getItem(this.place) ?? '[]');
      for (const [name, review] of kept) this.byName.set(name, review);
    } catch { /* a browser that keeps nothing: the file that is saved does */ }
  }

  keep() {
    try {
      this.storage().setItem(this.place, JSON.stringify([...this.byName]));
      return true;
    } catch {
      return false;
    }
  }

  /** { verdict, comment, picture } or undefined; of an earlier file of the same job and format: as `earlier`. */
  of(picture) {
    const review = this.byName.get(picture.review);
    if (!review) return undefined;
    const identity = identityOf(picture);
    if (!review.picture || !identity || review.picture === identity) return review;
    return { verdict: '', comment: review.comment, picture: review.picture, earlier: true };
  }

  /** Replaces what is said of these: `change` makes a new review of the old. One step to undo. */
  change(pictures, change) {
    const before = pictures.map((picture) => [picture.review, this.byName.get(picture.review)]);
    for (const picture of pictures) {
      const { verdict = '', comment = '' } = change(this.of(picture) ?? { verdict: '', comment: '' });
      if (verdict || comment) this.byName.set(picture.review, { verdict, comment, picture: identityOf(picture) });
      else this.byName.delete(picture.review);
    }
    this.steps.push(before);
    this.keep();
    this.changed();
  }

  /** A verdict given once more is taken back. */
  judge(pictures, verdict) {
    const all = pictures.every((picture) => this.of(picture)?.verdict === verdict);
    this.change(pictures, (old) => ({ comment: old.comment, verdict: all ? '' : verdict }));
    return all ? '' : verdict;
  }

  remark(pictures, comment) {
    this.change(pictures, (old) => ({ comment, verdict: old.verdict === 'comment' ? '' : old.verdict }));
  }

  undo() {
    const before = this.steps.pop();
    if (!before) return false;
    for (const [name, review] of before) {
      if (review) this.byName.set(name, review);
      else this.byName.delete(name);
    }
    this.keep();
    this.changed();
    return true;
  }

  counts() {
    const counts = { approved: 0, changes: 0, rejected: 0, comment: 0, files: 0 };
    for (const picture of this.pictures) {
      if (picture.asset) counts.files += 1;
      const review = this.of(picture);
      if (review?.verdict) counts[review.verdict] += 1;
      else if (review?.comment) counts.comment += 1;
    }
    return counts;
  }

  /** The file that is sent back. */
  csv() {
    const rows = [reviewColumns];
    for (const picture of this.pictures) {
      const review = this.of(picture);
      if (!review || review.earlier) continue;
      const { sha256 = '', id = '' } = picture.asset ?? {};
      rows.push([picture.job.key, picture.format, sha256, id, verdictNames[review.verdict || 'comment'], review.comment]);
    }
    return csvText(rows);
  }

  /** Takes in such a file. Answers how many rows were taken and how many name no picture here; throws Error. */
  take(text) {
    const [head, ...rows] = csvRows(text);
    const at = Object.fromEntries(reviewColumns.map((column) => [column, (head ?? []).map((cell) => cell.trim().toLowerCase()).indexOf(column)]));
    if (at.key < 0 || at.format < 0 || at.verdict < 0) throw new Error('this is no review: its columns are not key, format, verdict');
    const known = new Map();
    for (const picture of this.pictures) {
      const name = `${picture.job.key}\n${picture.format}`;
      known.set(name, [...(known.get(name) ?? []), picture]);
    }
    const cell = (row, column) => (at[column] < 0 ? '' : row[at[column]] ?? '');
    const taken = new Map();
    let unknown = 0;
    for (const row of rows) {
      const same = known.get(`${cell(row, 'key')}\n${cell(row, 'format')}`) ?? [];
      const identity = cell(row, 'sha256') || cell(row, 'picture');
      const picture = same.find((one) => identityOf(one) === identity || one.asset?.id === identity) ?? (identity ? undefined : same[0]);
      const verdict = verdictOf.get(cell(row, 'verdict').trim().toLowerCase());
      if (!picture || verdict === undefined) unknown += 1;
      else taken.set(picture, { verdict: verdict === 'comment' ? '' : verdict, comment: cell(row, 'comment') });
    }
    if (taken.size > 0) {
      const all = [...taken.keys()];
      let place = 0;
      this.change(all, () => taken.get(all[place++]));
    }
    return { taken: taken.size, unknown };
  }
}

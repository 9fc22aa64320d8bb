// Words and numbers as people read them. Pure.

/** "1 picture", "2 pictures". */
export function counted(number, noun) {
  return `${number.toLocaleString('en')} ${noun}${number === 1 ? '' : 's'}`;
}

/** A moment in milliseconds as the reader's clock has it; with `seconds`, to the second. */
export function moment(ms, seconds = false) {
  if (ms === undefined || ms === null) return '';
  const how = { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' };
  if (seconds) how.second = '2-digit';
  return new Date(ms).toLocaleString(undefined, how);
}

/** "850 ms", "42 s", "3 m 05 s", "1 h 02 m". */
export function span(ms) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const two = (number) => String(number).padStart(2, '0');
  if (seconds < 3600) return `${Math.floor(seconds / 60)} m ${two(seconds % 60)} s`;
  return `${Math.floor(seconds / 3600)} h ${two(Math.floor(seconds / 60) % 60)} m`;
}

/** One argument of a shell command that can be pasted. */
export function shellWord(text) {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** A job's key as `--select` takes it: what is a pattern there matches any one character here. */
export function globOf(key) {
  return key.replace(/^(status:|@)/, (start) => `?${start.slice(1)}`).replaceAll('*', '?');
}

const turning = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;

/** Text of others for one line: what is hidden or turns the direction of what follows is spelled out. */
export function plain(text) {
  return String(text ?? '').replace(turning, (char) =>
    char === '\n' || char === '\t' ? ' ' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`);
}

/** The same, cut for a caption. */
export function brief(text, most = 160) {
  const shown = plain(text);
  return shown.length > most ? `${shown.slice(0, most - 1)}…` : shown;
}

export const verdictNames = { approved: 'approved', changes: 'approved with changes', rejected: 'rejected', comment: 'comment' };
export const statusNames = {
  planned: 'not submitted', submitting: 'being sent', rendering: 'rendering', succeeded: 'there', partial: 'partial',
  failed: 'failed', in_doubt: 'in doubt', dropped: 'given up', orphan: 'no longer asked for',
};

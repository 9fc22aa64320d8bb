// Reviews as CSV that a spreadsheet takes for text and nothing else, and gives back. Pure.

const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const defused = /^'['=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;

/** One cell. An apostrophe in front keeps a spreadsheet from running it, and is taken off again when read. */
export function csvCell(text) {
  const safe = formula.test(text) || defused.test(text) ? `'${text}` : text;
  return /[",;\t\r\n']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvText(rows) {
  return rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('');
}

/** Rows of cells; the separator is the one of the first line: spreadsheets of some countries write ";". */
export function csvRows(text) {
  const body = text.replace(/^\ufeff/, '');
  const head = body.slice(0, Math.max(0, body.search(/[\r\n]/)));
  const separator = [',', ';', '\t'].reduce((best, one) => (head.split(one).length > head.split(best).length ? one : best));
  const rows = [];
  let row = [];
  let cell = '';
  let quoted = false;
  const endCell = () => { row.push(defused.test(cell) ? cell.slice(1) : cell); cell = ''; };
  const endRow = () => { endCell(); if (row.some((one) => one !== '')) rows.push(row); row = []; };
  for (let i = 0; i < body.length; i += 1) {
    const char = body[i];
    if (quoted) {
      if (char !== '"') cell += char;
      else if (body[i + 1] === '"') { cell += '"'; i += 1; } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === separator) endCell();
    else if (char === '\n') endRow();
    else if (char !== '\r') cell += char;
  }
  if (cell !== '' || row.length > 0) endRow();
  return rows;
}

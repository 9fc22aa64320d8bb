// What a person has to see to: doubts, failures, what is not made yet; equal ones together, with what to do.
import { $, command, el, termList } from './dom.js';
import { brief, counted, globOf, moment, plain, shellWord, statusNames } from './texts.js';

const mostListed = 200;
const mostGroups = 60;
const order = ['in_doubt', 'failed', 'partial', 'dropped', 'rendering', 'submitting', 'planned', 'orphan'];

function causeOf(job) {
  if (job.status === 'in_doubt') return { status: 'in_doubt', id: '', message: 'The submission left, and no readable answer came. It may have been paid for.' };
  const [error] = job.errors ?? [];
  return { status: job.status, id: error?.id ?? '', message: error?.message || job.reason || statusNames[job.status], passes: error?.passes };
}

/** [{ cause, jobs }]: troubled jobs by status and cause, what is worst first. Pure. */
export function troubles(jobs) {
  const groups = new Map();
  for (const job of jobs) {
    if (job.status === 'succeeded') continue;
    const cause = causeOf(job);
    const name = `${cause.status}\n${cause.id}\n${cause.message}`;
    if (!groups.has(name)) groups.set(name, { cause, jobs: [] });
    groups.get(name).jobs.push(job);
  }
  return [...groups.values()].sort((a, b) => order.indexOf(a.cause.status) - order.indexOf(b.cause.status) || b.jobs.length - a.jobs.length);
}

/** How many jobs wait for a person: what is under way does not. Pure. */
export function needing(jobs) {
  return jobs.filter((job) => ['in_doubt', 'failed', 'partial', 'dropped'].includes(job.status)).length;
}

function remedy({ status, passes }) {
  switch (status) {
    case 'in_doubt': return 'Look for it in the vendor’s dashboard, by design and moment. Where it is there, attach its id; where it is not, submit it again, or give it up.';
    case 'dropped': return 'It was given up. To have it after all, let it be submitted again.';
    case 'rendering': return 'The API has it. The next run fetches it; it is not paid for twice.';
    case 'submitting': case 'planned': return 'The next run goes on with it.';
    default:
      if (passes) return 'This can pass by itself: the next run tries again.';
      return 'It is not tried again before something changes: mend the row, the text or the design, then run again. What succeeded is not paid for twice.';
  }
}

function commandsOf({ cause, jobs }, facts) {
  const job = jobs.length === 1 ? `--job ${shellWord(jobs[0].key)}` : '--all';
  const run = `pressrun run ${facts.manifest}${facts.run_options}`;
  if (cause.status === 'in_doubt') {
    return jobs.length === 1
      ? [`pressrun resolve ${facts.manifest} ${job} --as id=UUID`, `pressrun resolve ${facts.manifest} ${job} --as drop`,
        `pressrun resolve ${facts.manifest} ${job} --as resubmit`]
      : [`pressrun resolve ${facts.manifest}`];
  }
  if (cause.status === 'dropped') return [`pressrun resolve ${facts.manifest} ${job} --as resubmit`];
  if (cause.passes || !['failed', 'partial'].includes(cause.status)) return [run];
  return jobs.length > 20 ? [run] : [`${run}${jobs.map((one) => ` --select ${shellWord(globOf(one.key))}`).join('')}`];
}

function card(group, facts, show) {
  const { cause, jobs } = group;
  const tone = ['failed', 'partial', 'dropped'].includes(cause.status) ? 'bad' : cause.status === 'in_doubt' ? 'warn' : 'info';
  const entry = (job) => el('li', {}, el('button', { type: 'button', onclick: () => show(job), title: 'Show it among the pictures' }, brief(job.key)),
    cause.status === 'in_doubt' && job.sent ? ` sent ${moment(job.sent, true)}` : '',
    (job.errors ?? []).map((error) => (error.format ? ` ${brief(error.format)}` : '')).join(','));
  return el('article', { class: `card ${tone}` },
    el('h2', {}, `${counted(jobs.length, 'job')} ${statusNames[cause.status]}`),
    el('p', {}, brief(cause.message, 10000)), cause.id ? el('p', { class: 'quiet' }, plain(cause.id)) : null,
    el('p', {}, el('strong', {}, 'What to do: '), remedy(cause)),
    commandsOf(group, facts).map(command),
    el('ul', { class: 'list', tabindex: '0', 'aria-label': 'Jobs' }, jobs.slice(0, mostListed).map(entry)),
    jobs.length > mostListed ? el('p', { class: 'quiet' }, `and ${counted(jobs.length - mostListed, 'job')} more`) : null);
}

export function drawNeeds(model, show) {
  const groups = troubles(model.jobs);
  const cards = groups.slice(0, mostGroups).map((group) => card(group, model.facts, show));
  if (groups.length > mostGroups) cards.push(el('p', { class: 'quiet' }, `and ${counted(groups.length - mostGroups, 'cause')} more`));
  if (model.orphans.length > 0) {
    cards.push(el('article', { class: 'card info' }, el('h2', {}, `${counted(model.orphans.length, 'request')} no longer asked for`),
      el('p', {}, 'Bought, and asked for by no job any more. The pictures are among the others: search for status:orphan.'),
      termList(model.orphans.slice(0, 20).map((one) => [statusNames[one.status], plain(one.key || one.request)]))));
  }
  $('needs').replaceChildren(el('div', { class: 'cards' },
    cards.length > 0 ? cards : el('p', { class: 'notice wide' }, 'Nothing waits for a person: every picture that was asked for is there.')));
}

// What an auditor asks for: what ran, where, when, and the runs before.
import { $, el, termList } from './dom.js';
import { tableOf } from './charts.js';
import { moment, plain, span } from './texts.js';

const exits = {
  0: 'everything asked for is there', 1: 'an error', 2: 'nothing was submitted', 3: 'some jobs failed or came out partial',
  5: 'the network or the service stayed away', 6: 'journal or results could not be written', 7: 'the account cannot go on',
  8: 'a limit of credits was reached', 10: 'the deadline came', 11: 'another run held the journal', 12: 'the key was refused',
  13: 'at least one job is in doubt', 129: 'hung up', 130: 'interrupted', 143: 'terminated',
};
export function exitText(code) {
  return code === null || code === undefined ? '' : `${code}: ${exits[code] ?? 'see the manual'}`;
}

export function drawFacts(model) {
  const { facts } = model;
  const { run, summary } = facts;
  const calls = summary.api_calls;
  const designs = new Map(model.jobs.map((job) => [job.design_id, job.design]));
  $('facts').replaceChildren(el('div', { class: 'cards facts' },
    el('article', { class: 'card' }, el('h2', {}, 'The campaign'),
      termList([['Name', plain(facts.name)], ['Manifest', plain(facts.path || facts.manifest)], ['Account', plain(facts.origin)],
        ['Workspace', plain(facts.workspace)], ['Jobs', String(summary.jobs)], ['Files', String(summary.assets)],
        ['Designs', String(designs.size)]])),
    el('article', { class: 'card' }, el('h2', {}, 'The last run'),
      termList([['Id', plain(run.id)], ['Started', moment(run.started, true)], ['Finished', moment(run.finished, true)],
        ['Took', run.finished ? span(run.finished - run.started) : ''], ['Ended', plain(run.ending)], ['Exit code', exitText(run.exit_code)],
        ['API calls', `${calls.submit} submissions, ${calls.poll} polls, ${calls.read} reads`],
        ['Refused by a rate limit', calls.rate_limited ? String(calls.rate_limited) : '']])),
    el('article', { class: 'card' }, el('h2', {}, 'This page'),
      termList([['Written', moment(facts.written, true)], ['By', `pressrun ${plain(facts.version)}`]]),
      el('p', { class: 'quiet' }, 'Pictures come from where the API keeps them, unless they lie beside the page; nobody says for how long. All else is in this file.')),
    el('article', { class: 'card wide' }, el('h2', {}, 'Designs'),
      tableOf(['Name', 'Id'], [...designs].map(([id, name]) => [plain(name), plain(id)]), [])),
    el('article', { class: 'card wide' }, el('h2', {}, 'Runs'),
      tableOf(['Started', 'Took', 'Jobs', 'Unchanged', 'Files', 'Credits', 'Ended'], facts.runs.slice(0, 200).map((one) => [
        moment(one.started, true), one.finished ? span(one.finished - one.started) : '', String(one.jobs), String(one.unchanged),
        String(one.assets), String(one.credits), exitText(one.exit_code) || plain(one.ending)]), [2, 3, 4, 5]))));
}

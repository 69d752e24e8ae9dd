// node hot-parents.mjs URL TOKEN PID MEASURES BODIES SECONDS: imports a plan with so many measures in one priority, and one measure
// more with so many bodies on it, into the server of that process; then changes come at an even pace, and what each costs is read from
// the kernel's account of the process. A line a row: what, changes, p50 ms, p99 ms, KB written a change, CPU ms a change, ms until every total shows it.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const [url, token, pid, ...numbers] = process.argv.slice(2);
const [measures, bodies, seconds] = numbers.map(Number);
const [plan, period, crowded] = ['hot', '2026', '2.1'];
const agent = new Agent({ keepAlive: true, maxSockets: 64 });

async function ask(query, variables) {
  const text = JSON.stringify({ query, variables });
  const answer = await new Promise((resolve, reject) => request(url, {
    agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), authorization: `Bearer ${token}` },
  }, (response) => {
    let received = '';
    response.setEncoding('utf8').on('data', (part) => (received += part)).on('error', reject).on('end', () => resolve(JSON.parse(received)));
  }).on('error', reject).end(text));
  if (!answer.errors) return answer.data;
  // A machine that does other things too may be too slow for a limit; the same operation id may be sent again.
  if (answer.errors.every(({ extensions }) => ['TIMEOUT', 'UNAVAILABLE'].includes(extensions?.code))) return ask(query, variables);
  throw new Error(JSON.stringify(answer.errors).slice(0, 500));
}

async function change(mutation, input, selection = '') {
  const name = mutation[0].toUpperCase() + mutation.slice(1);
  const data = await ask(`mutation Change($input: ${name}Input!) { change: ${mutation}(input: $input) { ${selection} errors { code message } } }`, {
    input: { operationId: randomUUID(), plan, ...input },
  });
  if (data.change.errors.length) throw new Error(JSON.stringify(data.change.errors));
  return data.change;
}

const account = () => ({
  written: Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))[1]),
  cpu: readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ').slice(11, 13).reduce((sum, ticks) => sum + Number(ticks) * 10, 0),
});
const memory = () => Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1024;
const at = (sorted, part) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
const say = (what, ...figures) => console.log([what, ...figures].join('\t'));

async function settled(shows) {
  const begin = performance.now();
  while (!(await shows())) {
    if (performance.now() > begin + 600_000) throw new Error('After ten minutes the totals do not show it.');
    await pause(20);
  }
  return performance.now() - begin;
}

// COUNT changes over SECONDS, one after the other however long each takes.
async function row(what, count, over, act, shows) {
  await pause(1000);
  const before = account();
  const begin = performance.now();
  const took = await Promise.all(Array.from({ length: count }, async (_, index) => {
    await pause((index * over * 1000) / count - (performance.now() - begin));
    const sent = performance.now();
    await act(index);
    return performance.now() - sent;
  }));
  const behind = await settled(shows);
  const after = account();
  took.sort((a, b) => a - b);
  say(what, count, at(took, 0.5).toFixed(1), at(took, 0.99).toFixed(1), ((after.written - before.written) / 1024 / count).toFixed(1),
    ((after.cpu - before.cpu) / count).toFixed(1), behind.toFixed(0));
}

const body = (index) => `az/body-${index}`;
const executor = (index) => ({ agency: body(index), role: 'LEAD', duty: 'NAMED', recommended: false });
const measure = (id, executors) => ({ id, number: id, titles: { az: `Tədbir ${id}: dövlət satınalmalarına nəzarətin gücləndirilməsi və pozuntulara qarşı tədbirlərin görülməsi` }, schedule: { from: 2022, to: 2027 }, executors, reports: [] });
const document = JSON.stringify({
  format: 'napgrains-plan/1',
  plan: { key: plan, jurisdiction: 'az', timeZone: 'Asia/Baku', language: 'az', titles: { az: plan }, periods: [{ key: period }, { key: '2027' }] },
  bodies: Array.from({ length: bodies }, (_, index) => ({ key: body(index), kind: 'AGENCY', names: { az: `Qurum ${index}` }, aliases: [] })),
  priorities: [
    { number: 1, titles: { az: 'Hər şey' }, measures: Array.from({ length: measures }, (_, index) => measure(`1.${index + 1}`, [executor(index % Math.min(70, bodies))])) },
    { number: 2, titles: { az: 'Hamı' }, measures: [measure(crowded, Array.from({ length: bodies }, (_, index) => executor(index)))] },
  ],
});

let begin = performance.now();
let before = account();
const { operation } = await change('importDocument', { period, format: 'JSON', document }, 'operation { id }');
const stored = performance.now() - begin;
await settled(async () => (await ask('query Done($id: ID!) { operation(id: $id) { state } }', { id: operation.id })).operation.state === 'COMPLETED');
const steps = measures + 1 + measures + bodies;
let after = account();
say('import', steps, stored.toFixed(0), (performance.now() - begin).toFixed(0), ((after.written - before.written) / 1024 / steps).toFixed(1),
  ((after.cpu - before.cpu) / steps).toFixed(1), memory().toFixed(0));

const summary = async (of) => (await ask(`{ plan(key: "${plan}") { summary(period: "${of}") { reportingCoverage { numerator } voluntaryReports } } }`)).plan.summary;
const received = async (of) => (({ reportingCoverage, voluntaryReports }) => reportingCoverage.numerator + voluntaryReports)(await summary(of));
const report = (on, agency, into) => change('submitReport', { measure: on, agency, period: into, narrative: [{ language: 'az', text: 'x'.repeat(500) }] });
const judged = async (status) => (await ask(`{ plan(key: "${plan}") { summary { byStatus { status count } } } }`)).plan.summary.byStatus.find((count) => count.status === status).count;

const some = Math.min(measures, 100);
await row(`verdicts, ${measures} measures`, some, some / 10, (index) => change('giveVerdict', { measure: `1.${index + 1}`, status: 'IN_PROGRESS', reason: 'Görülür.' }),
  async () => (await judged('IN_PROGRESS')) === some);
await row(`reports, ${measures} measures`, some, some / 10, (index) => report(`1.${index + 1}`, body(index % Math.min(70, bodies)), period), async () => (await received(period)) === some);
await row(`reports, one measure of ${bodies} bodies`, bodies, Math.min(seconds, bodies), (index) => report(crowded, body(index), '2027'), async () => (await received('2027')) === bodies);
await row('verdicts, that measure', 20, 4, (index) => change('giveVerdict', { measure: crowded, status: index % 2 ? 'NOT_STARTED' : 'PARTIALLY_IMPLEMENTED', reason: 'Belədir.' }),
  async () => (await judged('NOT_STARTED')) === 1);

const reads = {
  'a page of 100 measures': `{ measures(plan: "${plan}", first: 100) { nodes { number title verdict { status } } pageInfo { endCursor } } }`,
  'the plan with its summary': `{ plan(key: "${plan}") { title summary { total byStatus { status count } } priorities { number summary { total } } } }`,
};
for (const [what, query] of Object.entries(reads)) {
  await row(what, 50, 5, () => ask(query), async () => true);
}
say('memory, MB', memory().toFixed(0));
agent.destroy();

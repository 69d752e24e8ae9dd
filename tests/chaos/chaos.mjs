// Writes, kills, and checks; tests/chaos.sh starts it. Arguments: infra/cluster.sh, its state folder, nginx' address, minutes, seed.
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import { promisify } from 'node:util';
import { all, ask, follow, plan, post, sleep, token } from './api.mjs';
import { check } from './check.mjs';

const [script, state, front, minutes, seed] = [process.argv[2], process.argv[3], process.argv[4], Number(process.argv[5]), Number(process.argv[6])];
const cluster = (...args) => promisify(execFile)(script, args);
const key = Buffer.from(fs.readFileSync(`${state}/signing.key`, 'utf8'), 'base64');
const gateways = fs.readdirSync(state).filter(name => name.startsWith('gateway-')).map(name => `http://127.0.0.1:${/http=(\d+)/.exec(fs.readFileSync(`${state}/${name}/ports`, 'utf8'))[1]}`);
const started = Date.now();
const log = what => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);

// The same seed gives the same sequence (mulberry32), one generator for each purpose, so that timing changes neither.
function generator(number) {
  return () => {
    number = (number + 0x6d2b79f5) | 0;
    let t = Math.imul(number ^ (number >>> 15), 1 | number);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

// --- what reporters do: each has assignments of its own, hands in one report after the other, and repeats what is put off ---

const submit = `mutation($input: SubmitReportInput!) { submitReport(input: $input) { report { revision } errors { code message } } }`;
const figures = { acknowledged: 0, repeated: 0, longest: 0, sentTwice: 0, codes: {} };
/** By assignment: the operation ids that were acknowledged, each with the revision that its reporter was told, in order. */
const acknowledged = new Map();
const problems = [];

async function handIn(assignment, operationId, random) {
  const { measure: { number: measure }, agency: { key: agency } } = assignment;
  const bearer = token(key, { sub: `reporter of ${agency}`, role: 'reporter', agency: [agency] });
  const input = { operationId, plan, measure, agency, period: '2023', narrative: [{ language: 'az', text: operationId }] };
  const began = Date.now();
  for (let attempt = 0; ; attempt++) {
    const through = [gateways[Math.floor(random() * gateways.length)]];
    if (random() < 0.1) {
      figures.sentTwice++;
      through.push(...gateways.filter(gateway => gateway !== through[0]));
    } else if (random() < 0.2) {
      through[0] = front;
    }
    const answers = await Promise.all(through.map(url => post(url, submit, { input }, bearer).catch(() => ({ errors: [{ extensions: { code: 'CONNECTION', retryAfterMs: 200 } }] }))));
    const revisions = answers.filter(answer => !answer.errors && answer.data.submitReport.errors.length === 0).map(answer => answer.data.submitReport.report.revision);
    if (new Set(revisions).size > 1) problems.push(`${operationId} was answered with revisions ${revisions}`);
    for (const answer of answers) {
      if (answer.data?.submitReport?.errors?.length) problems.push(`${operationId} was refused: ${JSON.stringify(answer.data.submitReport.errors)}`);
      const code = answer.errors?.[0]?.extensions?.code;
      if (code) figures.codes[code] = (figures.codes[code] ?? 0) + 1;
      if (code && code !== 'UNAVAILABLE' && code !== 'CONNECTION') problems.push(`${operationId}: ${JSON.stringify(answer.errors)}`);
    }
    if (revisions.length) {
      const list = acknowledged.get(`${measure} ${agency}`) ?? [];
      acknowledged.set(`${measure} ${agency}`, [...list, { operationId, revision: revisions[0] }]);
      figures.acknowledged++;
      figures.longest = Math.max(figures.longest, Date.now() - began);
      return;
    }
    figures.repeated++;
    if (Date.now() - began > 120_000) throw new Error(`${operationId} is not taken for two minutes: ${JSON.stringify(answers)}`);
    await sleep(answers[0].errors?.[0]?.extensions?.retryAfterMs ?? 200);
  }
}

async function reporter(number, assignments, until) {
  const random = generator(seed * 1000 + number);
  for (let report = 1; Date.now() < until; report++) {
    await handIn(assignments[Math.floor(random() * assignments.length)], `${seed}-${number}-${report}`, random);
    await sleep(random() * 20);
  }
}

// --- what happens to them ---

const killed = {};

async function killer(until) {
  const random = generator(seed);
  const between = (least, most) => (least + random() * (most - least)) * 1000;
  while (Date.now() < until) {
    await sleep(between(2, 6));
    const victims = [random() < 0.25 ? 'postgres' : random() < 0.4 ? `gateway-${1 + Math.floor(random() * 2)}` : `silo-${1 + Math.floor(random() * 3)}`];
    if (random() < 0.2) victims.push(`silo-${1 + Math.floor(random() * 3)}`);
    for (const victim of new Set(victims)) {
      log(`kill -9 ${victim}`);
      killed[victim.split('-')[0]] = (killed[victim.split('-')[0]] ?? 0) + 1;
      await cluster('kill', victim);
    }
    await sleep(between(1, 6));
    for (const victim of new Set(victims)) {
      await cluster('start', victim);
      log(`started ${victim}`);
    }
    // Whoever is killed before it serves is not killed twice in a row for ever.
    await sleep(between(3, 8));
  }
}

/** Starts what does not run; a server that lost its database while it started has ended by itself, and a service manager starts it again. */
async function everythingRuns() {
  const until = Date.now() + 120_000;
  for (;;) {
    const { stdout } = await cluster('status');
    const down = [...stdout.matchAll(/^(\S+) +does not run/gm)].map(match => match[1]);
    for (const name of down) {
      log(`starts ${name} again`);
      await cluster('start', name);
    }
    if (!down.length && (stdout.match(/Healthy\./g) ?? []).length === 5) return;
    if (Date.now() > until) throw new Error(`not everything serves after two minutes:\n${stdout}`);
    await sleep(500);
  }
}

const assignments = await all(front, `query($after: String) { agencies(first: 100, after: $after, where: { plan: "${plan}" }) { nodes { assignments(first: 100) { nodes { agency { key kind } measure { number } } } } pageInfo { hasNextPage endCursor } } }`, {}, ['agencies']);
const duties = assignments.flatMap(agency => agency.assignments.nodes);
log(`${duties.length} assignments, ${gateways.length} gateways`);

const stopping = new AbortController();
const followed = [];
const first = (await ask(front, `{ plan(key: "${plan}") { cursor } }`)).plan.cursor;
const following = follow(front, first, stopping.signal, event => followed.push(event));
const until = Date.now() + minutes * 60_000;
const reporters = 12;
await Promise.all([
  killer(until),
  ...Array.from({ length: reporters }, (_, number) => reporter(number, duties.filter((_, index) => index % reporters === number).slice(0, 6), until)),
]);
await everythingRuns();
log(`written: ${figures.acknowledged} reports acknowledged, ${figures.repeated} attempts repeated, ${figures.sentTwice} sent through both gateways at once`);
log(`killed: ${JSON.stringify(killed)}; answers that put off: ${JSON.stringify(figures.codes)}; longest time to an acknowledgement: ${(figures.longest / 1000).toFixed(1)} s`);

problems.push(...await check({ gateways, front, key, acknowledged, followed, first, log }));
stopping.abort();
log(`the subscriber connected ${await following} times and got ${followed.length} events`);
problems.slice(0, 20).forEach(problem => log(`BROKEN: ${problem}`));
log(problems.length ? `${problems.length} promises are broken; seed ${seed}` : `everything holds; seed ${seed}`);
process.exitCode = problems.length ? 1 : 0;

// node catch-up.mjs URL ASSIGNMENTS TOKENS PERIOD SECONDS CLIENTS: so many clients hand in reports on assignments at random without a pause,
// and at the end one on every assignment for PERIOD, which has none yet. Prints how many were answered, and the milliseconds from
// the last answer until plan, priorities, agencies and feed all say what was sent.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { randomUUID } from 'node:crypto';

const [url, assignmentsFile, tokensFile, period, seconds, clients] = process.argv.slice(2);
const plan = 'az-nap-2022-2026';
const rows = (file) => readFileSync(file, 'utf8').trim().split('\n').map((line) => line.split('\t'));
const assignments = rows(assignmentsFile);
const tokens = new Map(rows(tokensFile));
const agent = new Agent({ keepAlive: true, maxSockets: Number(clients) + 1 });

const post = (body, token) => new Promise((resolve, reject) => {
  const text = JSON.stringify(body);
  const sent = request(url, {
    agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...(token && { authorization: `Bearer ${token}` }) },
  }, (answer) => {
    let received = '';
    answer.setEncoding('utf8').on('data', (part) => (received += part)).on('error', reject).on('end', () => resolve(JSON.parse(received)));
  });
  sent.on('error', reject).end(text);
});

const mutation = 'mutation Submit($input: SubmitReportInput!) { submitReport(input: $input) { report { revision } errors { code message } } }';
async function submit([, measure, agency], into) {
  const input = { operationId: randomUUID(), plan, measure, agency, period: into, narrative: [{ language: 'az', text: 'x'.repeat(500) }] };
  const { data, errors } = await post({ query: mutation, variables: { input } }, tokens.get(agency));
  const refused = errors ?? data.submitReport.errors;
  if (refused.length) throw new Error(JSON.stringify(refused));
}

const coverage = 'summary(period: $period) { reportingCoverage { numerator } voluntaryReports }';
const totals = `query Totals($plan: String!, $period: String!) {
  plan(key: $plan) { ${coverage} priorities { ${coverage} } events(first: 1) { totalCount } }
  agencies(where: { plan: $plan }) { nodes { summary(plan: $plan, period: $period) { reportingCoverage { numerator } voluntaryReports } } } }`;
const received = ({ summary }) => summary.reportingCoverage.numerator + summary.voluntaryReports;
const sum = (items) => items.reduce((total, item) => total + received(item), 0);
async function state() {
  const { data, errors } = await post({ query: totals, variables: { plan, period } });
  if (errors) throw new Error(JSON.stringify(errors));
  return { plan: received(data.plan), priorities: sum(data.plan.priorities), agencies: sum(data.agencies.nodes), events: data.plan.events.totalCount };
}

const before = await state();
if (before.plan !== 0) throw new Error(`${period} has reports already.`);
const end = performance.now() + Number(seconds) * 1000;
const closing = [...assignments];
let answered = 0;
await Promise.all(Array.from({ length: Number(clients) }, async () => {
  while (performance.now() < end) {
    await submit(assignments[Math.floor(Math.random() * assignments.length)], '2023');
    answered++;
  }
  for (let next = closing.pop(); next; next = closing.pop()) {
    await submit(next, period);
    answered++;
  }
}));
const last = performance.now();
const wanted = JSON.stringify({ plan: assignments.length, priorities: assignments.length, agencies: assignments.length, events: before.events + answered });
for (let is = ''; is !== wanted;) {
  is = JSON.stringify(await state());
  if (performance.now() > last + 30_000) throw new Error(`After 30 s ${is}, not ${wanted}`);
}
console.log(`${answered} ${(performance.now() - last).toFixed(0)}`);
agent.destroy();

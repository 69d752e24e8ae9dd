// Whether what was promised holds: read through the gateways, judged here.
import { all, ask, period, plan, position, sleep, token } from './api.mjs';

const received = new Set(['SUBMITTED', 'ACCEPTED']);

/** Gives what is broken, nothing where all holds; and how many reports are stored, were lost although acknowledged, or stand there more than once. */
export async function check({ gateways, front, key, acknowledged, followed, first, log }) {
  const broken = [];
  const counted = { stored: 0, lost: 0, doubled: 0 };
  const expect = (holds, what) => holds || broken.push(what);
  const secretariat = token(key, { sub: 'checker', role: 'secretariat' });

  await settled(front, acknowledged);

  // Acknowledged, and one effect: the history of each assignment holds each operation once, as the revision its reporter was told.
  for (const [index, [assignment, revisionOf]] of [...acknowledged].entries()) {
    const [measure, agency] = assignment.split(' ');
    const history = (await all(gateways[index % gateways.length],
      `query($measure: String!, $after: String, $agency: String!) { measure(plan: "${plan}", number: $measure) { assignments(where: { agency: $agency }) { nodes { history(first: 100, after: $after) { nodes { operationId kind revision } pageInfo { hasNextPage endCursor } } } } } }`,
      { measure, agency }, ['measure', 'assignments', 'nodes', 0, 'history'], secretariat)).filter(change => change.kind === 'REPORT_SUBMITTED');
    counted.stored += history.length;
    const stored = new Map();
    for (const change of history) stored.set(change.operationId, [...stored.get(change.operationId) ?? [], change]);
    counted.doubled += history.length - stored.size;
    for (const [operationId, revision] of revisionOf) {
      const times = stored.get(operationId)?.length ?? 0;
      counted.lost += times === 0;
      expect(times === 1, `${operationId} on ${assignment} stands ${times} times in the history`);
      expect(stored.get(operationId)?.[0].revision === revision, `${operationId} on ${assignment} was told revision ${revision}, stored is ${stored.get(operationId)?.[0].revision}`);
    }
    expect(history.length === revisionOf.size, `${assignment} has ${history.length} reports, acknowledged were ${revisionOf.size}`);
    expect(history.every((change, place) => change.revision === place + 1), `${assignment} has revisions ${history.map(change => change.revision)}`);
  }
  log(`checked: ${counted.stored} operations in ${acknowledged.size} histories`);

  // Totals: the plan's, each priority's and each agency's counts are those of the assignments below.
  const fold = list => {
    const counted = { expected: 0, received: 0, voluntary: 0 };
    for (const { duty, agency, reportState } of list) {
      const came = received.has(reportState);
      if (duty === 'VOLUNTARY' || agency.kind === 'COLLECTIVE') counted.voluntary += came;
      else if (reportState !== 'NOT_REQUESTED' || came) {
        counted.expected++;
        counted.received += came;
      }
    }
    return `${counted.received}/${counted.expected}, ${counted.voluntary} voluntary`;
  };
  const said = summary => `${summary.reportingCoverage.numerator}/${summary.reportingCoverage.denominator}, ${summary.voluntaryReports} voluntary`;
  const total = `summary(period: "${period}") { reportingCoverage { numerator denominator } voluntaryReports }`;
  for (const gateway of gateways) {
    const measures = await all(gateway,
      `query($after: String) { measures(plan: "${plan}", first: 50, after: $after) { nodes { number assignments(first: 100) { nodes { duty reportState(period: "${period}") agency { key kind } } } } pageInfo { hasNextPage endCursor } } }`, {}, ['measures'], secretariat);
    const { plan: held } = await ask(gateway, `{ plan(key: "${plan}") { ${total} priorities { number ${total} } } }`);
    const below = measures.flatMap(measure => measure.assignments.nodes.map(assignment => ({ ...assignment, priority: Number(measure.number.split('.')[0]) })));
    expect(said(held.summary) === fold(below), `${gateway}: the plan says ${said(held.summary)}, its assignments ${fold(below)}`);
    for (const priority of held.priorities) {
      const own = below.filter(assignment => assignment.priority === priority.number);
      expect(said(priority.summary) === fold(own), `${gateway}: priority ${priority.number} says ${said(priority.summary)}, its assignments ${fold(own)}`);
    }
    for (const agency of new Set(below.map(assignment => assignment.agency.key))) {
      const { agency: { summary } } = await ask(gateway, `query($key: String!) { agency(key: $key) { summary(plan: "${plan}", period: "${period}") { reportingCoverage { numerator denominator } voluntaryReports } } }`, { key: agency });
      const own = below.filter(assignment => assignment.agency.key === agency);
      expect(said(summary) === fold(own), `${gateway}: ${agency} says ${said(summary)}, its assignments ${fold(own)}`);
    }
  }

  // Feed: no gap, one event a report; the subscriber got the same.
  const events = await all(front, `query($after: Cursor) { plan(key: "${plan}") { events(first: 100, after: $after) { nodes { cursor kind measure { number } agency { key } } pageInfo { hasNextPage endCursor } } } }`, {}, ['plan', 'events']);
  events.forEach((event, place) => expect(position(event.cursor) === place + 1, `event ${place + 1} of the feed has position ${position(event.cursor)}`));
  const submitted = events.filter(event => event.kind === 'REPORT_SUBMITTED');
  expect(submitted.length === counted.stored, `the feed has ${submitted.length} events of reports, there are ${counted.stored} reports`);
  for (let wait = 0; wait < 100 && followed.positions.length < events.length - position(first); wait++) await sleep(100);
  const since = events.slice(position(first)).map(event => position(event.cursor));
  expect(JSON.stringify(followed.positions) === JSON.stringify(since), `the subscriber got ${followed.positions.length} events, of ${since.length} in the feed, or not in order`);
  log(`checked: ${events.length} events`);

  const { verify } = await ask(front, `{ verify(plan: "${plan}") { ok chains links broken { chain number reason } } }`, {}, secretariat);
  expect(verify.ok, `verify: ${JSON.stringify(verify.broken)}`);
  log(`checked: ${verify.links} links in ${verify.chains} chains`);
  return { broken, ...counted };
}

/** Waits until the feed tells of every report that was acknowledged; what it tells of is in every total soon after. */
async function settled(front, acknowledged) {
  const wanted = [...acknowledged.values()].reduce((sum, revisionOf) => sum + revisionOf.size, 0);
  const until = Date.now() + 90_000;
  let count = 0;
  for (let cursor = null; count < wanted && Date.now() < until;) {
    const { plan: { events } } = await ask(front, `query($after: Cursor) { plan(key: "${plan}") { events(first: 100, after: $after) { nodes { kind } pageInfo { endCursor } } } }`, { after: cursor });
    count += events.nodes.filter(event => event.kind === 'REPORT_SUBMITTED').length;
    cursor = events.pageInfo.endCursor ?? cursor;
    if (!events.nodes.length) await sleep(250);
  }
  await sleep(3000);
}

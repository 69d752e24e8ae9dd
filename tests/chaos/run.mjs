// Runs a scenario: reporters write, something breaks, everything is checked. tests/chaos.sh starts it, and says what its options are.
import fs from 'node:fs';
import { parseArgs } from 'node:util';
import { all, ask, follow, plan, position } from './api.mjs';
import { check } from './check.mjs';
import { Cluster } from './cluster.mjs';
import { builtFrom, gaps, quantile, seconds, watchLoad } from './figures.mjs';
import { Network } from './network.mjs';
import { Attendance } from './processes.mjs';
import { generator } from './random.mjs';
import { Reporters } from './reporters.mjs';
import { Single } from './single.mjs';

const { values: options } = parseArgs({
  options: Object.fromEntries(['scenario', 'times', 'minutes', 'seed', 'script', 'server', 'folder', 'port'].map(name => [name, { type: 'string' }])),
});
const { default: scenario } = await import(`./scenarios/${options.scenario}.mjs`);
const [seed, times] = [Number(options.seed), Number(options.times ?? scenario.times)];
const started = Date.now();
const log = what => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(6)} s  ${what}`);

/** What has to be put away at the end, however it comes; the last one first. */
const leaving = [];
async function leave() {
  while (leaving.length) await leaving.pop()();
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => leave().finally(() => process.exit(130)));

/** Where a scenario takes place. */
const places = {
  cluster: async () => new Cluster(options.script, `${options.folder}/cluster`, options.port, scenario.environment),
  sqlite: async () => new Single(options.server, `${options.folder}/single`),
  async network() {
    const network = new Network(['postgres', 'silo-1', 'silo-2', 'silo-3', 'gateway-1', 'gateway-2']);
    leaving.push(() => network.down());
    await network.up();
    return Object.assign(new Cluster(options.script, `${options.folder}/cluster`, options.port, { NAP_CLUSTER_HOSTS: network.prefix }), { network });
  },
};

async function run() {
  const system = await places[scenario.place ?? 'cluster']();
  leaving.push(() => system.leave());
  await system.up();
  const duties = (await all(system.front, `query($after: String) { agencies(first: 100, after: $after, where: { plan: "${plan}" }) { nodes { assignments(first: 100) { nodes { agency { key kind } measure { number } } } } pageInfo { hasNextPage endCursor } } }`, {}, ['agencies']))
    .flatMap(agency => agency.assignments.nodes);
  const reporters = new Reporters(system, duties, seed, scenario.reporters ?? {});
  log(`${duties.length} assignments, ${reporters.duties.length} reporters, ${system.gateways.length} gateways, built from ${builtFrom(options.server)}`);

  const stopping = new AbortController();
  // Positions, and how many of them are of reports: a client that holds all that it is told stops to tidy it up.
  const followed = { positions: [], reports: 0 };
  const first = (await ask(system.front, `{ plan(key: "${plan}") { cursor } }`)).plan.cursor;
  const following = follow(system.front, first, stopping.signal, event => {
    followed.positions.push(position(event.cursor));
    followed.reports += event.kind === 'REPORT_SUBMITTED';
  });
  const attendance = new Attendance(system, log);
  const load = watchLoad();
  const [breaks, again] = [[], []];
  reporters.start();
  const figures = await scenario.run({
    system, attendance, reporters, followed, times, log, again,
    folder: options.folder, minutes: Number(options.minutes), random: generator(seed), cleanUp: action => leaving.push(action),
    /** Breaks something; its gaps are those from now to the next. */
    async breaks(what, action) {
      log(what);
      breaks.push(Date.now());
      await action();
    },
  });
  await attendance.everythingServes();
  await reporters.stop();
  await attendance.end();
  const average = load();
  log(`written: ${reporters.figures.acknowledged} reports acknowledged, ${reporters.figures.repeated} attempts repeated, ${reporters.figures.sentTwice} sent through both gateways at once`);
  log(`${breaks.length} times something was broken, ${attendance.restarts} processes ended by themselves; answers that put off: ${JSON.stringify(reporters.figures.codes)}`);

  const found = await check({ gateways: system.gateways, front: system.front, key: system.key, acknowledged: reporters.acknowledged, followed, first, log });
  stopping.abort();
  log(`the subscriber connected ${await following} times and got ${followed.positions.length} events`);
  const seen = gaps(reporters.waits, breaks, reporters.duties.length);
  const measured = {
    gap: { p50: quantile(seen, 0.5), p95: quantile(seen, 0.95), longest: quantile(seen, 1) }, usually: quantile(again, 0.5), again: quantile(again, 1),
    failed: reporters.problems.length, ...figures,
  };
  const broken = [...reporters.problems, ...found.broken, ...missed(measured)];
  say(measured, [breaks.length, reporters.duties.length, reporters.figures.acknowledged, found.lost, found.doubled], average);
  broken.slice(0, 20).forEach(problem => log(`BROKEN: ${problem}`));
  log(broken.length ? `${broken.length} promises are broken; seed ${seed}` : `everything holds; seed ${seed}`);
  return broken.length ? 1 : 0;
}

/** Which of the scenario's demands are not met. */
function missed(measured) {
  const missed = [];
  for (const { what, of, most, unit = '' } of scenario.demands ?? []) {
    const holds = of(measured) <= most;
    log(`${holds ? 'holds' : 'MISSED'}: ${what} ${seconds(of(measured))}${unit}, at most ${most}${unit}`);
    if (!holds) missed.push(`${what} is ${seconds(of(measured))}${unit}, demanded is at most ${most}${unit}`);
  }
  return missed;
}

/** Says the figures as a row of the table in tests/README.md. */
function say({ gap, usually, again, notes = [] }, counts, load) {
  const count = options.times ? ` --times ${options.times}` : '';
  const row = [
    `\`tests/chaos.sh --scenario ${options.scenario}${count} --seed ${seed}\``, ...counts, [gap.p50, gap.p95, gap.longest].map(seconds).join(' / '),
    `${seconds(usually)} / ${seconds(again)}`, notes.join(', ') || '–', builtFrom(options.server), load.toFixed(1),
  ];
  console.log('| command | broken | reporters | acknowledged | lost | doubled | gap p50 / p95 / longest, s | again after p50 / longest, s | also | commit | load |');
  console.log(`| ${row.join(' | ')} |`);
}

try {
  process.exitCode = await run();
} catch (failure) {
  log(`BROKEN: ${failure.stack}`);
  process.exitCode = 1;
} finally {
  await leave();
}
// A request that hangs is nobody's business any more.
process.exit();

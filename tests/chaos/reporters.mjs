// What reporters do: each has assignments of its own, hands in one report after the other, and repeats what is put off.
import { plan, period, post, sleep, token } from './api.mjs';
import { Waits } from './figures.mjs';
import { generator, oneOf } from './random.mjs';

const submit = `mutation($input: SubmitReportInput!) { submitReport(input: $input) { report { revision } errors { code message } } }`;
/** How long a report may be put off before something is wrong with more than what was broken. */
const patience = 600_000;

export class Reporters {
  /** By assignment: the revision that a reporter was told, by the operation id that was acknowledged. */
  acknowledged = new Map();
  /** Every report's way: its reporter, and from when to when it waited for its acknowledgement. */
  waits = new Waits();
  figures = { acknowledged: 0, repeated: 0, sentTwice: 0, codes: {} };
  /** What no answer may say. */
  problems = [];

  #system;
  #seed;
  #manner;
  #underWay = new Map();
  #tokens = new Map();
  #stopping = false;
  #done = Promise.resolve();
  #turn = 0;

  /**
   * @param system whom they report to
   * @param duties the assignments that they share
   * @param manner count: how many there are; pause: the longest time between two reports of one, in milliseconds; front: only through
   *   nginx, as clients do, each report once; patient: which codes of answers are nothing but a reason to send the same again
   */
  constructor(system, duties, seed, { count = 12, pause = 20, front = false, patient = ['UNAVAILABLE', 'CONNECTION'] }) {
    [this.#system, this.#seed, this.#manner] = [system, seed, { count, pause, front, patient }];
    this.duties = Array.from({ length: count }, (_, number) => duties.filter((_, index) => index % count === number).slice(0, 6));
  }

  start() {
    this.#done = Promise.all(this.duties.map((own, number) => this.#report(number, own)));
    // Whoever awaits the end hears of a failure; until then it is none that nobody handles.
    this.#done.catch(() => {});
  }

  /** Ends when no report is under way any more. */
  async stop() {
    this.#stopping = true;
    await this.#done;
  }

  /** From now on so many reports a second are due, whoever is free takes the next; what waits for a reporter has begun to wait. */
  pace(perSecond) { [this.#manner.pace, this.#turn] = [1000 / perSecond, Date.now()]; }

  /** Ends when each report that is under way now is acknowledged, or at least one where none is; says how many seconds that took. */
  async answered() {
    const asked = Date.now();
    const waiting = [...this.#underWay.values()];
    const count = this.figures.acknowledged;
    while (waiting.some(report => !report.ended) || this.figures.acknowledged === count) {
      if (Date.now() - asked > patience) throw new Error('nothing is acknowledged any more');
      await sleep(20);
    }
    return (Math.max(asked, ...waiting.map(report => report.ended)) - asked) / 1000;
  }

  async #report(number, own) {
    const random = generator(this.#seed * 1000 + number);
    for (let report = 1; !this.#stopping; report++) {
      const began = await this.#next(random);
      await this.#handIn(number, oneOf(own, random), `${this.#seed}-${number}-${report}`, began, random);
    }
  }

  /** When a reporter's next report begins. */
  async #next(random) {
    if (!this.#manner.pace) {
      await sleep(random() * this.#manner.pause);
      return Date.now();
    }
    this.#turn += this.#manner.pace;
    const due = this.#turn;
    await sleep(Math.max(0, due - Date.now()));
    return due;
  }

  async #handIn(reporter, assignment, operationId, began, random) {
    const { measure: { number: measure }, agency: { key: agency } } = assignment;
    const bearer = this.#tokenOf(agency);
    const input = { operationId, plan, measure, agency, period, narrative: [{ language: 'az', text: operationId }] };
    const wait = {};
    this.#underWay.set(operationId, wait);
    for (;;) {
      const answers = await Promise.all(this.#ways(random).map(url => post(url, submit, { input }, bearer).catch(cut)));
      const revisions = answers.filter(answer => !answer.errors && answer.data.submitReport.errors.length === 0).map(answer => answer.data.submitReport.report.revision);
      this.#judge(operationId, answers, revisions);
      if (revisions.length) {
        const revisionOf = this.acknowledged.get(`${measure} ${agency}`) ?? new Map();
        this.acknowledged.set(`${measure} ${agency}`, revisionOf.set(operationId, revisions[0]));
        this.figures.acknowledged++;
        wait.ended = Date.now();
        this.waits.add(reporter, began, wait.ended);
        this.#underWay.delete(operationId);
        return;
      }
      this.figures.repeated++;
      if (Date.now() - began > patience) throw new Error(`${operationId} is not taken for ${patience / 1000} seconds: ${JSON.stringify(answers)}`);
      await sleep(answers[0].errors?.[0]?.extensions?.retryAfterMs ?? 200);
    }
  }

  /** A reporter's token, the same from its first report to its last. */
  #tokenOf(agency) {
    if (!this.#tokens.has(agency)) {
      this.#tokens.set(agency, token(this.#system.key, { sub: `reporter of ${agency}`, role: 'reporter', agency: [agency] }));
    }
    return this.#tokens.get(agency);
  }

  /** Where one attempt goes: to one gateway, now and then to two at once, which is to have one effect, or through nginx. */
  #ways(random) {
    const { front, gateways } = this.#system;
    if (this.#manner.front) return [front];
    const one = oneOf(gateways, random);
    if (random() < 0.1) {
      this.figures.sentTwice++;
      return [one, gateways.find(gateway => gateway !== one) ?? one];
    }
    return [random() < 0.2 ? front : one];
  }

  #judge(operationId, answers, revisions) {
    if (new Set(revisions).size > 1) this.problems.push(`${operationId} was answered with revisions ${revisions}`);
    for (const answer of answers) {
      if (answer.data?.submitReport?.errors?.length) this.problems.push(`${operationId} was refused: ${JSON.stringify(answer.data.submitReport.errors)}`);
      const code = answer.errors?.[0]?.extensions?.code;
      if (code) this.figures.codes[code] = (this.figures.codes[code] ?? 0) + 1;
      if (answer.errors && !this.#manner.patient.includes(code)) this.problems.push(`${operationId}: ${JSON.stringify(answer.errors)}`);
    }
  }
}

/** What stands for an answer where the connection broke. */
const cut = failure => ({ errors: [{ message: String(failure.cause ?? failure), extensions: { code: 'CONNECTION', retryAfterMs: 200 } }] });

// node search.mjs URL TOKEN MEASURES SECONDS: imports a plan of so many measures, each with two executors and their reports, and
// searches it with questions of every kind, 20 hits a page. Prints how long the import and the first search took, and lines for the
// table: kind of question, requests a second, p50 and p99 in milliseconds, questions without a hit.
import { Agent, request } from 'node:http';

const [url, token, measureCount, seconds] = process.argv.slice(2);
const plan = 'az-search-bench';
const agent = new Agent({ keepAlive: true });

const post = (query, variables, bearer) => new Promise((resolve, reject) => {
  const text = JSON.stringify({ query, variables });
  const sent = request(url, {
    agent,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...(bearer && { authorization: `Bearer ${bearer}` }) },
  }, (answer) => {
    let received = '';
    answer.setEncoding('utf8').on('data', (part) => (received += part)).on('error', reject).on('end', () => {
      const { data, errors } = JSON.parse(received);
      return errors ? reject(Object.assign(new Error(JSON.stringify(errors)), { code: errors[0].extensions?.code })) : resolve(data);
    });
  });
  sent.on('error', reject).end(text);
});

// What takes longer than a request may is asked again; an import with the same operation id is one import.
async function patiently(ask) {
  for (;;) {
    try {
      return await ask();
    } catch (failure) {
      if (!['UNAVAILABLE', 'TIMEOUT'].includes(failure.code)) throw failure;
    }
  }
}

// The same plan at every run: words of a made-up text, the first of them the most frequent.
let seed = 1;
const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
const pick = (list) => list[Math.floor(random() * random() * list.length)];
const stems = `dövlət məhkəmə xidmət qanun hüquq nəzarət hesabat məlumat elektron sistem bələdiyyə vətəndaş maliyyə satınalma təhsil torpaq icra sənəd qurum şəffaflıq
  müraciət əmlak vergi gömrük bank kredit layihə məsləhət maarifləndirmə təlim portal reyestr imza çağrı mərkəz ödəniş büdcə audit risk monitorinq tender qiymət
  qulluqçu hakim prokuror istintaq cinayət aktiv müsadirə bəyannamə maraq toqquşma ərazi bölgə rayon şəhər kənd məktəb universitet xəstəxana sığorta əmək pensiya
  yol nəqliyyat rabitə internet mobil proqram baza kağız arxiv statistika sahibkar şirkət səhm mülkiyyət ekspert vəkil notariat miqrasiya sərhəd müdafiə hərbi
  ekologiya su enerji qaz neft mina turizm mədəniyyət idman gənc media qəzet televiziya sosial müəssisə fond ipoteka tikinti mənzil ünvan xəritə peyk`.split(/\s+/);
const endings = ['', '', '', 'lər', 'in', 'də', 'dən', 'ə', 'si', 'sinin', 'lərin', 'lərində', 'lıq', 'lığın', 'çı', 'çılar'];
const invented = Array.from({ length: 3000 }, (_, index) => `${stems[index % stems.length].slice(0, 4)}${'abdegiklmnorstuz'[index % 16]}${index.toString(36)}`);
const word = () => (random() < 0.05 ? invented[Math.floor(random() * invented.length)] : pick(stems) + endings[Math.floor(random() * endings.length)]);
const words = (count) => Array.from({ length: count }, word).join(' ');
const sentence = (count) => { const text = words(count); return `${text[0].toLocaleUpperCase('az')}${text.slice(1)}.`; };

const bodies = Array.from({ length: 70 }, (_, index) => ({
  key: `az/bench-${index}`,
  kind: 'AGENCY',
  names: { az: `${stems[index].toLocaleUpperCase('az')[0]}${stems[index].slice(1)} ${stems[(index * 7) % stems.length]} Agentliyi ${index}`, en: `Agency ${index}` },
  aliases: [],
}));
const priorities = 50;
const document = {
  format: 'napgrains-plan/1',
  plan: { key: plan, jurisdiction: 'az', timeZone: 'Asia/Baku', language: 'az', titles: { az: 'Axtarış planı' }, periods: [{ key: '2022' }] },
  bodies,
  priorities: Array.from({ length: priorities }, (_, priority) => ({
    number: priority + 1,
    titles: { az: sentence(4) },
    measures: Array.from({ length: Math.ceil(measureCount / priorities) }, (_, index) => {
      const number = `${priority + 1}.${index + 1}`;
      const [lead, other] = [bodies[Math.floor(random() * 35)].key, bodies[35 + Math.floor(random() * 35)].key];
      const report = (agency, position, length) => ({ period: '2022', agency, nil: false, parts: [{ position, texts: { az: sentence(length) } }] });
      return {
        id: number,
        number,
        titles: { az: sentence(18) },
        shortTitles: { az: sentence(6), en: `Measure ${number} on ${words(3)}` },
        executors: [{ agency: lead, role: 'LEAD', duty: 'NAMED', recommended: false }, { agency: other, role: 'OTHER', duty: 'NAMED', recommended: false }],
        reports: [report(lead, 1, 60), report(other, 2, 30)],
      };
    }),
  })),
};

const text = JSON.stringify(document);
const began = performance.now();
const since = (from) => ((performance.now() - from) / 1000).toFixed(1);
const { importDocument } = await patiently(() => post(
  'mutation($input: ImportDocumentInput!) { importDocument(input: $input) { operation { id } errors { code message } } }',
  { input: { operationId: 'search-bench', plan, format: 'JSON', document: text } },
  token,
));
if (importDocument.errors.length) throw new Error(JSON.stringify(importDocument.errors));
console.error(`taken after ${since(began)} s: ${measureCount} measures, ${(text.length / 1e6).toFixed(1)} million characters`);
for (;;) {
  const { operation } = await post('query($id: ID!) { operation(id: $id) { state stepsDone stepsTotal } }', { id: importDocument.operation.id });
  if (operation.state === 'COMPLETED') break;
  console.error(`${since(began)} s: ${operation.stepsDone} of ${operation.stepsTotal} steps`);
  await new Promise((resolve) => setTimeout(resolve, 5000));
}
console.log(`import ${since(began)}`);

const search = `query Search($text: String!) { search(text: $text, plan: "${plan}", first: 20) {
  totalCount nodes { place excerpt { text match } node { id } } } }`;
const first = performance.now();
await patiently(() => post(search, { text: stems[0] }));
console.log(`first-search ${since(first)}`);

const ascii = (asked) => asked.replace(/[əıçşğöü]/g, (letter) => 'eicsgou'['əıçşğöü'.indexOf(letter)]);
const measureWords = () => {
  const { measures } = document.priorities[Math.floor(random() * priorities)];
  return measures[Math.floor(random() * measures.length)].reports[0].parts[0].texts.az.toLocaleLowerCase('az').replace('.', '').split(' ');
};
const some = (list, count) => { const from = Math.floor(random() * (list.length - count)); return list.slice(from, from + count); };
const kinds = {
  number: () => `${1 + Math.floor(random() * priorities)}.${1 + Math.floor((random() * measureCount) / priorities)}`,
  'rare-word': () => invented[Math.floor(random() * invented.length)],
  'common-word': () => stems[Math.floor(random() * 10)],
  ascii: () => ascii(pick(stems)),
  'upper-case': () => pick(stems).toLocaleUpperCase('az'),
  'two-words': () => some(measureWords(), 2).join(' '),
  'three-words-ascii': () => ascii(some(measureWords(), 3).join(' ')),
  phrase: () => `"${some(measureWords(), 2).join(' ')}"`,
  'beginning-of-a-word': () => ascii(pick(stems)).slice(0, 3),
  'one-letter': () => ascii(pick(stems)).slice(0, 1),
  'agency-and-word': () => `${bodies[Math.floor(random() * 70)].names.az} ${pick(stems)}`,
};

async function run(kind, question, clients) {
  const times = [];
  let empty = 0;
  const end = performance.now() + Number(seconds) * 1000;
  await Promise.all(Array.from({ length: clients }, async () => {
    while (performance.now() < end) {
      const asked = performance.now();
      const { search: found } = await post(search, { text: question() });
      times.push(performance.now() - asked);
      empty += found.totalCount === 0;
    }
  }));
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(1);
  console.log(`search ${kind} ${(times.length / Number(seconds)).toFixed(0)} ${at(0.5)} ${at(0.99)} ${empty}`);
}

const all = Object.values(kinds);
await run('warm-up', () => all[Math.floor(random() * all.length)](), 1);
for (const [kind, question] of Object.entries(kinds)) await run(kind, question, 1);
await run('all', () => all[Math.floor(random() * all.length)](), 1);
await run('all-8-at-once', () => all[Math.floor(random() * all.length)](), 8);
agent.destroy();

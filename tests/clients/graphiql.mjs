// node graphiql.mjs CHROMIUM URL EXAMPLE [--token TOKEN] [--variables JSON]: opens GraphiQL at URL in a browser that reaches nothing
// but this machine, runs the tab named EXAMPLE, and prints what happened as JSON.
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values: { token, variables }, positionals: [executablePath, url, example] } = parseArgs({
  allowPositionals: true,
  options: { token: { type: 'string' }, variables: { type: 'string' } },
});
if (!example) {
  console.error('usage: node graphiql.mjs CHROMIUM URL EXAMPLE [--token TOKEN] [--variables JSON]');
  process.exit(2);
}
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  const [requested, complaints, greetings] = [[], [], []];
  page.on('request', (request) => requested.push(request.url()));
  page.on('websocket', (socket) => {
    requested.push(socket.url());
    socket.on('framesent', ({ payload }) => greetings.push(JSON.parse(payload)));
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));

  await page.goto(url);
  const tabs = page.locator('.graphiql-tab-button');
  await tabs.first().waitFor();
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).waitFor();
  const titles = (await tabs.allTextContents()).map((title) => title.trim());
  await tabs.and(page.getByTitle(example, { exact: true })).click();
  // GraphiQL takes a moment to read what a tab holds; before that it would send the operation name of the tab before.
  await page.waitForFunction((name) => document.querySelector('.graphiql-query-editor .CodeMirror')?.CodeMirror.operationName === name, example);
  const write = (box, text) => page.locator('.graphiql-editor-tool .CodeMirror').nth(box)
    .evaluate((editor, written) => editor.CodeMirror.setValue(written), text);
  if (variables) await write(0, variables);
  if (token) await write(1, JSON.stringify({ authorization: `Bearer ${token}` }));
  await page.getByRole('button', { name: /^Execute query/ }).click();
  const answer = await page.waitForFunction(() => document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue().trim());
  console.log(JSON.stringify({
    tabs: titles,
    answer: JSON.parse(await answer.jsonValue()),
    init: greetings.find(({ type }) => type === 'connection_init')?.payload,
    elsewhere: requested.filter((address) => !/^(data|blob):/.test(address) && new URL(address).host !== new URL(url).host),
    complaints,
  }));
} finally {
  await browser.close();
}

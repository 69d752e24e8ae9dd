// node graphiql.mjs CHROMIUM URL EXAMPLE: opens GraphiQL at URL in a browser that reaches nothing but this machine, runs the
// tab named EXAMPLE, and prints what happened as JSON.
import { chromium } from 'playwright-core';

const [executablePath, url, example, token] = process.argv.slice(2);
if (!example) {
  console.error('usage: node graphiql.mjs CHROMIUM URL EXAMPLE [TOKEN]');
  process.exit(2);
}
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', '--disable-background-networking'],
});
try {
  const page = await browser.newPage();
  page.setDefaultTimeout(30_000);
  const [requested, complaints] = [[], []];
  page.on('request', (request) => requested.push(request.url()));
  page.on('websocket', (socket) => requested.push(socket.url()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()));

  await page.goto(url);
  const tabs = page.locator('.graphiql-tab-button');
  await tabs.first().waitFor();
  const titles = (await tabs.allTextContents()).map((title) => title.trim());
  await tabs.and(page.getByTitle(example, { exact: true })).click();
  await page.getByRole('button', { name: /^Execute query/ }).click();
  const answer = page.locator('.result-window .CodeMirror');
  await page.waitForFunction(() => document.querySelector('.result-window .CodeMirror')?.CodeMirror.getValue().trim());
  console.log(JSON.stringify({
    tabs: titles,
    answer: JSON.parse(await answer.evaluate((editor) => editor.CodeMirror.getValue())),
    headers: await page.locator('.graphiql-editor-tool .CodeMirror').evaluateAll((editors) => editors.map((editor) => editor.CodeMirror.getValue())),
    elsewhere: requested.filter((address) => !/^(data|blob):/.test(address) && new URL(address).host !== new URL(url).host),
    complaints,
  }));
} finally {
  await browser.close();
}

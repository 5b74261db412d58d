// The audit trail: what is shown, what it is narrowed by, and the files it is saved as.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { close_clean, open_page } from "./support/browser.mjs";
import { add_user, administrator_state, ask, settled } from "./support/console.mjs";
import { browser, prepare, server } from "./support/program.mjs";

let state;
const odd_account = '=1+1,"a"';
const wide_account = "＝1+1";
prepare(async () => {
  state = await administrator_state(browser, server);
  const page = await open_page(browser, server, { state });
  await page.open("/console/account");
  await page.waitForSelector(".shell");
  // Whatever somebody asked for is in the trail; of one operation once a minute.
  const odd = `/v1/usg/dcs/corp/member/${encodeURIComponent(odd_account)}`;
  assert.equal((await ask(page, "PUT", odd, { name: "Odd" })).status, 400);
  const wide = `/v1/usg/dcs/corp/vision/activecode/${encodeURIComponent(wide_account)}/reset`;
  assert.equal((await ask(page, "PUT", wide, {})).status, 400);
  await add_user(page, "plain", "Plain");
  await page.context().close();
});

/** What a button saves. */
async function saved(page, button) {
  const download = page.waitForEvent("download");
  await page.click(`button:text-is('${button}')`);
  const file = await download;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("it is narrowed by account, operation and day, and saved as what is shown", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/audit");
  await page.waitForSelector(".table code:text-is('add_user')");
  await page.getByPlaceholder("Account").fill(odd_account);
  await page.waitForSelector(".pager-count:has-text('of 1')");
  assert.equal(await page.locator(".table tbody tr").count(), 1);

  const csv = await saved(page, "Save as CSV");
  assert.match(csv.name, /^audit-\d{4}-\d{2}-\d{2}\.csv$/);
  const [head, line, rest] = csv.text.split("\r\n");
  const names = "time,actor,operation,account,outcome,source,requestId,detail,count,lastTime";
  assert.equal(head, `\uFEFF${names}`);
  assert.match(line, /^\d{4}-\d\d-\d\dT[\d:.]+Z,/);
  // No spreadsheet takes it for a formula.
  assert.ok(line.includes(`,update_user,"'=1+1,""a""",`), line);
  assert.equal(rest, "");
  await page.getByPlaceholder("Account").fill(wide_account);
  await page.waitForSelector(`.table tbody tr:has-text('${wide_account}')`);
  await page.waitForSelector(".pager-count:has-text('of 1')");
  const wide = await saved(page, "Save as CSV");
  assert.ok(wide.text.includes(`,reset_code,'${wide_account},`), wide.text);

  await page.getByPlaceholder("Account").fill("");
  await page.getByPlaceholder("Operation").fill("add_user");
  await page.waitForSelector(".table tbody tr:has-text('plain')");
  await page.waitForSelector(".pager-count:has-text('of 1')");
  const lines = await saved(page, "Save as JSON lines");
  assert.match(lines.name, /\.jsonl$/);
  const records = lines.text.trimEnd().split("\n").map(JSON.parse);
  assert.equal(records.length, 1);
  assert.equal(records[0].account, "plain");
  assert.equal(records[0].actor, server.init.adminAccount);

  await page.getByLabel("To", { exact: true }).fill("2001-01-01");
  await page.waitForSelector(".empty:has-text('No record matches.')");
  await page.click("button:text-is('Show all')");
  await settled(page);
  await page.waitForSelector(".table code:text-is('begin_session')");
  await close_clean(page);
});

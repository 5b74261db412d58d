// More rows than the server counts: what lists and buttons say, and a job for each of them.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./support/administrator.mjs";
import { close_clean } from "./support/browser.mjs";
import { ask, settled } from "./support/console.mjs";
import { count_of } from "./support/jobs.mjs";
import { prepare } from "./support/program.mjs";

const all = 10_020;
const at_once = 25;
const page_size = 500;
const patience_ms = 240_000;

prepare(async () => {
  const page = await open("/console/account");
  await page.waitForSelector(".shell");
  const add = async (at) => {
    const device = { name: `Hall ${at}`, model: "TE20", sn: `SN${at}`, email: "hall@example.com" };
    const body = { ...device, sendNotify: "0" };
    assert.equal((await ask(page, "POST", "/v1/usg/dcs/corp/device", body)).status, 200);
  };
  for (let from = 0; from < all; from += at_once) {
    const count = Math.min(at_once, all - from);
    await Promise.all(Array.from({ length: count }, (_, at) => add(from + at)));
  }
  await page.context().close();
});

/** The draft that the dialog makes, when all of its rows are checked. */
async function rows_of_draft(page, email) {
  const dialog = page.locator("[role=dialog]");
  await dialog.getByLabel("Email for codes").fill(email);
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForURL(/\/console\/jobs\/[0-9a-f]+$/, { timeout: patience_ms });
  await page.waitForSelector(".badge:text-is('Draft')", { timeout: patience_ms });
  return count_of(page, "All rows");
}

test("a count that ended at its bound says so, in lists, buttons and the overview", async () => {
  const page = await open(`/console/devices?search=Hall&size=${page_size}`);
  await page.waitForSelector(".pager-count:text-is('1–500 of 2,000+')");
  await page.waitForSelector(".pager-page:text-is('1 / 4+')");
  await page.click("button:text-is('All 2,000+ as a job ...')");
  await page.waitForSelector("[role=dialog] h2:text-is('A job for all 2,000+ that match')");
  assert.equal(await rows_of_draft(page, "desk@example.com"), all);

  await page.open(`/console/devices?size=${page_size}`);
  await page.waitForSelector(".pager-count:text-is('1–500 of 10,000+')");
  // The page with the last row knows how many there are.
  await page.open(`/console/devices?size=${page_size}&page=21`);
  await page.waitForSelector(".pager-count:text-is('10,001–10,020 of 10,020')");
  await page.waitForSelector(".pager-page:text-is('21 / 21')");
  await page.open("/console");
  await page.waitForSelector(".tile:has-text('Hard terminals') .tile-count:text-is('10,000+')");
  const chinese = await open("/console/devices?search=Hall", { locale: "zh-CN" });
  await chinese.waitForSelector(".pager-count:text-is('第 1–20 条，共 2,000 多 条')");
  await chinese.waitForSelector("button:text-is('全部 2,000 多 个作为批量任务……')");
  await close_clean(chinese);
  await close_clean(page);
});

test("10,020 rows that match are chosen, page by page, and become a job", async () => {
  const page = await open(`/console/devices?size=${page_size}`);
  await page.waitForSelector(".pager-count:text-is('1–500 of 10,000+')");
  for (let chosen = 0; chosen < all; ) {
    chosen = Math.min(chosen + page_size, all);
    await settled(page);
    await page.click(".checkbox:has([aria-label='Choose all on this page'])");
    const count = chosen.toLocaleString("en-US");
    await page.waitForSelector(`.batch strong:text-is('${count} chosen')`);
    if (chosen === all) break;
    await page.click("button[aria-label='Next page']");
    const first = (chosen + 1).toLocaleString("en-US");
    await page.waitForSelector(`.pager-count:has-text('${first}–')`);
  }
  await page.click(".batch button:text-is('As a job ...')");
  await page.waitForSelector("[role=dialog] h2:text-is('A job for the 10,020 chosen')");
  assert.equal(await rows_of_draft(page, "desk@example.com"), all);
  await close_clean(page);
});

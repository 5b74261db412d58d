// What administrators note about terminals: edited, filtered by, saved as a table, brought back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { open } from "./support/administrator.mjs";
import { close_clean, overflow, phone, serious_findings } from "./support/browser.mjs";
import { ask, no_style_elements } from "./support/console.mjs";
import { server } from "./support/program.mjs";

const label = async (page, account, labels) => {
  const path = `/v1/roomkey/terminals/${account}/labels`;
  assert.equal((await ask(page, "PUT", path, labels)).status, 200);
};
const labels_of = async (page, account) => {
  const { body } = await ask(page, "GET", `/v1/roomkey/terminals/${account}`);
  return [body.note, body.assetNumber, body.tags.join()].join("|");
};

test("notes are edited on the page of a terminal, and its tag leads to the others", async () => {
  const { account } = server.add_terminal("Noted");
  const other = server.add_terminal("Noted too").account;
  server.add_terminal("Bare");
  const page = await open(`/console/terminals/${account}`);
  await page.click("button:text-is('Edit notes')");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByLabel("Note").fill("Key at the reception");
  await dialog.getByLabel("Asset number").fill("A-2041");
  await dialog.getByLabel("Tags").fill("Lobby, 2026；lobby");
  assert.deepEqual(await serious_findings(page), []);
  await dialog.getByRole("button", { name: "Save" }).click();
  await page.waitForSelector(".facts dd:has-text('Key at the reception')");
  assert.equal(await labels_of(page, account), "Key at the reception|A-2041|Lobby,2026");
  await label(page, other, { tags: ["LOBBY"], assetNumber: "A-17" });
  await page.open("/console/help?about=a-17");
  await page.waitForSelector(".found:has-text('Noted too')");
  await page.open(`/console/terminals/${account}`);

  await page.click(".badge.tag:text-is('Lobby')");
  await page.waitForSelector(".pager-count:has-text('of 2')");
  assert.equal(await page.getByLabel("Tag", { exact: true }).inputValue(), "Lobby");
  await page.getByLabel("Asset number", { exact: true }).fill("a-20");
  await page.waitForSelector(".pager-count:has-text('of 1')");
  await page.reload();
  await page.waitForSelector(".pager-count:has-text('of 1')");
  assert.deepEqual(await serious_findings(page), []);
  await no_style_elements(page);
  await page.setViewportSize(phone);
  assert.equal(await overflow(page), 0);
  await page.waitForSelector(".badge.tag:text-is('2026')");
  await close_clean(page);
});

test("all that have a tag get another one by a job, those that have it are left out", async () => {
  const first = server.add_terminal("Tagged 1").account;
  const second = server.add_terminal("Tagged 2").account;
  const page = await open("/console");
  await page.waitForSelector(".shell");
  await label(page, first, { tags: ["west"] });
  await label(page, second, { tags: ["west", "done"] });
  await page.open("/console/terminals?tag=west");
  await page.click("button:text-is('All 2 as a job ...')");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByRole("button", { name: /What to do/ }).click();
  await page.getByRole("option", { name: "Notes and tags" }).click();
  await dialog.getByLabel("Add tags").fill("done");
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForSelector(".table .failure:has-text('has nothing to change')");
  await page.click("button:text-is('Start ...')");
  await dialog.getByLabel("Rows per second").fill("51");
  await dialog.locator(".field-error").waitFor();
  await dialog.getByLabel("Rows per second").fill("10");
  assert.deepEqual(await serious_findings(page), []);
  await page.click("[role=dialog] button:text-is('Start')");
  await page.waitForSelector(".badge:text-is('Finished')");
  assert.equal(await labels_of(page, first), "||west,done");
  await close_clean(page);
});

test("the list is saved, edited in a spreadsheet, and brought back", async () => {
  const first = server.add_terminal("Table 1").account;
  const second = server.add_terminal("Table 2").account;
  const page = await open("/console");
  await page.waitForSelector(".shell");
  await label(page, first, { note: "=1+1", assetNumber: "-7", tags: ["round"] });
  await label(page, second, { note: "as it was", tags: ["round"] });
  await page.open("/console/terminals?tag=round&sort=ldapAccount");
  await page.waitForSelector(".pager-count:has-text('of 2')");
  const download = page.waitForEvent("download");
  await page.click("button:text-is('Save as CSV')");
  const saved = readFileSync(await (await download).path(), "utf8");
  assert.ok(saved.startsWith("\uFEFFaccount,name,deptCode,"));
  assert.ok(saved.includes(",'=1+1,'-7,round\r\n"), saved);

  const edited = saved.replace(",'=1+1,'-7,round\r\n", ',\'=1+2,,"round, trip"\r\n');
  await page.open("/console/jobs");
  await page.click("button:has-text('New job')");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByRole("button", { name: /What to do/ }).click();
  await page.getByRole("option", { name: "Changes", exact: true }).click();
  const file = { name: "back.csv", mimeType: "text/csv", buffer: Buffer.from(edited) };
  await dialog.locator("input[type=file]").setInputFiles(file);
  await dialog.locator(".file:has-text('back.csv')").waitFor();
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForSelector(".table .failure:has-text('has nothing to change')");
  await page.click("button:text-is('Start ...')");
  await page.click("[role=dialog] button:text-is('Start')");
  await page.waitForSelector(".badge:text-is('Finished')");
  assert.equal(await labels_of(page, first), "=1+2||round,trip");
  assert.equal(await labels_of(page, second), "as it was||round");
  await close_clean(page);
});

test("who is online is in the list, and on the overview what was done day by day", async () => {
  const { activeCode } = server.add_terminal("Seen");
  const device = await server.bind_device(activeCode, "SN-SEEN");
  const page = await open("/console/terminals?online=true&columns=state,seen");
  await page.waitForSelector("td[data-column='Last seen']:has-text('Online')");
  await page.open("/console/terminals?online=false");
  await page.waitForSelector(".empty:has-text('No terminal matches.')");
  await page.open("/console");
  await page.waitForSelector(".trend-key:has-text('Activations: 1')");
  await page.click(".trend-table summary");
  const cells = await page.$$eval(".trend-table tbody tr:first-child td", (all) =>
    all.map((cell) => cell.textContent),
  );
  assert.deepEqual(cells.slice(1), ["1", "0"]);
  assert.equal(await page.locator(".trend-table tbody tr").count(), 30);
  assert.deepEqual(await serious_findings(page), []);
  await page.setViewportSize(phone);
  assert.equal(await overflow(page), 0);
  await device.stop();
  await close_clean(page);
});

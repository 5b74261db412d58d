// The lists of hard terminals and of users: out as a table and back, and all that match as a job.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { open } from "./support/administrator.mjs";
import { close_clean, overflow, phone, serious_findings } from "./support/browser.mjs";
import { ask, no_style_elements } from "./support/console.mjs";
import { count_of, fill, outcomes, start } from "./support/jobs.mjs";

const devices_path = "/v1/usg/dcs/corp/device";
const members_path = "/v1/usg/dcs/corp/member";

async function add_device(page, sn, name) {
  const body = { name, model: "TE20", sn, email: "hall@example.com", sendNotify: "0" };
  assert.equal((await ask(page, "POST", devices_path, body)).status, 200);
}

/** The list as it is saved. */
async function saved(page) {
  const download = page.waitForEvent("download");
  await page.click("button:text-is('Save as CSV')");
  return readFileSync(await (await download).path(), "utf8");
}

/** Brings a table back; the page of the draft is there when this returns. */
async function bring_back(page, kind, text) {
  await page.click("button:text-is('From a table ...')");
  await fill(page, kind, "edited.csv", Buffer.from(text));
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForURL(/\/console\/jobs\/[0-9a-f]+$/);
  await page.waitForSelector(".badge:text-is('Draft')");
}

test("hard terminals: saved, edited, brought back, and all that match disabled", async () => {
  const page = await open("/console/devices");
  await page.waitForSelector(".shell");
  for (const at of [1, 2, 3]) await add_device(page, `SNX${at}`, `Tower ${at}`);
  await add_device(page, "SNY1", "Annex");
  await page.open("/console/devices?search=Tower");
  await page.waitForSelector(".pager-count:has-text('of 3')");
  const table = await saved(page);
  assert.match(table, /^\uFEFFsn,name,deptCode,/);
  assert.equal(table.trim().split("\r\n").length, 4);
  await bring_back(page, "Changes of hard terminals", table.replace("Tower 2", "Lobby"));
  assert.deepEqual((await outcomes(page)).sort(), ["Invalid", "Invalid", "Ready"]);
  await page.waitForSelector("th:text-is('Serial number')");
  await start(page);
  await page.waitForSelector(".badge:text-is('Finished')");
  assert.equal((await ask(page, "GET", `${devices_path}/SNX2`)).body.name, "Lobby");

  await page.open("/console/devices?search=Tower");
  await page.click("button:text-is('All 2 as a job ...')");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByRole("button", { name: /What to do/ }).click();
  await page.getByRole("option", { name: "Disabling hard terminals" }).click();
  assert.deepEqual(await serious_findings(page), []);
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForSelector(".badge:text-is('Draft')");
  assert.equal(await count_of(page, "To be done"), 2);
  await start(page);
  await page.waitForSelector(".badge:text-is('Finished')");
  const states = [];
  for (const sn of ["SNX1", "SNX2", "SNX3", "SNY1"]) {
    states.push((await ask(page, "GET", `${devices_path}/${sn}`)).body.status);
  }
  assert.deepEqual(states, [1, 0, 1, 0]);
  await close_clean(page);
});

test("chosen hard terminals get other codes as a job", async () => {
  const page = await open("/console/devices?search=Annex");
  await page.waitForSelector(".pager-count:has-text('of 1')");
  await page.locator(".table tbody .checkbox").first().click();
  await page.click("button:text-is('As a job ...')");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByLabel("Email for codes").fill("desk@example.com");
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForSelector("h1:text-is('Resets of codes of hard terminals')");
  await page.waitForSelector(".badge:text-is('Draft')");
  assert.equal(await count_of(page, "To be done"), 1);
  await close_clean(page);
});

test("users: saved, edited, brought back; who cannot be disabled says so", async () => {
  const page = await open("/console/users");
  await page.waitForSelector(".table");
  const body = { name: "Ann", account: "ann", email: "ann@example.com", sendNotify: "0" };
  assert.equal((await ask(page, "POST", members_path, body)).status, 200);
  await page.open("/console/users");
  await page.waitForSelector(".table:has-text('Ann')");
  const table = await saved(page);
  await bring_back(page, "Changes", table.replace("ann,Ann,", "ann,Anna,"));
  assert.equal(await count_of(page, "To be done"), 1);
  await start(page);
  await page.waitForSelector(".badge:text-is('Finished')");
  assert.equal((await ask(page, "GET", `${members_path}/ann`)).body.name, "Anna");

  await page.open("/console/users");
  await page.click("button:has-text('as a job ...')");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByRole("button", { name: /What to do/ }).click();
  await page.getByRole("option", { name: "Disabling" }).click();
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForSelector(".badge:text-is('Draft')");
  assert.equal(await count_of(page, "Invalid, left out"), 1);
  await page.waitForSelector(".table .failure");
  await close_clean(page);
});

for (const locale of ["zh-CN", "en-US"]) {
  test(`the lists in ${locale}: nothing serious, no style of their own, fit a phone`, async () => {
    const page = await open("/console/devices", { locale });
    for (const path of ["/console/devices", "/console/users"]) {
      await page.open(path);
      await page.waitForSelector(".table");
      await page.waitForSelector(".loading", { state: "detached" });
      assert.deepEqual(await serious_findings(page), [], path);
      await no_style_elements(page);
      await page.setViewportSize(phone);
      assert.equal(await overflow(page), 0, path);
      await page.setViewportSize({ width: 1280, height: 800 });
    }
    await close_clean(page);
  });
}

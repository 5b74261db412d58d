// Jobs in the console: a table is checked, started, looked at after a reload, and saved.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { open } from "./support/administrator.mjs";
import {
  close_clean,
  expect_failures,
  lose_first_answer,
  overflow,
  phone,
  serious_findings,
} from "./support/browser.mjs";
import { ask, no_style_elements } from "./support/console.mjs";
import { count_of, fill, jobs_path, outcomes, start, upload } from "./support/jobs.mjs";
import { server } from "./support/program.mjs";

test("a table with a bad row: checked, started, finished, saved", async () => {
  const page = await open("/console/jobs");
  await page.waitForSelector(".empty:has-text('There are no jobs yet.')");
  const table = "\uFEFFdevName;devType;emailAddr\r\nJob 1;idea-hub;a@b.example\r\n;idea-hub;\r\n";
  await upload(page, "New terminals", "rooms.csv", Buffer.from(table));
  await page.waitForSelector(".table .failure:has-text('devName')");
  assert.deepEqual(await outcomes(page), ["Ready", "Invalid"]);
  assert.deepEqual(await serious_findings(page), []);
  await page.getByRole("button", { name: "Invalid, left out 1" }).click();
  await page.waitForSelector(".pager-count:has-text('of 1')");
  await page.reload();
  await page.waitForSelector(".pager-count:has-text('of 1')");
  assert.deepEqual(await outcomes(page), ["Invalid"]);
  await page.getByRole("button", { name: "All rows 2" }).click();
  await start(page);
  // By itself, without a reload.
  await page.waitForSelector(".badge:text-is('Finished')");
  await page.waitForSelector(".table .badge:text-is('Done')");
  assert.equal(await page.getAttribute("progress", "max"), "1");
  assert.equal(await page.getAttribute("progress", "value"), "1");
  await page.reload();
  await page.waitForSelector(".table .badge:text-is('Done')");
  assert.deepEqual(await outcomes(page), ["Done", "Invalid"]);
  const download = page.waitForEvent("download");
  await page.click("button:text-is('Save as CSV')");
  const saved = readFileSync(await (await download).path(), "utf8").split("\r\n");
  assert.equal(saved[0], "\uFEFFrow,account,state,reason,message");
  assert.match(saved[1], /^1,hub_[^,]+,done,/);
  assert.match(saved[2], /^2,,invalid,invalid_parameter,/);
  await page.open("/console/terminals?search=Job+1");
  await page.waitForSelector(".pager-count:has-text('of 1')");
  await close_clean(page);
});

test("UTF-16 is read, and a refusal names the column", async () => {
  const { account } = server.add_terminal("Unicode text");
  const page = await open("/console/jobs");
  const unicode = Buffer.from(`\uFEFFaccount\tdeptCode\r\n${account}\t1\r\n`, "utf16le");
  await upload(page, "Moves to departments", "unicode.txt", unicode);
  assert.equal(await count_of(page, "To be done"), 1);
  await page.open("/console/jobs");
  await page.click("button:has-text('New job')");
  const dialog = page.locator("[role=dialog]");
  expect_failures(page, "status of 400", jobs_path);
  await fill(page, "Enabling", "odd.csv", Buffer.from("account,colour\nroom,red\n"));
  assert.equal(await dialog.locator(".field-error").count(), 0);
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await dialog.locator(".note.bad:has-text('colour')").waitFor();
  await close_clean(page);
});

test("a table too large for one request goes in parts, with quoted lines whole", async () => {
  const page = await open("/console/jobs");
  const count = 1500;
  const lines = Array.from(
    { length: count },
    (_, at) => `Room ${at};idea-hub;"first; line of ${at}\nsecond ""line"""`,
  );
  const table = `devName;devType;description\n${lines.join("\n")}`;
  assert.ok(table.length > 64 * 1024);
  await upload(page, "New terminals", "large.csv", Buffer.from(table));
  assert.equal(await count_of(page, "All rows"), count);
  await page.click("button:text-is('Cancel job ...')");
  await page.click("[role=alertdialog] button:text-is('Cancel job')");
  await page.waitForSelector(".badge:text-is('Cancelled')");
  await close_clean(page);
});

test("a part of a table whose answer is lost is sent again and taken up once", async () => {
  const page = await open("/console/jobs");
  const answers = await lose_first_answer(page, "/rows");
  const lines = Array.from({ length: 3000 }, (_, at) => `Twice ${at};idea-hub;a@b.example`);
  const table = Buffer.from(`devName;devType;emailAddr\n${lines.join("\n")}`);
  await upload(page, "New terminals", "twice.csv", table);
  assert.equal(await count_of(page, "All rows"), lines.length);
  assert.equal(await count_of(page, "To be done"), lines.length);
  assert.equal(answers[1], answers[0]);
  await close_clean(page);
});

test("each kind offers the columns that the server knows", async () => {
  const page = await open("/console/jobs");
  await page.waitForSelector(".shell");
  const kinds = {
    "create-terminals": "New terminals",
    "create-users": "New users",
    "create-devices": "New hard terminals",
    update: "Changes",
    move: "Moves to departments",
    label: "Notes and tags",
    reset: "Resets of codes",
    disable: "Disabling",
    enable: "Enabling",
    delete: "Deleting",
    "update-devices": "Changes of hard terminals",
    "move-devices": "Moves of hard terminals",
    "label-devices": "Notes and tags of hard terminals",
    "reset-devices": "Resets of codes of hard terminals",
    "disable-devices": "Disabling hard terminals",
    "enable-devices": "Enabling hard terminals",
    "delete-devices": "Deleting hard terminals",
  };
  const session = await ask(page, "GET", "/v1/roomkey/session");
  assert.deepEqual(session.body.jobKinds, Object.keys(kinds));
  await page.click("button:has-text('New job')");
  expect_failures(page, "status of 400", jobs_path);
  for (const [kind, name] of Object.entries(kinds)) {
    const refused = await ask(page, "POST", jobs_path, { kind, csv: "colour\nred\n" });
    const known = /\(expected ([^)]*)\)/.exec(refused.body.error_msg)[1];
    await page
      .locator("[role=dialog]")
      .getByRole("button", { name: /What to do/ })
      .click();
    await page.getByRole("option", { name, exact: true }).click();
    const words = (text) => text.split(/[\s,|]+/).sort();
    assert.deepEqual(words(await page.textContent("code.columns")), words(known), kind);
  }
  await close_clean(page);
});

test("terminals that were chosen, and all that match, become jobs", async () => {
  for (const name of ["Chosen 1", "Chosen 2", "Chosen 3"]) server.add_terminal(name);
  const page = await open("/console/terminals?search=Chosen");
  await page.waitForSelector(".pager-count:has-text('of 3')");
  await page.click("button:text-is('All 3 as a job ...')");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByRole("button", { name: /What to do/ }).click();
  await page.getByRole("option", { name: "Disabling", exact: true }).click();
  assert.deepEqual(await serious_findings(page), []);
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForSelector(".badge:text-is('Draft')");
  assert.equal(await count_of(page, "To be done"), 3);
  await start(page);
  await page.waitForSelector(".badge:text-is('Finished')");
  await page.open("/console/terminals?search=Chosen&status=1");
  await page.waitForSelector(".pager-count:has-text('of 3')");

  await page.locator(".table tbody .checkbox").nth(0).click();
  await page.locator(".table tbody .checkbox").nth(1).click();
  await page.click("button:text-is('As a job ...')");
  await dialog.getByLabel("Email for codes").fill("desk@example.com");
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForSelector("h1:text-is('Resets of codes')");
  await page.waitForSelector(".badge:text-is('Draft')");
  assert.equal(await count_of(page, "All rows"), 2);
  await close_clean(page);
});

test("a job waits for its time, spread over a window, and survives a reload", async () => {
  const { account } = server.add_terminal("Later");
  const page = await open("/console/jobs");
  await upload(page, "Disabling", "later.csv", Buffer.from(`account\n${account}\n`));
  await page.click("button:text-is('Start ...')");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByRole("button", { name: /When/ }).click();
  await page.getByRole("option", { name: "At a time" }).click();
  await dialog.getByLabel("Spread over minutes").fill("many");
  await dialog.locator(".field-error").waitFor();
  await dialog.getByLabel("Spread over minutes").fill("60");
  await dialog.getByLabel("Date and time").fill("2100-01-01T08:00");
  assert.deepEqual(await serious_findings(page), []);
  await page.click("[role=dialog] button:text-is('Start')");
  await page.waitForSelector(".badge:text-is('Waiting')");
  await page.reload();
  await page.waitForSelector(".badge:text-is('Waiting')");
  await page.waitForSelector(".facts dd:has-text('spread over 1 hour')");
  await page.click(".back");
  await page.waitForSelector(".table .badge:text-is('Waiting')");
  await close_clean(page);
});

test("what failed is on the overview, and runs again", async () => {
  const { account } = server.add_terminal("Fails");
  const page = await open("/console/jobs");
  await upload(page, "Disabling", "fails.csv", Buffer.from(`account\n${account}\n`));
  const gone = await ask(page, "POST", "/v1/usg/dcs/corp/member/delete", [account]);
  assert.equal(gone.status, 200);
  await start(page);
  await page.waitForSelector(".table .badge:text-is('Failed')");
  await page.open("/console");
  await page.click(".needed-link:has-text('Jobs of the last 7 days')");
  await page.click("tr:has(.badge:text-is('With failures')) a.link");
  await page.click("button:text-is('Retry failed ...')");
  const dialog = page.locator("[role=alertdialog]");
  await dialog.getByLabel("Rows per second").fill("51");
  await dialog.locator(".field-error").waitFor();
  await dialog.getByLabel("Rows per second").fill("1");
  const retried = page.waitForRequest(/\/retry$/);
  await dialog.locator("button:text-is('Run again')").click();
  assert.deepEqual((await retried).postDataJSON(), { rate: 1 });
  await page.waitForSelector(".toast:has-text('run again')");
  await page.waitForSelector(".badge:text-is('With failures')");
  await close_clean(page);
});

for (const locale of ["zh-CN", "en-US"]) {
  test(`the pages in ${locale}: nothing serious, no style of their own, fit a phone`, async () => {
    const page = await open("/console/jobs", { locale });
    await page.waitForSelector(".table");
    const job = await page.getAttribute(".table a.link", "href");
    for (const path of ["/console/jobs", job]) {
      await page.open(path);
      await page.waitForSelector(".table");
      await page.waitForSelector(".loading", { state: "detached" });
      for (const scheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme: scheme });
        await page.waitForSelector(`html[data-theme=${scheme}]`);
        assert.deepEqual(await serious_findings(page), [], `${path} ${scheme}`);
      }
      await no_style_elements(page);
      await page.setViewportSize(phone);
      assert.equal(await overflow(page), 0, path);
    }
    await page.open("/console/jobs");
    await page.click(".page-actions .primary");
    await page.waitForSelector("[role=dialog]");
    assert.deepEqual(await serious_findings(page), []);
    await no_style_elements(page);
    await close_clean(page);
  });
}

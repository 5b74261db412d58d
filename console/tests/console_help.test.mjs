// The help desk's box: what it finds among many alike, by a device's number, and of people.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./support/administrator.mjs";
import { close_clean, expect_failures, serious_findings } from "./support/browser.mjs";
import { add_user, ask, open_with_role } from "./support/console.mjs";
import { browser, server } from "./support/program.mjs";

const codes_path = "/v1/usg/dcs/corp/vision/activecode";
/** One more than a list can have at a time. */
const alike_count = 501;

async function look_up(page, about) {
  await page.fill(".help-form input", about);
  await page.click(".help-form button");
}

/** All of the same name; gives the code of the first. */
async function add_alike(page) {
  const codes = await page.evaluate(
    async ([path, count]) => {
      const made = [];
      const body = JSON.stringify({
        devType: "idea-hub",
        devName: "Room 1",
        emailAddr: "room@example.com",
      });
      const headers = { "X-Roomkey-Console": "1", "Content-Type": "application/json" };
      while (made.length < count) {
        const reply = await fetch(path, { method: "POST", headers, body });
        made.push((await reply.json()).activeCode);
      }
      return made;
    },
    [codes_path, alike_count],
  );
  assert.ok(codes.every((code) => typeof code === "string"));
  return codes[0];
}

test("a code is found, opened and shown among more alike names than a list can have", async () => {
  const page = await open("/console/help");
  await page.waitForSelector(".help-form");
  const code = await add_alike(page);
  await look_up(page, code);
  await page.waitForSelector(".finding:has-text('This code is good until')");
  assert.equal(await page.locator(".diagnosis").count(), 1);

  await page.open(`/console/codes?search=${code}`);
  const row = page.locator(".table tbody tr");
  await row.locator("button:text-is('Show')").click();
  await row.locator(".grouped-code").waitFor();
  await row.locator(".as-link:text-is('Room 1')").click();
  await page.waitForSelector("h1:text-is('Room 1')");
  await page.click("button:text-is('Show')");
  await page.waitForSelector(".code-large");
  const account = decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1));
  await page.open(`/console/help?about=${account}`);
  await page.waitForSelector(".finding:has-text('A code is waiting')");
  await close_clean(page);
});

test("a device that is bound is found by its serial number, however it is typed", async () => {
  const { activeCode } = server.add_terminal("Sauna", "smart-rooms");
  const page = await open("/console/help?about=SN-SAUNA-1");
  await page.waitForSelector(".empty:has-text('Nothing is known by this.')");
  const device = { activeCode, sn: "SN-SAUNA-1" };
  assert.equal((await ask(page, "POST", "/v1/terminal/activation", device)).status, 200);
  for (const about of ["SN-SAUNA-1", "sn-sauna-1"]) {
    await page.open(`/console/help?about=${about}`);
    await page.waitForSelector(".diagnosis:has-text('Sauna') .finding:has-text('SN-SAUNA-1')");
  }
  await look_up(page, "SN-SAUNA");
  await page.waitForSelector(".empty:has-text('Nothing is known by this.')");
  await close_clean(page);
});

test("somebody who is locked out is found, with the lock and the cure", async () => {
  const page = await open("/console/help");
  await page.waitForSelector(".help-form");
  const { account } = await add_user(page, "locked", "Locked Example");
  await look_up(page, account);
  await page.waitForSelector(".diagnosis:has-text('Locked Example'):has-text('None is known.')");
  expect_failures(page, "status of 4", "/v1/roomkey/session");
  const statuses = [];
  const guess = { account, pwd: "Wrong-password-1" };
  while (!statuses.includes(423)) {
    assert.ok(statuses.length < 20, statuses.join());
    statuses.push((await ask(page, "POST", "/v1/roomkey/session", guess)).status);
  }
  await page.reload();
  await page.waitForSelector(".finding.bad:has-text('locked after wrong passwords')");
  await page.waitForSelector(".attempts li:has-text('Account locked'):has-text('127.0.0.1')");
  await page.waitForSelector(".attempts li:has-text('Sign-in refused'):has-text('wrong password')");
  assert.deepEqual(await serious_findings(page), []);
  await page.click(".diagnosis button:has-text('New password')");
  await page.click("[role=alertdialog] button:text-is('Send a new password')");
  await page.waitForSelector(".toast:has-text('The new password is on its way.')");
  await page.waitForSelector(".finding.bad", { state: "detached" });
  await page.waitForSelector(".finding:has-text('No lock is known to last')");

  const role = { role: "help_desk" };
  const helper = await open_with_role(browser, server, page, "desk", role);
  await helper.open("/console/help?about=Locked Example");
  await helper.waitForSelector(".diagnosis:has-text('Your role does not see')");
  assert.equal(await helper.locator(".diagnosis button:has-text('New password')").count(), 0);
  for (const each of [helper, page]) await close_clean(each);
});

test("a disabled account is found and enabled", async () => {
  const page = await open("/console/help");
  await page.waitForSelector(".help-form");
  const { account } = await add_user(page, "sleeper", "Sleeper Example");
  const status = (value) => `/v1/usg/dcs/corp/member/status/${value}`;
  assert.equal((await ask(page, "PUT", status(1), [account])).status, 200);
  await look_up(page, account);
  await page.waitForSelector(".finding.bad:has-text('The account is disabled')");
  await page.click("button:text-is('Enable the account')");
  await page.waitForSelector(".finding.bad", { state: "detached" });
  await page.waitForSelector(".diagnosis .badge.good:text-is('Enabled')");
  await close_clean(page);
});

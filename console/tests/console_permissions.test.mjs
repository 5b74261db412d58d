// Roles: what is not permitted is not shown, and refused.
import assert from "node:assert/strict";
import { test } from "node:test";
import { close_clean, expect_failures, open_page, phone } from "./support/browser.mjs";
import {
  add_department,
  add_user,
  administrator_state,
  ask,
  choose,
  move,
  open_with_role,
  settled,
} from "./support/console.mjs";
import { browser, prepare, server } from "./support/program.mjs";

let state;
prepare(async () => {
  state = await administrator_state(browser, server);
});

const offered = (page) =>
  page.$$eval(".side-link", (links) => links.map((link) => link.textContent));

const open_as = (...who) => open_with_role(browser, server, ...who);

/** The server refuses what the page does not offer. */
async function expect_refused(page, method, path, body) {
  expect_failures(page, "status of 403", path);
  const { status, body: refusal } = await ask(page, method, path, body);
  assert.equal(status, 403);
  assert.equal(refusal.error_code, "USG.000000004");
}

test("a help desk finds a terminal of its department on a phone and resets it", async () => {
  const admin = await open_page(browser, server, { state });
  await admin.open("/console/account");
  await add_department(admin, "Sales", "sales");
  const shop = server.add_terminal("Shop window");
  const lab = server.add_terminal("Shop of the lab");
  await move(admin, shop.account, "sales");
  const page = await open_as(
    admin,
    "helper",
    { role: "help_desk", deptCodes: ["sales"] },
    { viewport: phone },
  );
  const pages = await offered(page);
  assert.deepEqual(
    ["Terminals", "Pair a screen", "Help desk", "Users"].filter((name) => !pages.includes(name)),
    [],
  );
  for (const name of ["Administrators and roles", "Applications", "Enterprise", "Audit trail"]) {
    assert.ok(!pages.includes(name), name);
  }
  await page.open("/console/help?about=shop");
  await page.waitForSelector(".diagnosis:has-text('Shop window')");
  assert.equal(await page.locator(".diagnosis").count(), 1);
  await page.click(".diagnosis button:has-text('Reset code')");
  await page.click("[role=dialog] button.danger");
  await page.waitForSelector("[role=dialog] .code-large");
  await page.click("[role=dialog] button:text-is('Done')");

  await page.open(`/console/terminals/${shop.account}`);
  await page.waitForSelector("button:has-text('Reset code')");
  for (const name of ["Edit", "Disable", "Delete"]) {
    assert.equal(await page.locator(`button:text-is('${name}')`).count(), 0, name);
  }
  await page.open("/console/terminals");
  await settled(page);
  assert.equal(await page.locator(".table tbody tr").count(), 1);
  assert.equal(await page.locator("button:has-text('New terminal')").count(), 0);
  await expect_refused(page, "POST", "/v1/usg/dcs/corp/member/delete", [shop.account]);
  await expect_refused(page, "GET", "/v1/roomkey/audit");
  const foreign = `/v1/usg/dcs/corp/vision/activecode/${lab.account}/reset`;
  expect_failures(page, "status of 400", foreign);
  assert.equal((await ask(page, "PUT", foreign, {})).body.error_code, "USG.201040000");
  await page.open("/console/audit");
  await page.waitForSelector(".empty:has-text('not for you')");
  await close_clean(page);
  await close_clean(admin);
});

test("an auditor sees everything but codes, and changes nothing", async () => {
  const admin = await open_page(browser, server, { state });
  await admin.open("/console/account");
  const hall = server.add_terminal("Hall of audits");
  const page = await open_as(admin, "auditor", { role: "auditor" });
  const pages = await offered(page);
  for (const name of ["Terminals", "Enterprise", "Audit trail", "Administrators and roles"]) {
    assert.ok(pages.includes(name), name);
  }
  assert.ok(!pages.includes("Pair a screen") && !pages.includes("Applications"));
  await page.open(`/console/terminals/${hall.account}`);
  await page.waitForSelector("text=your role cannot view it");
  assert.equal(await page.locator(".page-actions button").count(), 0);
  for (const path of ["terminals", "codes", "users", "devices", "jobs", "administrators"]) {
    await page.open(`/console/${path}`);
    await settled(page);
    assert.equal(await page.locator(".page-actions button").count(), 0, path);
    assert.equal(await page.locator(".table input[type=checkbox]").count(), 0, path);
  }
  await expect_refused(page, "PUT", `/v1/usg/dcs/corp/vision/activecode/${hall.account}/reset`, {});
  await expect_refused(page, "PUT", "/v1/usg/dcs/corp", { address: "x" });
  await expect_refused(page, "POST", "/v1/roomkey/jobs", { kind: "reset" });
  await close_clean(page);
  await close_clean(admin);
});

test("roles are given for departments, changed and revoked", async () => {
  const page = await open_page(browser, server, { state });
  await page.open("/console/administrators");
  await page.waitForSelector(".table");
  await add_department(page, "Research", "research");
  await add_department(page, "Reception", "reception");
  await add_user(page, "newcomer", "New Comer");
  await page.click("button:text-is('Give a role')");
  const dialog = page.locator("[role=dialog]");
  await dialog.getByRole("combobox", { name: "User" }).fill("New Comer");
  await page.click("[role=option]:has-text('New Comer')");
  await choose(page, "Scope", "Departments");
  await dialog.getByRole("combobox", { name: "Add a department" }).fill("Resea");
  await page.click("[role=option]:has-text('Research')");
  await dialog.locator("li:has-text('Research')").waitFor();
  // The list has closed, and the field waits for another one.
  await page.locator("[role=listbox]").waitFor({ state: "detached" });
  await page.keyboard.type("Recep");
  await page.click("[role=option]:has-text('Reception')");
  await dialog.locator("li:has-text('Reception')").waitFor();
  await page.locator("[role=listbox]").waitFor({ state: "detached" });
  await dialog.getByRole("button", { name: "Remove reception" }).click();
  await choose(page, "Role", "Operator");
  await dialog.locator("button[type=submit]").click();
  const row = page.locator(".table tbody tr:has-text('New Comer')");
  await row.locator("text=Operator").waitFor();
  await row.locator("text=Research").waitFor();
  await row.locator(".link").click();
  await page.waitForSelector(".badge:text-is('Operator of departments')");
  await page.waitForSelector("dd a:text-is('Operator of Research')");
  await page.open("/console/users?search=newcomer");
  await page.waitForSelector("tbody .badge:text-is('Operator of departments')");
  await page.open("/console/administrators");
  await row.locator("button:text-is('Change')").click();
  await choose(page, "Scope", "The whole enterprise");
  await dialog.locator("button[type=submit]").click();
  await row.locator("text=The whole enterprise").waitFor();
  await row.locator("button:text-is('Revoke')").click();
  await page.click("[role=alertdialog] button.danger");
  await row.waitFor({ state: "detached" });
  await close_clean(page);
});

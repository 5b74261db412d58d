// Jobs in the console: tables as spreadsheets really save them, and what happens meanwhile.
import assert from "node:assert/strict";
import { test } from "node:test";
import { open } from "./support/administrator.mjs";
import { close_clean, serious_findings } from "./support/browser.mjs";
import { ask } from "./support/console.mjs";
import { count_of, fill, outcomes, start, upload } from "./support/jobs.mjs";
import { server } from "./support/program.mjs";

const members_path = "/v1/usg/dcs/corp/member";
const page_size = 500;

/** All of a list of the API. */
async function all_of(page, path) {
  const found = [];
  for (;;) {
    const join = path.includes("?") ? "&" : "?";
    const part = `${path}${join}limit=${page_size}&offset=${found.length}`;
    const { status, body } = await ask(page, "GET", part);
    assert.equal(status, 200, JSON.stringify(body));
    found.push(...body.data);
    if (found.length >= body.count) return found;
  }
}

const hubs = "userType=13&containsUnActive=true";
const terminals_named = (page, name) =>
  all_of(page, `${members_path}?${hubs}&searchKey=${encodeURIComponent(name)}`);

const job_of = (page) => new URL(page.url()).pathname.split("/").pop();

const reaches = (page, settled) =>
  page.waitForFunction((least) => document.querySelector("progress")?.value >= least, settled);

test("1,000 rows are done once each though it is killed, and the page goes on", async () => {
  const count = 1_000;
  const names = Array.from({ length: count }, (_, at) => `Killed ${1_000 + at}`);
  const rows = names.map((name) => `${name};idea-hub;room@example.com\r\n`);
  const page = await open("/console/jobs");
  const table = Buffer.from(`\uFEFFdevName;devType;emailAddr\r\n${rows.join("")}`);
  await upload(page, "New terminals", "thousand.csv", table);
  assert.equal(await count_of(page, "To be done"), count);
  const job = job_of(page);
  await start(page, "50");
  page.expected.push(
    { pattern: /net::ERR_\w+ \S*\/v1\/roomkey\/jobs/, is_seen: false },
    // It listens before it serves.
    { pattern: /status of 503 .*\/v1\/roomkey\/jobs/, is_seen: true },
  );
  for (const settled of [100, 600]) {
    await reaches(page, settled);
    await server.kill();
    await page.waitForSelector(".note.bad:has-text('cannot be reached')");
    await server.resume();
  }
  await page.waitForSelector(".badge:text-is('Finished')");
  await page.waitForSelector(".note.bad", { state: "detached" });
  assert.equal(await count_of(page, "Done"), count);
  assert.equal(await count_of(page, "To be done"), 0);
  await page.waitForSelector(".table .badge:text-is('Done')");

  const made = await terminals_named(page, "Killed");
  assert.deepEqual(made.map(({ name }) => name).sort(), names);
  const audit = await all_of(page, "/v1/roomkey/audit?operation=create_code");
  const records = audit.filter(({ detail }) => detail.endsWith(`job ${job}`));
  assert.deepEqual(
    records.map(({ account }) => account).sort(),
    made.map(({ userAccount }) => userAccount).sort(),
  );
  assert.ok(records.every((record) => record.outcome === "ok" && record.count === 1));
  await close_clean(page);
});

test("all that match are frozen by the check, whatever others do before the start", async () => {
  const [renamed, deleted, kept] = ["Frozen 1", "Frozen 2", "Frozen 3"].map(
    (name) => server.add_terminal(name).account,
  );
  const page = await open("/console/terminals?search=Frozen");
  await page.waitForSelector(".pager-count:has-text('of 3')");
  await page.click("button:text-is('All 3 as a job ...')");
  await page
    .locator("[role=dialog]")
    .getByRole("button", { name: /What to do/ })
    .click();
  await page.getByRole("option", { name: "Disabling" }).click();
  await page.click("[role=dialog] button:text-is('Check the rows')");
  await page.waitForSelector(".badge:text-is('Draft')");
  assert.equal(await count_of(page, "To be done"), 3);

  const other = await open("/console/account");
  const added = server.add_terminal("Frozen 4").account;
  const rename = await ask(other, "PUT", `${members_path}/${renamed}`, { name: "Thawed" });
  assert.equal(rename.status, 200);
  assert.equal((await ask(other, "POST", `${members_path}/delete`, [deleted])).status, 200);

  await start(page);
  await page.waitForSelector(".badge:text-is('With failures')");
  const rows = await page.$$eval(".table tbody tr", (all) =>
    all.map((row) => [
      row.querySelector("[data-column=Account]").textContent,
      row.querySelector("[data-column=Outcome]").textContent,
    ]),
  );
  assert.deepEqual(Object.fromEntries(rows), {
    [renamed]: "Done",
    [deleted]: "Failed",
    [kept]: "Done",
  });
  const status_of = async (account) =>
    (await ask(other, "GET", `${members_path}/${account}`)).body.status;
  assert.deepEqual(await Promise.all([renamed, kept, added].map(status_of)), [1, 1, 0]);
  await close_clean(other);
  await close_clean(page);
});

/** A text byte by byte. */
const bytes = (text) => Buffer.from(text, "latin1");

/** What Excel saves as plain "CSV", its default, in China and in Germany. */
const region_files = [
  {
    name: "gbk.csv",
    // 终端名称,终端类型,邮箱 and 会议室甲, 会议室乙.
    buffer: bytes(
      "\xd6\xd5\xb6\xcb\xc3\xfb\xb3\xc6,\xd6\xd5\xb6\xcb\xc0\xe0\xd0\xcd,\xd3\xca\xcf\xe4\r\n" +
        "\xbb\xe1\xd2\xe9\xca\xd2\xbc\xd7,idea-hub,a@b.example\r\n" +
        "\xbb\xe1\xd2\xe9\xca\xd2\xd2\xd2,idea-hub,a@b.example\r\n",
    ),
    encoding: "Chinese (GB18030, GBK)",
    lines: "终端名称,终端类型,邮箱\n会议室甲,idea-hub,a@b.example\n会议室乙,",
    rooms: ["会议室乙", "会议室甲"],
  },
  {
    name: "gb18030.csv",
    // U+20000, in the four bytes that GBK does not have.
    buffer: bytes(
      "devName,devType,emailAddr\r\n\xd7\xd6\x95\x32\x82\x36\xd7\xd6,idea-hub,a@b.example\r\n",
    ),
    encoding: "Chinese (GB18030, GBK)",
    lines: "devName,devType,emailAddr\n字𠀀字,",
    rooms: ["字𠀀字"],
  },
  {
    name: "windows-1252.csv",
    buffer: bytes(
      "devName;devType;description;emailAddr\r\n" +
        "B\xfcro S\xfcd 1;idea-hub;f\xfcr G\xe4ste \x96 5 \x80;a@b.example\r\n" +
        '"B\xfcro S\xfcd ""\xd6""";idea-hub;Erdgescho\xdf;a@b.example\r\n',
    ),
    encoding: "Western Europe (Windows-1252)",
    lines: "devName;devType;description;emailAddr\nBüro Süd 1;idea-hub;für Gäste – 5 €;",
    rooms: ["Büro Süd 1", 'Büro Süd "Ö"'],
  },
];

test("CSV as Excel saves it by default in Chinese and in German arrives whole", async () => {
  const page = await open("/console/jobs");
  for (const { name, buffer, encoding, lines, rooms } of region_files) {
    await page.open("/console/jobs");
    await page.click("button:has-text('New job')");
    await fill(page, "New terminals", name, buffer);
    const dialog = page.locator("[role=dialog]");
    await dialog.getByRole("button", { name: `${encoding} Encoding of the file` }).waitFor();
    assert.ok((await dialog.locator(".first-lines").textContent()).startsWith(lines), name);
    assert.deepEqual(await serious_findings(page), []);
    await dialog.locator("button:text-is('Check the rows')").click();
    await page.waitForSelector(".badge:text-is('Draft')");
    await start(page);
    await page.waitForSelector(".badge:text-is('Finished')");
    const made = await terminals_named(page, [...rooms[0]].slice(0, 2).join(""));
    assert.deepEqual(made.map((room) => room.name).sort(), [...rooms].sort(), name);
  }
  await close_clean(page);
});

test("an encoding that was guessed wrong is chosen by the reader", async () => {
  const page = await open("/console/jobs");
  await page.click("button:has-text('New job')");
  await fill(page, "New terminals", "menu.csv", bytes("devName;devType\r\nMen\xfc;idea-hub\r\n"));
  const dialog = page.locator("[role=dialog]");
  const lines = dialog.locator(".first-lines");
  assert.equal(await lines.textContent(), "devName;devType\nMenü;idea-hub\n");
  const choose = async (encoding) => {
    await dialog.getByRole("button", { name: /Encoding of the file/ }).click();
    await page.getByRole("option", { name: encoding }).click();
  };
  await choose("Cyrillic (Windows-1251)");
  assert.equal(await lines.textContent(), "devName;devType\nMenь;idea-hub\n");
  await choose("Chinese (GB18030, GBK)");
  await dialog.locator(".field-error:has-text('CSV UTF-8')").waitFor();
  assert.ok(await dialog.locator("button:text-is('Check the rows')").isDisabled());
  assert.deepEqual(await serious_findings(page), []);
  await choose("Central Europe (Windows-1250)");
  assert.equal(await lines.textContent(), "devName;devType\nMenü;idea-hub\n");
  // What says its encoding itself leaves nothing to choose.
  await fill(page, "New terminals", "good.csv", Buffer.from("devName,devType\nMenü,idea-hub\n"));
  await lines.waitFor({ state: "detached" });
  assert.equal(await dialog.getByRole("button", { name: /Encoding/ }).count(), 0);
  await close_clean(page);
});

/** Two rooms, by the names of the columns in a language and as a spreadsheet writes them. */
const good_files = {
  "utf-8.csv": Buffer.from(
    "\uFEFF终端名称;终端类型;描述;邮箱\r\n表格会议室𠀀;idea-hub;三楼；东区;a@b.example\r\n" +
      '"表格会议室 ""乙"""; idea-hub ;"含;分号";a@b.example\r\n',
  ),
  "utf-16.txt": Buffer.from(
    "\uFEFFTerminal name\tTerminal type\tDescription\tEmail\r\n" +
      "Tabelle Büro Süß\tidea-hub\tErdgeschoß, links\ta@b.example\r\n" +
      '"Tabelle „Ä""Ö"\tidea-hub\t\ta@b.example\r\n',
    "utf16le",
  ),
};

test("names in Chinese and German arrive whole, by columns in Chinese and English", async () => {
  const page = await open("/console/jobs");
  for (const [name, buffer] of Object.entries(good_files)) {
    await page.open("/console/jobs");
    await upload(page, "New terminals", name, buffer);
    await page.waitForSelector(".table .badge:text-is('Ready')");
    assert.deepEqual(await outcomes(page), ["Ready", "Ready"], name);
    await start(page);
    await page.waitForSelector(".badge:text-is('Finished')");
  }
  const names_like = async (text) =>
    (await terminals_named(page, text)).map(({ name, desc }) => `${name}|${desc}`).sort();
  assert.deepEqual(await names_like("表格"), [
    '表格会议室 "乙"|含;分号',
    "表格会议室𠀀|三楼；东区",
  ]);
  assert.deepEqual(await names_like("Tabelle"), [
    "Tabelle Büro Süß|Erdgeschoß, links",
    'Tabelle „Ä"Ö|',
  ]);
  await close_clean(page);
});

test("what a spreadsheet did to numbers is named before anything runs", async () => {
  const [shortened, german, american, whole, kept] = [1, 2, 3, 4, 5].map(
    (at) => server.add_terminal(`Numbers ${at}`).account,
  );
  const page = await open("/console/jobs");
  const table =
    "\uFEFF帐号;手机号码;国家;邮箱\r\n" +
    `${shortened};1,38E+10;CHN;a@b.example\r\n` +
    `${german};4917300009092;;a@b.example\r\n` +
    `${american};16502530000;;a@b.example\r\n` +
    `${whole};+8617300009092;;a@b.example\r\n` +
    `${kept};'+8617300009092;;a@b.example\r\n`;
  await upload(page, "Resets of codes", "numbers.csv", Buffer.from(table));
  await page.waitForSelector(".table .failure");
  const rows = await page.$$eval(".table tbody tr", (all) =>
    all.map((row) => [
      row.querySelector("[data-column=Outcome]").textContent,
      row.querySelector("[data-column='What is wrong']").textContent,
    ]),
  );
  assert.deepEqual(
    rows.map(([outcome]) => outcome),
    ["Invalid", "Invalid", "Invalid", "Ready", "Ready"],
  );
  assert.match(rows[0][1], /smsNumber has a wrong format \(expected all digits/);
  for (const at of [1, 2]) assert.match(rows[at][1], /smsNumber/);
  assert.equal(await count_of(page, "Invalid, left out"), 3);
  await close_clean(page);
});

// Takes over the forms whose entries a phone keeps, and shows what has not left it: the badge, the
// notice of a copy, the second thought before signing out. The outbox itself is a script of its own.

const outbox = await import(document.querySelector("script[src*='/js/outbox.js']").src);
const { account, add, counted, entries, follow, FORMAT, FORMAT_WITH_FILES, keepCopy, listen, newNumber } = outbox;
const { isSignedOut, ONCE, remove, send, sendUnkept, sendWithoutPage, wipe, wordsOf } = outbox;
const { forgetTyping } = await import(document.querySelector("script[src*='/js/app.js']").src);

const words = document.getElementById("outbox-words").dataset;
const language = document.documentElement.lang;

const SEEN_TO_LEAVE = 8_000;
const SOON = 500;

const pause = (time) => new Promise((done) => { setTimeout(done, time); });

// Forms ----------------------------------------------------------------------------------------

const isFile = ([, value]) => typeof value !== "string";

/** Copy the files of a form; those of the entry that it replaces are known to the server already. */
async function filesOf(form, data) {
  if (!data.some(isFile)) return {};
  const { copied } = await import(words.files);
  const before = (await entries().catch(() => [])).find((one) => one.uuid === form.dataset.entry);
  const files = await copied(data, newNumber, before?.files);
  return files.length ? { format: FORMAT_WITH_FILES, files } : {};
}

/** Write down what a form holds, without what belongs to the page alone. */
async function written(form, submitter) {
  const data = [...new FormData(form)];
  if (submitter?.name) data.push([submitter.name, submitter.value]);
  const own = ([name]) => !["csrf_token", "submission"].includes(name);
  const fields = data.filter((one) => own(one) && !isFile(one));
  const target = new URL(form.getAttribute("action") || window.location.href, window.location.href);
  return {
    format: FORMAT,
    uuid: newNumber(),
    kind: form.dataset.outbox,
    target: target.pathname + target.search,
    fields,
    saved_at: Date.now(),
    state: "waiting",
    title: form.dataset.outboxTitle || document.querySelector("h1").textContent.trim(),
    page: window.location.pathname + window.location.search,
    ...(await filesOf(form, data)),
  };
}

/** Say something above a form, in words of the page; reasons follow as a list. */
function say(form, kind, text, reasons = [], link = null) {
  form.previousElementSibling?.matches("[data-outbox-says]") && form.previousElementSibling.remove();
  const notice = document.createElement("div");
  notice.className = `flash ${kind}`;
  notice.dataset.outboxSays = kind;
  notice.tabIndex = -1;
  notice.setAttribute("role", kind === "error" ? "alert" : "status");
  const box = document.createElement("div");
  box.append(Object.assign(document.createElement("p"), { textContent: text }));
  if (reasons.length) {
    const list = document.createElement("ul");
    for (const reason of reasons) {
      list.append(Object.assign(document.createElement("li"), { textContent: wordsOf(reason) }));
    }
    box.append(list);
  }
  if (link) box.append(Object.assign(document.createElement("a"), link));
  notice.append(box);
  form.before(notice);
  notice.focus();
  return box;
}

function outcomeOf(uuid) {
  return new Promise((done) => {
    const stop = listen((news) => {
      if (news.uuid !== uuid || !news.outcome) return;
      stop();
      done(news);
    });
  });
}

function showOutcome(form, entry, news) {
  delete form.dataset.keeping;
  if (news.outcome === "accepted") {
    try {
      sessionStorage.setItem("outbox-said", words.accepted);
    } catch {
      // Nothing is said on the next page, which shows it anyway.
    }
    window.location.assign(news.location);
    return;
  }
  form.hidden = false;
  form.dataset.entry = entry.uuid;
  askToConfirm(form, news.reasons);
  say(form, "error", words.refused, news.reasons);
}

/** Show the box by which an odd entry is confirmed, where to confirm is what is asked. */
function askToConfirm(form, reasons) {
  const box = form.querySelector("[data-confirms]");
  if (box) box.hidden = !reasons?.some((reason) => reason.confirm);
}

async function keep(form, submitter) {
  let entry;
  try {
    entry = await written(form, submitter);
  } catch (error) {
    delete form.dataset.keeping;
    return say(form, "error", error.reason ? wordsOf(error.reason) : words.unready);
  }
  const outcome = outcomeOf(entry.uuid);
  try {
    await add(entry, form.dataset.entry);
  } catch {
    return sendFromPage(form, entry);
  }
  delete form.dataset.entry;
  forgetTyping(form);
  navigator.storage?.persist?.();
  let gone = false;
  outcome.then((news) => { if (!gone) showOutcome(form, entry, news); });
  const sent = send();
  // Asked after the page itself has begun: the browser may wake the worker at once.
  const alone = leavesAlone();
  await Promise.race([outcome, sent, pause(navigator.onLine ? SEEN_TO_LEAVE : 0)]);
  const how = await alone;
  if (form.dataset.keeping) {
    gone = goesOn(form, submitter);
    if (!gone) sayKept(form, how);
  }
  return undefined;
}

/** Let the script of the page go on to what comes after, now that the entry is safe; true if it did. */
function goesOn(form, submitter) {
  const detail = submitter?.name ? { [submitter.name]: submitter.value } : {};
  const gone = !form.dispatchEvent(new CustomEvent("kept", { cancelable: true, detail }));
  if (gone) delete form.dataset.keeping;
  return gone;
}

/** Show how much of the files of a form has left, where they leave from the page itself. */
function showProgress(form, entry) {
  const bar = document.createElement("progress");
  bar.setAttribute("aria-label", words.leaving);
  bar.value = 0;
  say(form, "", words.leaving).append(bar);
  follow(({ uuid, sent, size }) => { if (uuid === entry.uuid) bar.value = sent / size; });
}

const unkept = new WeakMap();

/** Send what the phone has no room for from the page itself, where it stays until it has left. */
async function sendFromPage(form, written) {
  // The answer to a first attempt may have been lost: the same content keeps its number.
  const fileOf = ({ field, name, size, sha256 }) => [field, name, size, sha256];
  const content = (one) => JSON.stringify([one.target, one.fields, (one.files ?? []).map(fileOf)]);
  const before = unkept.get(form);
  const entry = before && content(before) === content(written) ? before : written;
  unkept.set(form, entry);
  if (entry.files) showProgress(form, entry);
  const news = await sendUnkept(entry);
  if (news) {
    const replaced = form.dataset.entry;
    unkept.delete(form);
    if (news.outcome === "accepted") {
      forgetTyping(form);
      if (replaced) await remove(replaced).catch(() => {});
    }
    showOutcome(form, entry, news);
    if (replaced) form.dataset.entry = replaced;
  } else {
    delete form.dataset.keeping;
    say(form, "error", isSignedOut() ? `${words.full} ${words.signedOut}` : words.full);
  }
}

/** Where to see what waits; who is signed out is led there by way of signing in. */
const wayOut = () => ({ href: words.page, textContent: isSignedOut() ? words.signIn : words.see });

/** Ask the browser to send without a page; a worker that never starts answers nothing. */
const leavesAlone = () => Promise.race([sendWithoutPage(), pause(SOON)]);

/** Say that an entry is safe, and when it leaves: `alone`, once the line is back, or with a page. */
function sayKept(form, alone) {
  form.hidden = true;
  say(form, "success", isSignedOut() ? words.signedOut : alone ? words.keptAlone : words.kept, [], wayOut());
}

/** Do not ask a second time, on a copy of a page, for what waits already. */
async function hideWhatWaits() {
  const waiting = (await entries()).filter((entry) => entry.state === "waiting" && ONCE.has(entry.kind));
  const here = window.location.pathname + window.location.search;
  const isKept = (form) => waiting.some((entry) => entry.kind === form.dataset.outbox && entry.page === here);
  const forms = [...document.querySelectorAll("form[data-outbox]")].filter(isKept);
  if (!forms.length) return;
  const alone = await leavesAlone();
  for (const form of forms) sayKept(form, alone);
}

/** Put an entry that was refused back into its form, to be mended. */
async function reopen() {
  const uuid = /^#entry=([0-9a-f-]{36})$/.exec(window.location.hash)?.[1];
  const entry = uuid && (await entries()).find((one) => one.uuid === uuid && one.state === "refused");
  const form = entry && document.querySelector(`form[data-outbox="${CSS.escape(entry.kind)}"]`);
  if (!form) return;
  const values = Map.groupBy ? Map.groupBy(entry.fields, ([name]) => name) : grouped(entry.fields);
  for (const field of form.elements) {
    const given = (values.get(field.name) ?? []).map(([, value]) => value);
    if (!field.name || ["hidden", "file", "submit", "button"].includes(field.type)) continue;
    if (["checkbox", "radio"].includes(field.type)) field.checked = given.includes(field.value);
    else if (field.type === "select-multiple") for (const one of field.options) one.selected = given.includes(one.value);
    else if (given.length) [field.value] = given;
  }
  if (entry.files) (await import(words.files)).putBack(form, entry.files);
  form.dataset.entry = uuid;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  askToConfirm(form, entry.reasons);
  say(form, "error", words.refused, entry.reasons);
}

function grouped(fields) {
  const found = new Map();
  for (const field of fields) found.set(field[0], [...(found.get(field[0]) ?? []), field]);
  return found;
}

const isTaken = (form) => form.matches("form[data-outbox]");

// Taken on the way down, so that nobody else sends the form; kept on the way up, when all that a
// page still writes into its form has been written.
document.addEventListener("submit", (event) => {
  if (isTaken(event.target)) event.preventDefault();
}, true);
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!isTaken(form) || form.dataset.keeping) return;
  form.dataset.keeping = "yes";
  keep(form, event.submitter);
});

// The badge, the notice of a copy, signing out ---------------------------------------------------

async function showBadge() {
  const badge = document.querySelector("[data-offline]");
  if (!badge) return;
  const found = await entries().catch(() => []);
  const refused = found.filter((entry) => entry.state === "refused").length;
  const waiting = found.length - refused;
  const parts = [];
  if (waiting) parts.push(counted(waiting, words.waitingOne, words.waitingMany));
  if (refused) parts.push(counted(refused, words.refusedOne, words.refusedMany));
  if (waiting && isSignedOut()) parts.push(words.signedOut);
  const text = parts.join(" · ");
  const said = badge.querySelector("strong");
  if (said.textContent !== text) said.textContent = text;
  Object.assign(badge.querySelector("a"), wayOut());
  badge.querySelector("p").hidden = !text;
}

/** Propose the day of today on a copy, which proposes that of its reading. */
function proposeToday() {
  if (!document.documentElement.dataset.copied) return;
  const now = new Date();
  const day = new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
  for (const field of document.querySelectorAll("input[data-today]")) {
    if (field.value === field.defaultValue) field.value = day;
  }
}

function sayOnThisPage() {
  const copied = document.documentElement.dataset.copied;
  const head = document.querySelector("main");
  const show = (kind, text) => {
    const notice = document.createElement("div");
    notice.className = `flash ${kind}`;
    notice.setAttribute("role", "status");
    notice.append(Object.assign(document.createElement("p"), { textContent: text }));
    head.prepend(notice);
  };
  if (copied) {
    const moment = new Date(copied).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
    show("warning", words.copied.replace("{moment}", moment));
  }
  try {
    const said = sessionStorage.getItem("outbox-said");
    if (said) show("success", said);
    sessionStorage.removeItem("outbox-said");
  } catch {
    // Forbidden by the browser.
  }
}

/** Ask for a second thought before signing out with entries that have not left the phone. */
function guardSignOut() {
  const form = document.querySelector("form[data-forget]");
  form?.addEventListener("submit", async (event) => {
    event.preventDefault();
    const choice = event.submitter?.dataset.unsentChoice;
    const found = await entries().catch(() => []);
    if (found.length && !choice) {
      const sheet = form.querySelector("[data-unsent]");
      sheet.querySelector("[data-unsent-count]").textContent = counted(found.length, words.unsentOne, words.unsentMany);
      sheet.hidden = false;
      form.querySelector("[data-sign-out]").hidden = true;
      sheet.querySelector("a").focus();
      return;
    }
    await wipe(choice === "wipe").catch(() => {});
    if (navigator.onLine) form.submit();
    else say(form, "error", words.stillIn);
  });
}

// The worker -------------------------------------------------------------------------------------

/** Keep a copy of a page, should it be the account's own. */
async function keepPage(address) {
  const answer = await fetch(address);
  if (!answer.ok || answer.headers.get("X-Account") !== account) return;
  await keepCopy(address, answer);
}

/** Start the worker, with what it had no occasion to see: this page, and that of what waits. */
async function startWorker() {
  if (!("serviceWorker" in navigator)) return;
  const controlled = navigator.serviceWorker.controller;
  await navigator.serviceWorker.register(words.worker, { scope: words.scope });
  const { active } = await navigator.serviceWorker.ready;
  if (!controlled) active.postMessage({ whose: account });
  if (!controlled && words.keeps === "yes") await keepPage(window.location.pathname + window.location.search);
  if (!(await caches.match(words.page, { cacheName: `pages-${account}` }))) await keepPage(words.page);
}

// Without network it could not be fetched any more when the form is sent.
if (document.querySelector("form[data-outbox] input[type=file]")) import(words.files).catch(() => {});
listen(showBadge);
guardSignOut();
sayOnThisPage();
proposeToday();
showBadge();
reopen().catch(() => {});
hideWhatWaits().catch(() => {});
startWorker().catch(() => {});

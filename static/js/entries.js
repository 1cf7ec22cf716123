// Takes over the forms whose entries a phone keeps, and shows what has not left it: the badge, the
// notice of a copy, the second thought before signing out. The outbox itself is a script of its own.

const outbox = await import(document.querySelector("script[src*='/js/outbox.js']").src);
const { account, add, counted, entries, FORMAT, keepCopy, listen, newNumber, ONCE, remove, send, sendUnkept, wipe } = outbox;

const words = document.getElementById("outbox-words").dataset;
const language = document.documentElement.lang;

const SEEN_TO_LEAVE = 8_000;

const pause = (time) => new Promise((done) => { setTimeout(done, time); });

// Forms ----------------------------------------------------------------------------------------

/** Write down what a form holds, without what belongs to the page alone. */
function written(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  const fields = [...data].filter(([name]) => !["csrf_token", "submission"].includes(name));
  if (fields.some(([, value]) => typeof value !== "string")) return null;
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
      const said = reason.label ? `${reason.label} · ${reason.words}` : reason.words;
      list.append(Object.assign(document.createElement("li"), { textContent: said }));
    }
    box.append(list);
  }
  if (link) box.append(Object.assign(document.createElement("a"), link));
  notice.append(box);
  form.before(notice);
  notice.focus();
}

function forgetTyping(form) {
  try {
    if (form.dataset.keep) sessionStorage.removeItem(`kept:${form.dataset.keep}${window.location.pathname}`);
  } catch {
    // Forbidden by the browser: then nothing was kept there either.
  }
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
  say(form, "error", words.refused, news.reasons);
}

async function keep(form, submitter) {
  const entry = written(form, submitter);
  if (!entry) return sendDirectly(form, submitter);
  const outcome = outcomeOf(entry.uuid);
  try {
    await add(entry, form.dataset.entry);
  } catch {
    return sendFromPage(form, entry);
  }
  delete form.dataset.entry;
  forgetTyping(form);
  navigator.storage?.persist?.();
  outcome.then((news) => showOutcome(form, entry, news));
  await Promise.race([outcome, send(), pause(navigator.onLine ? SEEN_TO_LEAVE : 0)]);
  if (form.dataset.keeping) {
    sayKept(form);
  }
  return undefined;
}

const unkept = new WeakMap();

/** Send what the phone has no room for from the page itself, where it stays until it has left. */
async function sendFromPage(form, written) {
  // The answer to a first attempt may have been lost: the same content keeps its number.
  const content = (one) => JSON.stringify([one.target, one.fields]);
  const before = unkept.get(form);
  const entry = before && content(before) === content(written) ? before : written;
  unkept.set(form, entry);
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
    say(form, "error", outbox.signedOut ? `${words.full} ${words.signedOut}` : words.full);
  }
}

/** Where to see what waits; who is signed out is led there by way of signing in. */
const wayOut = () => ({ href: words.page, textContent: outbox.signedOut ? words.signIn : words.see });

function sayKept(form) {
  form.hidden = true;
  say(form, "success", outbox.signedOut ? words.signedOut : words.kept, [], wayOut());
}

/** Do not ask a second time, on a copy of a page, for what waits already. */
async function hideWhatWaits() {
  const waiting = (await entries()).filter((entry) => entry.state === "waiting" && ONCE.has(entry.kind));
  for (const form of document.querySelectorAll("form[data-outbox]")) {
    const here = window.location.pathname + window.location.search;
    if (waiting.some((entry) => entry.kind === form.dataset.outbox && entry.page === here)) sayKept(form);
  }
}

function sendDirectly(form, submitter) {
  form.dataset.direct = "yes";
  form.requestSubmit(submitter ?? undefined);
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
  form.dataset.entry = uuid;
  form.dispatchEvent(new Event("input", { bubbles: true }));
  say(form, "error", words.refused, entry.reasons);
}

function grouped(fields) {
  const found = new Map();
  for (const field of fields) found.set(field[0], [...(found.get(field[0]) ?? []), field]);
  return found;
}

const isTaken = (form) => form.matches("form[data-outbox]") && !form.dataset.direct;

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
  if (waiting && outbox.signedOut) parts.push(words.signedOut);
  const text = parts.join(" · ");
  const said = badge.querySelector("strong");
  if (said.textContent !== text) said.textContent = text;
  Object.assign(badge.querySelector("a"), wayOut());
  badge.querySelector("p").hidden = !text;
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
  await navigator.serviceWorker.ready;
  if (!controlled && words.keeps === "yes") await keepPage(window.location.pathname + window.location.search);
  if (!(await caches.match(words.page, { cacheName: `pages-${account}` }))) await keepPage(words.page);
}

listen(showBadge);
guardSignOut();
sayOnThisPage();
showBadge();
reopen().catch(() => {});
hideWhatWaits().catch(() => {});
startWorker().catch(() => {});

// The page of what waits on this phone: filled in from the phone's own store, whatever the network.

const { account, counted, entries, follow, listen, remove, resend, send, wordsOf } = await import(
  document.querySelector("script[src*='/js/outbox.js']").src
);

const { numberHere } = await import(document.querySelector("script[src*='/js/phone.js']").src);

const language = document.documentElement.lang;
const model = document.getElementById("entry");
const progress = new Map();

function moment(time) {
  return new Date(time).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}

function showReasons(list, reasons) {
  for (const reason of reasons ?? []) {
    list.append(Object.assign(document.createElement("li"), { textContent: wordsOf(reason) }));
  }
  list.hidden = !list.children.length;
}

/** Say how large something is, in thousands of bytes, or in millions. */
function sizeOf(bytes) {
  const [unit, value] = bytes < 1_000_000 ? ["kilobyte", Math.ceil(bytes / 1000)] : ["megabyte", bytes / 1_000_000];
  return value.toLocaleString(language, { style: "unit", unit, maximumFractionDigits: 1 });
}

/** Say how many files go with an entry and how large they are, or how much of them has left. */
function filesOf(entry) {
  const size = sizeOf(entry.files.reduce((sum, file) => sum + file.size, 0));
  const sent = progress.get(entry.uuid);
  if (sent) return model.dataset.sent.replace("{sent}", sizeOf(sent)).replace("{size}", size);
  return counted(entry.files.length, model.dataset.fileOne, model.dataset.fileMany).replace("{size}", size);
}

function row(entry) {
  const shown = model.content.cloneNode(true);
  const find = (name) => shown.querySelector(name);
  const refused = entry.state === "refused";
  find(".what").textContent = entry.title;
  const saved = model.dataset.saved.replace("{moment}", moment(entry.saved_at));
  find("[data-saved-at]").textContent = entry.files ? `${saved} · ${filesOf(entry)}` : saved;
  showReasons(find("[data-reasons]"), refused ? entry.reasons : []);
  const open = find("[data-open]");
  open.href = `${entry.page}#entry=${entry.uuid}`;
  open.hidden = !refused;
  find("[data-again]").hidden = !refused;
  find("[data-again]").addEventListener("click", () => resend(entry));
  find("[data-throw]").addEventListener("click", () => remove(entry.uuid));
  return shown;
}

/** Show the entries, unless a second thought about one of them is under way. */
async function show() {
  if (document.querySelector("[data-entries] details[open]")) return;
  const found = await entries();
  for (const section of document.querySelectorAll("[data-entries]")) {
    const own = found.filter((entry) => entry.state === section.dataset.entries);
    section.querySelector(".turns").replaceChildren(...own.map(row));
    if (section.dataset.entries === "refused") section.hidden = !own.length;
    else {
      section.querySelector("[data-none]").textContent = model.dataset.empty;
      section.querySelector("[data-none]").hidden = own.length > 0;
      section.querySelector("[data-send]").hidden = !own.length;
    }
  }
}

/** Show what was begun and not sent; each leads back to its form. */
async function showDrafts() {
  const section = document.querySelector("[data-begun]");
  const { drafts, drop } = await import(document.getElementById("outbox-words").dataset.drafts);
  const found = await drafts();
  const rows = found.map(({ key, title, page, at }) => {
    const shown = document.getElementById("draft").content.cloneNode(true);
    Object.assign(shown.querySelector("a"), { href: page, textContent: title });
    shown.querySelector("[data-saved-at]").textContent = model.dataset.saved.replace("{moment}", moment(at));
    shown.querySelector("button").addEventListener("click", () => drop(key).then(showDrafts));
    return shown;
  });
  section.querySelector(".turns").replaceChildren(...rows);
  section.hidden = !rows.length;
}

async function showCopies() {
  const section = document.querySelector("[data-copies]");
  if (!("caches" in window)) return;
  const pages = await caches.open(`pages-${account}`);
  let bytes = 0;
  const rows = [];
  for (const request of await pages.keys()) {
    const answer = await pages.match(request);
    if (!answer.headers.get("Content-Type")?.startsWith("text/html")) continue;
    const text = await answer.text();
    bytes += text.length;
    const title = new DOMParser().parseFromString(text, "text/html").title.replace(/ · Épissure$/, "");
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href: request.url, textContent: title }));
    rows.push(item);
  }
  const size = (bytes / 1000).toLocaleString(language, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 });
  const said = counted(rows.length, section.dataset.one, section.dataset.many).replace("{size}", size);
  section.querySelector("[data-copies-size]").textContent = rows.length ? said : section.dataset.none;
  section.querySelector("ul").replaceChildren(...rows);
  section.querySelector("details").hidden = !rows.length;
  section.hidden = false;
}

function markThisPhone() {
  for (const row of document.querySelectorAll("[data-phone]")) {
    row.querySelector("[data-here]").hidden = row.dataset.phone !== numberHere();
  }
}

document.querySelector("[data-send] button").addEventListener("click", send);
listen(() => show());
follow(({ uuid, sent }) => {
  progress.set(uuid, sent);
  show();
});
markThisPhone();
await show();
await showDrafts();
await showCopies();

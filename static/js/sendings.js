// The page of what waits on this phone: filled in from the phone's own store, whatever the network.

const { account, entries, listen, remove, resend, send } = await import(
  document.querySelector("script[src*='/js/outbox.js']").src
);

const language = document.documentElement.lang;
const model = document.getElementById("entry");

function moment(time) {
  return new Date(time).toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
}

function showReasons(list, reasons) {
  for (const reason of reasons ?? []) {
    const said = reason.label ? `${reason.label} · ${reason.words}` : reason.words;
    list.append(Object.assign(document.createElement("li"), { textContent: said }));
  }
  list.hidden = !list.children.length;
}

function row(entry) {
  const shown = model.content.cloneNode(true);
  const find = (name) => shown.querySelector(name);
  const refused = entry.state === "refused";
  find(".what").textContent = entry.title;
  find("[data-saved-at]").textContent = model.dataset.saved.replace("{moment}", moment(entry.saved_at));
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

async function showCopies() {
  const section = document.querySelector("[data-copies]");
  if (!("caches" in window)) return;
  const pages = await caches.open(`pages-${account}`);
  let bytes = 0;
  const rows = [];
  for (const request of await pages.keys()) {
    const text = await (await pages.match(request)).text();
    bytes += text.length;
    const title = new DOMParser().parseFromString(text, "text/html").title.replace(/ · Épissure$/, "");
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { href: request.url, textContent: title }));
    rows.push(item);
  }
  const size = (bytes / 1000).toLocaleString(language, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 });
  const said = section.dataset.size.replace("{count}", rows.length.toLocaleString(language)).replace("{size}", size);
  section.querySelector("[data-copies-size]").textContent = rows.length ? said : section.dataset.none;
  section.querySelector("ul").replaceChildren(...rows);
  section.querySelector("details").hidden = !rows.length;
  section.hidden = false;
}

document.querySelector("[data-send] button").addEventListener("click", send);
listen(() => show());
await show();
await showCopies();

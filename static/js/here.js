// Where there is no network and no copy of a page: lists the pages that are on this phone.

const box = document.querySelector("[data-here]");

async function titles() {
  const whose = await (await caches.match("/whose", { cacheName: "whose" }))?.text();
  if (!whose) return [];
  const pages = await caches.open(`pages-${whose}`);
  const found = [];
  for (const { url } of await pages.keys()) {
    const answer = await pages.match(url);
    if (!answer.headers.get("Content-Type")?.startsWith("text/html")) continue;
    const { title } = new DOMParser().parseFromString(await answer.text(), "text/html");
    found.push({ href: url, textContent: title.replace(/ · Épissure$/, "") });
  }
  return found;
}

async function show() {
  const found = await titles();
  const items = found.map((one) => {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), one));
    return item;
  });
  box.querySelector("ul").replaceChildren(...items);
  box.hidden = !items.length;
}

if (box && "caches" in window) show().catch(() => {});

// Takes pages along: tells what they weigh, fetches them one by one, says what is there.

const { account, keepCopy } = await import(document.querySelector("script[src*='/js/outbox.js']").src);
const language = document.documentElement.lang;

export function filled(text, values) {
  return Object.entries(values).reduce(
    (said, [name, value]) => said.replace(`{${name}}`, value.toLocaleString(language)),
    text,
  );
}

export function size(bytes) {
  return (bytes / 1000).toLocaleString(language, { style: "unit", unit: "kilobyte", maximumFractionDigits: 0 });
}

async function addressesHere(pages) {
  const found = await Promise.all(pages.map(async ({ url }) => (await caches.match(url, { cacheName: `pages-${account}` })) && url));
  return new Set(found.filter(Boolean));
}

/** Fetch one page with the files it needs; false for a quiz that is not open, which leads elsewhere. */
export async function fetchPage(url) {
  const answer = await fetch(url);
  if (answer.redirected || answer.status === 404) return false;
  if (!answer.ok || answer.headers.get("X-Account") !== account) throw new Error("lost");
  const text = await answer.clone().text();
  if (!(await keepCopy(url, answer))) throw new Error("signing out");
  const page = new DOMParser().parseFromString(text, "text/html");
  const files = await caches.open("assets");
  for (const part of page.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src], main img[src]")) {
    const address = part.getAttribute("href") ?? part.getAttribute("src");
    if (address.startsWith("data:")) continue;
    if (!(await files.match(address))) await files.add(address);
  }
  return true;
}

class Carry {
  constructor(box, pages) {
    this.box = box;
    this.pages = pages;
    this.find = (name) => box.querySelector(name);
    this.find("[data-carry-take]").addEventListener("click", () => this.take());
    this.find("[data-carry-drop]").addEventListener("click", () => this.drop());
  }

  async show() {
    const here = await addressesHere(this.pages);
    const all = this.pages.length;
    const missing = this.pages.filter(({ url }) => !here.has(url));
    const bytes = missing.reduce((sum, page) => sum + page.bytes, 0);
    this.find("[data-carry-here]").textContent = here.size ? filled(this.box.dataset.here, { count: here.size, all }) : "";
    this.find("[data-carry-size]").textContent = missing.length
      ? filled(this.box.dataset.size, { count: missing.length, all, size: size(bytes) })
      : "";
    this.find("[data-carry-take]").hidden = !missing.length;
    this.find("[data-carry-drop]").hidden = !here.size;
    this.box.hidden = false;
    return missing;
  }

  async take() {
    const button = this.find("[data-carry-take]");
    const bar = this.find("progress");
    const says = this.find("[data-carry-says]");
    const missing = await this.show();
    button.disabled = true;
    bar.hidden = false;
    says.textContent = "";
    navigator.storage?.persist?.();
    try {
      for (const [done, page] of missing.entries()) {
        if (!(await fetchPage(page.url))) this.pages = this.pages.filter((one) => one !== page);
        bar.value = (done + 1) / missing.length;
      }
    } catch (error) {
      says.textContent = error.name === "QuotaExceededError" ? this.box.dataset.full : this.box.dataset.lost;
    }
    bar.hidden = true;
    button.disabled = false;
    await this.show();
  }

  async drop() {
    const store = await caches.open(`pages-${account}`);
    for (const { url } of this.pages) await store.delete(url);
    await this.show();
  }
}

async function start(box) {
  const answer = await fetch(box.dataset.carry);
  const { pages } = await answer.json();
  await new Carry(box, pages).show();
}

if ("caches" in window) {
  for (const box of document.querySelectorAll("[data-carry]")) start(box).catch(() => {});
}

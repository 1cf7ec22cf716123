// Brings to the phone the pages that its trainer needs today, one after the other, and says when it is ready.

const { account } = await import(document.querySelector("script[src*='/js/outbox.js']").src);
const { fetchPage, filled, size } = await import(document.querySelector("script[src*='/js/carry.js']").src);

const language = document.documentElement.lang;
const A_MOMENT = 1_500;
const BETWEEN_PAGES = 100;

const pause = (time) => new Promise((done) => { setTimeout(done, time); });
const store = () => caches.open(`pages-${account}`);

class Day {
  constructor(box) {
    this.box = box;
    this.address = box.dataset.day;
    this.find = (name) => box.querySelector(name);
    this.find("button").addEventListener("click", () => this.alone(async () => this.take(await this.missing())));
  }

  /** What was brought last: the mark of each page, when, and how to say it. */
  async remembered() {
    const kept = await (await store()).match(this.address);
    return kept ? kept.json() : { marks: {} };
  }

  async remember(memory) {
    const headers = { "Content-Type": "application/json" };
    await (await store()).put(this.address, new Response(JSON.stringify(memory), { headers }));
  }

  say(words) {
    this.find("[data-day-says]").textContent = words;
    this.box.hidden = !words;
  }

  async sayReady() {
    const { ready, at } = await this.remembered();
    const day = new Date(at).toDateString() === new Date().toDateString();
    const moment = new Date(at);
    const time = moment.toLocaleString(language, { dateStyle: "medium", timeStyle: "short" });
    const [hour, minute] = [String(moment.getHours()), String(moment.getMinutes()).padStart(2, "0")];
    this.say(ready ? filled(day ? ready : this.box.dataset.older, { time, hour, minute }) : "");
  }

  /** Ask what today needs; give the pages that are missing or have changed. */
  async missing() {
    const answer = await fetch(this.address, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) throw new Error("lost");
    this.list = await answer.json();
    const { marks } = await this.remembered();
    const here = new Set((await (await store()).keys()).map(({ url }) => url));
    return this.list.pages.filter(({ url, mark }) => marks[url] !== mark || !here.has(new URL(url, window.location.origin).href));
  }

  async look() {
    const missing = await this.missing();
    await this.forgetOtherDays();
    if (!missing.length) return this.remember({ ...(await this.remembered()), ready: this.list.ready }).then(() => this.sayReady());
    if (!navigator.connection?.saveData) return this.take(missing);
    const bytes = missing.reduce((sum, page) => sum + page.bytes, 0);
    this.find("[data-day-size]").textContent = filled(this.box.dataset.size, { size: size(bytes) });
    this.find("[data-day-ask]").hidden = false;
    this.box.hidden = false;
    return undefined;
  }

  /** Copies of people that today does not need go once they are of another day. */
  async forgetOtherDays() {
    const pages = await store();
    const own = this.list.pages.map(({ url }) => new URL(url, window.location.origin));
    const needed = new Set(own.map(({ href }) => href));
    const paths = new Set(own.map(({ pathname }) => pathname));
    const today = new Date().toDateString();
    for (const request of await pages.keys()) {
      if (needed.has(request.url) || !paths.has(new URL(request.url).pathname)) continue;
      const date = (await pages.match(request))?.headers.get("Date");
      if (new Date(date).toDateString() !== today) await pages.delete(request);
    }
  }

  async take(missing) {
    const bar = this.find("progress");
    this.find("[data-day-ask]").hidden = true;
    try {
      for (const [done, page] of missing.entries()) {
        bar.hidden = false;
        bar.value = done / missing.length;
        this.say(this.box.dataset.taking);
        await this.takeOne(page);
        await pause(BETWEEN_PAGES);
      }
      await this.remember({ ...(await this.remembered()), ready: this.list.ready, at: Date.now() });
      await this.sayReady();
    } catch (error) {
      this.say(error.name === "QuotaExceededError" ? this.box.dataset.full : this.box.dataset.lost);
    }
    bar.hidden = true;
  }

  async takeOne({ url, mark }) {
    if (!(await fetchPage(url))) return;
    const memory = await this.remembered();
    await this.remember({ ...memory, marks: { ...memory.marks, [url]: mark } });
  }

  /** One tab at a time. */
  alone(action) {
    return navigator.locks ? navigator.locks.request(`day-${account}`, action) : action();
  }
}

/** Let the page itself come first. */
async function start(box) {
  const day = new Day(box);
  await day.sayReady();
  if (document.readyState !== "complete") await new Promise((done) => { window.addEventListener("load", done, { once: true }); });
  await pause(A_MOMENT);
  await day.alone(() => day.look());
}

if ("caches" in window) {
  for (const box of document.querySelectorAll("[data-day]")) start(box).catch(() => {});
}

// Shows the verdict and its reasons while an attempt is typed. The server judges again: this is a comfort.

const { judge, impossible, surprising, read, withAverages, MILLION } = await import(document.querySelector("script[src*='/js/judge.js']").src);

const language = document.documentElement.lang;

function shown(value) {
  return (Number(value) / Number(MILLION)).toLocaleString(language, { maximumFractionDigits: 4 }).replace("-", "−");
}

/** Put values into the places of a sentence. */
function filled(sentence, values) {
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), sentence);
}

/** The values of a form by name: millionths, null for a blank, undefined for what is no number. */
function typedIn(form, measures) {
  const values = new Map();
  for (const name of measures.filter((one) => !one.average_of.length).flatMap((one) => one.names)) {
    const field = form.elements[`measure-${name}`];
    if (field) values.set(name, read(field.value));
  }
  return values;
}

class Words {
  constructor(rules) {
    this.words = rules.words;
    this.verdicts = rules.verdicts;
    this.measures = new Map(rules.measures.map((one) => [one.code, one]));
  }

  value(value, measure) {
    if (measure.answer === "yes_no") return value ? this.words.yes : this.words.no;
    return this.quantity(value, measure);
  }

  quantity(value, { unit }) {
    return unit ? `${shown(value)}\u00a0${unit}` : shown(value);
  }

  /** A limit, with what it follows from: « 5 m ou 0,5 % de 1 240 m = 6,2 m ». */
  limit(measure, bound, bases) {
    const held = this.quantity(bound, measure);
    if (!bases.length) return held;
    const { own, joint } = measure.related;
    const parts = bases.map(({ part, value }) => filled(part.words, { value: this.quantity(value, this.measures.get(part.measure)) }));
    return `${[...(own ? [own] : []), ...parts].join(` ${joint} `)} = ${held}`;
  }

  ordinal(measure, name) {
    return filled(this.words.ordinal, { number: measure.names.indexOf(name) + 1 });
  }

  values(kind, group, measure) {
    if (kind === "mean_above_maximum") return this.value(group[0].value, measure);
    if (kind === "missing") {
      if (group.length === measure.names.length) return measure.names.length === 1 ? this.words.single : this.words.series;
      return group.map((one) => this.ordinal(measure, one.name)).join(", ");
    }
    if (measure.names.length === 1) return this.value(group[0].value, measure);
    return group
      .map((one) => filled(this.words.value, { value: this.value(one.value, measure), ordinal: this.ordinal(measure, one.name) }))
      .join(", ");
  }

  /** One sentence for each measure and kind of fault, in the order of the measures. */
  reasons(reasons) {
    const groups = new Map();
    for (const one of reasons.filter(({ code }) => code !== null)) {
      const key = `${one.code} ${one.kind}`;
      groups.set(key, [...(groups.get(key) ?? []), one]);
    }
    return [...groups.values()].map((group) => {
      const { kind, code, bound, bases = [] } = group[0];
      const measure = this.measures.get(code);
      const limit = bound === undefined ? "" : this.limit(measure, bound, bases);
      return filled(measure.sentences[kind], { what: measure.label, values: this.values(kind, group, measure), bound: limit });
    });
  }

  /** How many of the required values are there, and the mean of the first series of numbers. */
  progress(values, measures) {
    const needed = measures.filter((one) => one.required);
    const names = needed.flatMap((one) => one.names);
    const done = names.filter((name) => typeof values.get(name) === "bigint").length;
    const one = new Intl.PluralRules(language).select(done) === "one";
    const parts = [filled(one ? this.words.countOne : this.words.count, { done, all: names.length })];
    const series = needed.find((one) => one.names.length > 1 && one.answer === "number");
    const found = series ? series.names.map((name) => values.get(name)).filter((value) => typeof value === "bigint") : [];
    if (found.length) {
      const mean = Number(found.reduce((sum, value) => sum + value, 0n)) / found.length / Number(MILLION);
      parts.push(filled(this.words.mean, { mean: mean.toLocaleString(language, { maximumFractionDigits: 3 }).replace("-", "−") }));
    }
    return parts;
  }
}

function markInputs(form, wrong, reasons) {
  const out = new Set([...wrong, ...reasons.filter((one) => one.kind !== "missing").map((one) => one.name)]);
  for (const input of form.querySelectorAll("[name^=measure-]")) {
    input.classList.toggle("out", out.has(input.name.slice("measure-".length)));
  }
}

function showAverages(form, values) {
  for (const output of form.querySelectorAll("[data-average]")) {
    const value = values.get(output.dataset.average);
    output.textContent = typeof value === "bigint" ? shown(value) : "—";
  }
}

function tell(output, lines, reasons, verdict) {
  const head = output.querySelector("p");
  head.textContent = lines.join(" · ");
  const list = output.querySelector("ul");
  list.replaceChildren(...reasons.map((text) => Object.assign(document.createElement("li"), { textContent: text })));
  list.hidden = !reasons.length;
  output.dataset.verdict = verdict;
  output.hidden = false;
}

/** One red answer closes what follows, and asks for its reason. Only what is asked then is required. */
function stopAtRed(form, measures) {
  const gates = [...form.querySelectorAll("[data-gate]")];
  const red = gates.some((gate) => gate.querySelector("input[value='0']:checked"));
  const answered = gates.every((gate) => gate.querySelector("input:checked"));
  for (const answer of gates.flatMap((gate) => [...gate.querySelectorAll("input")])) answer.required = !red;
  form.elements.stop_reason.required = red;
  // Where nothing is measured, the trainer alone gives the verdict.
  if (!measures.length) for (const answer of form.querySelectorAll("[name=decided]")) answer.required = !red;
  form.querySelector("[data-stop]").hidden = !red;
  for (const part of form.querySelectorAll("[data-when-safe]")) part.hidden = red;
  return { red, answered };
}

/** A loss far beyond its limit is confirmed before the phone keeps it: nobody asks afterwards. */
function askAgain(form, odd) {
  const { confirmed } = form.elements;
  if (!confirmed) return;
  confirmed.required = odd;
  if (odd) confirmed.closest("[data-confirms]").hidden = false;
}

function update(form, output, rules, words) {
  const { red, answered } = stopAtRed(form, rules.measures);
  const values = typedIn(form, rules.measures);
  const whole = withAverages(values, rules.measures);
  showAverages(form, whole);
  const odd = !red && surprising(values, rules.measures).length > 0;
  askAgain(form, odd);
  if (red) {
    markInputs(form, [], []);
    tell(output, [words.verdicts.not_acquired], [words.words.stopped], "not_acquired");
    return;
  }
  if (form.elements["reading-key"]?.value) {
    markInputs(form, [], []);
    tell(output, [words.words.reading], [], "in_progress");
    return;
  }
  const wrong = impossible(values, rules.measures);
  const { verdict, reasons } = judge(values, rules.measures);
  markInputs(form, wrong, reasons);
  if (![...values.values()].some((value) => value !== null)) {
    output.hidden = true;
    return;
  }
  const lines = words.progress(whole, rules.measures);
  if (odd) lines.push(words.words.surprising);
  if (wrong.length) tell(output, [...lines, words.words.impossible], [], "impossible");
  else if (answered) tell(output, [...lines, words.verdicts[verdict]], words.reasons(reasons), verdict);
  else {
    // Nothing is acquired while nobody has said that it was safe.
    const sofar = verdict === "acquired" ? "in_progress" : verdict;
    tell(output, [...lines, words.verdicts[sofar]], [words.words.safety, ...words.reasons(reasons)], sofar);
  }
}

/** A phone would keep a form that lacks an answer, and hear of it hours later: the browser asks at once. */
function askAtOnce(form) {
  form.noValidate = false;
  form.addEventListener("invalid", ({ target }) => {
    const folded = target.closest("details:not([open])");
    if (folded) folded.open = true;
  }, true);
}

/** Go down a column with the Enter key, as on a calculator, rather than send a form half filled. */
function walkWithEnter(form, rules) {
  const order = rules.measures.flatMap((one) => one.names.map((name) => `measure-${name}`));
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("input[name^=measure-]:not([type=radio])")) return;
    const after = order.slice(order.indexOf(event.target.name) + 1);
    const next = after.map((name) => form.querySelector(`[name="${name}"]`)).find((field) => field?.offsetParent);
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select?.();
  });
}

/** Show as many rows of a reading as its key has events, and two to spare; a button shows more. */
function foldRows(part) {
  const key = part.querySelector("select");
  const rows = [...part.querySelectorAll("[data-row]")];
  const button = part.querySelector("[data-more-rows]");
  const spare = 2;
  let shown = 0;
  const show = () => {
    const typed = rows.findLastIndex((row) => [...row.querySelectorAll("input, select")].some((field) => field.value)) + 1;
    shown = Math.max(shown, typed + 1, Number(key.selectedOptions[0]?.dataset.events ?? 2) + spare);
    rows.forEach((row, place) => { row.hidden = place >= shown; });
    button.hidden = shown >= rows.length;
  };
  button.addEventListener("click", () => {
    shown += spare + 1;
    show();
  });
  part.closest("form").addEventListener("input", show);
  show();
}

for (const part of document.querySelectorAll("[data-reading]")) foldRows(part);
for (const output of document.querySelectorAll("[data-live]")) {
  const form = output.closest("form");
  const rules = JSON.parse(output.dataset.rules);
  const words = new Words(rules);
  const again = () => update(form, output, rules, words);
  form.addEventListener("input", again);
  walkWithEnter(form, rules);
  askAtOnce(form);
  again();
}

// Shows the verdict while the measures of a practical are typed. The server judges again: this is a comfort.

/** Read a number with a comma or a point; a blank is nothing, and so is what is not a number. */
function read(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replace("−", "-").replace(",", ".");
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(plain) ? Number(plain) : null;
}

function limit(box, name) {
  return name in box.dataset ? Number(box.dataset[name]) : null;
}

const below = (value, bound) => bound !== null && value < bound;
const above = (value, bound) => bound !== null && value > bound;

/** Judge one measure: how many values it has, and whether one is missing, out of bounds or impossible. */
function judgeMeasure(box) {
  const inputs = [...box.querySelectorAll("input")];
  const values = inputs.map((input) => (input.value.trim() ? read(input.value) : null));
  const found = values.filter((value) => value !== null);
  let faulty = false;
  let impossible = false;
  inputs.forEach((input, place) => {
    const value = values[place];
    const typed = input.value.trim() !== "";
    const cannotBe = typed && (value === null || below(value, limit(box, "plausibleMinimum")) || above(value, limit(box, "plausibleMaximum")));
    const out = !cannotBe && value !== null && (below(value, limit(box, "minimum")) || above(value, limit(box, "maximum")));
    input.classList.toggle("out", out || cannotBe);
    faulty ||= out;
    impossible ||= cannotBe;
  });
  const mean = found.length ? found.reduce((sum, value) => sum + value, 0) / found.length : null;
  const whole = found.length === Number(box.dataset.repeats);
  // A hair above the bound is the arithmetic of the browser, not a fault: the server decides.
  if (whole && above(mean - 1e-9, limit(box, "meanMaximum"))) faulty = true;
  return { all: inputs.length, found: found.length, faulty, impossible, mean, required: "required" in box.dataset };
}

function verdictOf(measures) {
  if (measures.some((one) => one.faulty)) return "notAcquired";
  return measures.some((one) => one.required && one.found < one.all) ? "inProgress" : "acquired";
}

/** Say it in the words of the page: how many measures, the mean of a series, the verdict. */
function tell(output, measures) {
  const needed = measures.filter((one) => one.required);
  const done = needed.reduce((sum, one) => sum + one.found, 0);
  const all = needed.reduce((sum, one) => sum + one.all, 0);
  const typed = measures.some((one) => one.found || one.impossible);
  output.hidden = !typed;
  if (!typed) return;
  const words = [output.dataset.count.replace("{done}", done).replace("{all}", all)];
  const series = needed.find((one) => one.all > 1 && one.mean !== null);
  if (series) {
    const mean = series.mean.toLocaleString(document.documentElement.lang, { maximumFractionDigits: 3 });
    words.push(output.dataset.mean.replace("{mean}", mean));
  }
  const impossible = measures.some((one) => one.impossible);
  const verdict = impossible ? "impossible" : verdictOf(measures);
  words.push(output.dataset[verdict]);
  output.textContent = words.join(" · ");
  output.dataset.verdict = verdict;
}

/** Go to the next measure with the Enter key, as on a calculator, rather than send a form half filled. */
function walkWithEnter(form) {
  form.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches("[data-measure] input")) return;
    const inputs = [...form.querySelectorAll("[data-measure] input")].filter((input) => input.offsetParent);
    const next = inputs[inputs.indexOf(event.target) + 1];
    if (!next) return;
    event.preventDefault();
    next.focus();
    next.select();
  });
}

for (const output of document.querySelectorAll("[data-live]")) {
  const form = output.closest("form");
  const boxes = [...form.querySelectorAll("[data-measure]")];
  const update = () => tell(output, boxes.map(judgeMeasure));
  if (boxes.length) {
    form.addEventListener("input", update);
    walkWithEnter(form);
    update();
  }
}

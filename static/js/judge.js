// The verdict of an attempt, by the thresholds that the page gives as data: the same rule as the server's,
// in whole millionths, so that no arithmetic of the browser decides. No page and no word is known here.

export const MILLION = 1_000_000n;
const LIMIT = 10n ** 18n;

/** Read a number with a comma or a point as millionths: null for a blank, undefined for what is no number. */
export function read(text) {
  const plain = text.replace(/[\s\u00a0\u202f]/g, "").replaceAll("−", "-").replaceAll(",", ".");
  if (!plain) return null;
  const parts = /^([+-]?)(\d{0,60})(?:\.(\d{0,60}))?$/.exec(plain);
  if (!parts || (!parts[2] && !parts[3]) || (parts[2] === "" && !/\.\d/.test(plain))) return undefined;
  const [, sign, whole, decimals = ""] = parts;
  if (/[1-9]/.test(decimals.slice(6))) return undefined;
  const value = BigInt(whole || "0") * MILLION + BigInt(decimals.slice(0, 6).padEnd(6, "0"));
  return sign === "-" ? -value : value;
}

const limitOf = (measure, name) => (measure[name] === null || measure[name] === undefined ? null : read(measure[name]));

/** Halve a whole number; an odd one goes to its even neighbour. */
function halved(total) {
  const low = total >= 0n ? total / 2n : (total - 1n) / 2n;
  return total % 2n === 0n || low % 2n === 0n ? low : low + 1n;
}

/** Divide a product of millionths by a million; a half goes to the even neighbour. */
function scaled(product) {
  const rest = ((product % MILLION) + MILLION) % MILLION;
  const low = (product - rest) / MILLION;
  const twice = rest * 2n;
  return twice > MILLION || (twice === MILLION && low % 2n !== 0n) ? low + 1n : low;
}

/** What a part of a related maximum gives at a value of its measure: null where it sets no limit. */
function boundAt(part, value) {
  if (part.times !== undefined) return scaled(read(part.times) * value);
  if (part.below !== undefined && value >= read(part.below)) return null;
  if (part.up_to !== undefined && value > read(part.up_to)) return null;
  return read(part.limit);
}

/** The parts of a related maximum that count, each with the value of its measure and the limit it gives. */
export function basesOf(measure, values) {
  return (measure.related?.parts ?? [])
    .map((part) => ({ part, value: values.get(part.measure) }))
    .filter(({ value }) => typeof value === "bigint")
    .map(({ part, value }) => ({ part, value, bound: boundAt(part, value) }))
    .filter(({ bound }) => bound !== null);
}

/** The maximum that holds: its own, and those that other measures give. */
function maximumOf(measure, bases) {
  const own = limitOf(measure, "maximum");
  const limits = [...(own === null ? [] : [own]), ...bases.map(({ bound }) => bound)];
  const larger = measure.related?.take === "larger";
  return limits.reduce((held, one) => (held === null || (larger ? one > held : one < held) ? one : held), null);
}

/** Add the averages that have both of their values. `values` is a map of name to millionths. */
export function withAverages(values, measures) {
  const found = new Map(values);
  for (const measure of measures.filter((one) => one.average_of?.length === 2)) {
    measure.names.forEach((name, place) => {
      const [first, second] = measure.average_of.map((code) =>
        values.get(measure.names.length === 1 ? code : `${code}-${String(place + 1).padStart(2, "0")}`),
      );
      if (typeof first === "bigint" && typeof second === "bigint") found.set(name, halved(first + second));
    });
  }
  return found;
}

/** List the names whose value cannot have been measured. */
export function impossible(values, measures) {
  const wrong = [];
  for (const measure of measures) {
    const low = limitOf(measure, "plausible_minimum");
    const high = limitOf(measure, "plausible_maximum");
    for (const name of measure.names) {
      const value = values.get(name);
      if (value === null) continue;
      if (value === undefined) {
        if (values.has(name)) wrong.push(name);
      } else if ((low === null ? value <= -LIMIT : value < low) || (high === null ? value >= LIMIT : value > high)) wrong.push(name);
    }
  }
  return wrong;
}

/** List the names whose value is to be looked at again. */
export function surprising(values, measures) {
  return measures.flatMap((measure) => {
    const limit = limitOf(measure, "surprising");
    return limit === null ? [] : measure.names.filter((name) => typeof values.get(name) === "bigint" && values.get(name) > limit);
  });
}

/** Find what is missing or out of bounds in one measure, value by value and then as a mean. */
function grounds(measure, values) {
  const found = [];
  const [low, mean] = ["minimum", "mean_maximum"].map((name) => limitOf(measure, name));
  const bases = basesOf(measure, values);
  const high = maximumOf(measure, bases);
  let sum = 0n;
  let count = 0n;
  for (const name of measure.names) {
    const value = values.get(name);
    if (typeof value !== "bigint") {
      if (measure.required) found.push({ kind: "missing", code: measure.code, name });
      continue;
    }
    sum += value;
    count += 1n;
    if (low !== null && value < low) found.push({ kind: "below_minimum", code: measure.code, name, value, bound: low });
    else if (high !== null && value > high) found.push({ kind: "above_maximum", code: measure.code, name, value, bound: high, bases });
  }
  if (mean !== null && count === BigInt(measure.names.length) && sum > mean * count) {
    found.push({ kind: "mean_above_maximum", code: measure.code, name: null, value: sum / count, bound: mean });
  }
  return found;
}

/** Give the verdict and its grounds; nothing measured at all is « in progress ». */
export function judge(values, measures, { safe = true } = {}) {
  if (!safe) return { verdict: "not_acquired", reasons: [{ kind: "safety", code: null, name: null }] };
  const whole = withAverages(values, measures);
  if (!measures.some((one) => one.names.some((name) => typeof whole.get(name) === "bigint"))) {
    return { verdict: "in_progress", reasons: [{ kind: "nothing_measured", code: null, name: null }] };
  }
  const reasons = measures.flatMap((measure) => grounds(measure, whole));
  const failed = reasons.some((one) => one.kind !== "missing");
  return { verdict: !reasons.length ? "acquired" : failed ? "not_acquired" : "in_progress", reasons };
}

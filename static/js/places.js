// Reads where a photo was taken from what the camera wrote into a JPEG, and writes that alone into
// another: for schools that keep places, since a photo made smaller on the telephone loses them.

const START = 0xffd8;
const NOTES = 0xffe1;
const PIXELS = 0xffda;
const EXIF = 0x45786966;
const PLACE = 0x8825;
const RATIONAL = 5;
const ANGLE_BYTES = 24;
const FARTHEST = 256 * 1024;
const MOST_NOTES = 64;

/** Find where the camera's notes begin; nothing where there are none. */
function notesOf(view) {
  if (view.getUint16(0) !== START) return null;
  let at = 2;
  while (at + 10 < view.byteLength) {
    const mark = view.getUint16(at);
    if (mark === PIXELS || mark < 0xff00) return null;
    if (mark === NOTES && view.getUint32(at + 4) === EXIF) return at + 10;
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

/** List the notes of one directory by their number, each with the place of its value. */
function directory(view, base, offset, little) {
  const found = new Map();
  const count = Math.min(view.getUint16(base + offset, little), MOST_NOTES);
  for (let number = 0; number < count; number += 1) {
    const at = base + offset + 2 + 12 * number;
    found.set(view.getUint16(at, little), { type: view.getUint16(at + 2, little), at: at + 8 });
  }
  return found;
}

/** Read an angle as six whole numbers, and its side as a letter. */
function angle(view, base, little, side, parts) {
  if (!side || parts?.type !== RATIONAL) return null;
  const from = base + view.getUint32(parts.at, little);
  const numbers = [0, 1, 2, 3, 4, 5].map((place) => view.getUint32(from + 4 * place, little));
  return { side: view.getUint8(side.at), numbers };
}

/** Read the place of a photo; nothing where there is none, or none that can be read. */
export async function placeOf(file) {
  try {
    const view = new DataView(await file.slice(0, FARTHEST).arrayBuffer());
    const base = notesOf(view);
    if (base === null) return null;
    const little = view.getUint16(base) === 0x4949;
    const first = directory(view, base, view.getUint32(base + 4, little), little);
    if (!first.has(PLACE)) return null;
    const notes = directory(view, base, view.getUint32(first.get(PLACE).at, little), little);
    const latitude = angle(view, base, little, notes.get(1), notes.get(2));
    const longitude = angle(view, base, little, notes.get(3), notes.get(4));
    return latitude && longitude ? { latitude, longitude } : null;
  } catch {
    // A note that points outside the file, or a file that is no photo.
    return null;
  }
}

/** Write a place, and nothing else, as a camera would. */
function segment({ latitude, longitude }) {
  const [header, first, second] = [10, 8, 26];
  const angles = second + 2 + 4 * 12 + 4;
  const view = new DataView(new ArrayBuffer(header + angles + 2 * ANGLE_BYTES));
  view.setUint16(0, NOTES);
  view.setUint16(2, view.byteLength - 2);
  view.setUint32(4, EXIF);
  view.setUint32(header, 0x4d4d002a);
  view.setUint32(header + 4, first);
  const note = (at, number, type, count, value) => {
    view.setUint16(header + at, number);
    view.setUint16(header + at + 2, type);
    view.setUint32(header + at + 4, count);
    view.setUint32(header + at + 8, value);
  };
  view.setUint16(header + first, 1);
  note(first + 2, PLACE, 4, 1, second);
  view.setUint16(header + second, 4);
  [latitude, longitude].forEach(({ side, numbers }, place) => {
    const values = angles + place * ANGLE_BYTES;
    note(second + 2 + 24 * place, 1 + 2 * place, 2, 2, side * 2 ** 24);
    note(second + 14 + 24 * place, 2 + 2 * place, RATIONAL, 3, values);
    numbers.forEach((value, index) => view.setUint32(header + values + 4 * index, value));
  });
  return view.buffer;
}

/** Put a place into a JPEG that has no notes. */
export async function withPlace(blob, place) {
  const start = new DataView(await blob.slice(0, 2).arrayBuffer());
  if (start.byteLength < 2 || start.getUint16(0) !== START) return blob;
  return new Blob([blob.slice(0, 2), segment(place), blob.slice(2)], { type: blob.type });
}

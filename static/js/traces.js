// A closer look at an OTDR trace: the drawing grows sideways in its frame, and scrolling moves along
// the fibre. Words and marks keep their size. Without this, the whole trace is seen at once.

const TIMES = [1, 2, 4, 8, 16];

/** Give a frame its two buttons, and let a double tap look closer at a place. */
function enlarge(frame) {
  const plot = frame.querySelector(".plot");
  const drawings = [...plot.querySelectorAll("svg.elastic")];
  let step = 0;

  const show = (next, share) => {
    const middle = (plot.scrollLeft + share * plot.clientWidth) / plot.scrollWidth;
    step = Math.min(Math.max(next, 0), TIMES.length - 1);
    const closer = step > 0;
    for (const drawing of drawings) {
      drawing.style.width = closer ? `${TIMES[step] * 100}%` : "";
      drawing.style.maxWidth = closer ? "none" : "";
    }
    plot.style.overflowX = closer ? "auto" : "";
    if (closer) plot.tabIndex = 0;
    else plot.removeAttribute("tabindex");
    plot.scrollLeft = middle * plot.scrollWidth - share * plot.clientWidth;
    smaller.setAttribute("aria-disabled", String(!closer));
    larger.setAttribute("aria-disabled", String(step === TIMES.length - 1));
  };

  const button = (label, sign, change) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button secondary";
    made.textContent = sign;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => show(step + change, 0.5));
    return made;
  };
  const smaller = button(frame.dataset.smaller, "−", -1);
  const larger = button(frame.dataset.larger, "+", 1);
  const row = document.createElement("div");
  row.className = "row";
  row.append(smaller, larger);
  plot.before(row);
  plot.setAttribute("role", "group");
  plot.setAttribute("aria-label", frame.dataset.label);
  plot.addEventListener("dblclick", (event) => {
    const place = plot.getBoundingClientRect();
    show(step + 1, (event.clientX - place.left) / place.width);
  });
  show(0, 0.5);
}

for (const frame of document.querySelectorAll("[data-larger]")) enlarge(frame);

// What the page does: it unpacks the network, takes images in by every door, and shows what the network says of them.
// Names come from strangers: they are shown as text, never as markup.

const facts = JSON.parse(document.getElementById("facts").textContent);
const ort = globalThis.ort;
const element = (id) => document.getElementById(id);
const [height, width, channels] = facts.input.shape;

// ---------------------------------------------------------------------- starting

/** The bytes in an element of the page, which goes with them. */
function packed(id) {
  const holder = element(id), text = holder.textContent;
  holder.remove();
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
  const raw = atob(text), bytes = new Uint8Array(raw.length);
  for (let at = 0; at < raw.length; at++) bytes[at] = raw.charCodeAt(at);
  return bytes;
}

async function started() {
  if (!globalThis.WebAssembly || !globalThis.DecompressionStream || !globalThis.createImageBitmap)
    throw new Error("This browser is too old: it takes Chrome 80, Firefox 113, Safari 16.4 or newer.");
  const [model, runtime] = await Promise.all(
    ["packed-model", "packed-runtime"].map((id) => unzipped(new Blob([packed(id)]), "gzip")));
  ort.env.wasm.wasmBinary = runtime.buffer;
  ort.env.wasm.numThreads = 1; // threads need a server that sends certain headers
  ort.env.logLevel = "error";
  return ort.InferenceSession.create(model, { executionProviders: ["wasm"] });
}

let seconds = null; // from opening the page until it can be asked
const session = started();
session.then(
  () => {
    seconds = performance.now() / 1000;
    state("Show it an image.");
  },
  (error) => state(`The network can't start here: ${error.message ?? error}`, true),
);

// ---------------------------------------------------------------------- asking

const TYPES = { float32: Float32Array, float64: Float64Array, uint8: Uint8Array, int32: Int32Array };

let turn = Promise.resolve(); // the runtime answers one question at a time

/** What each output says of the numbers of one image: its shape, and its values in a row. */
function ask(pixels) {
  return (turn = turn.catch(() => {}).then(() => askNow(pixels)));
}

async function askNow(pixels) {
  const type = facts.input.dtype;
  const values = type === "float32" ? pixels : TYPES[type].from(pixels, (value) => Math.trunc(value));
  const tensor = new ort.Tensor(type, values, [1, height, width, channels]);
  const said = await (await session).run({ [facts.input.name]: tensor });
  return facts.names.map((name) => ({ shape: said[name].dims, values: Array.from(said[name].data, Number) }));
}

/** The numbers that the network takes of an image file. */
async function pixelsOf(blob, { input_size: size, resizing, range } = facts) {
  return networkPixels(await readPicture(blob, [size.height, size.width]), size, resizing, range);
}

let asked = 0;

/** Shows an image by its numbers, and what is said of it. What comes later is not overtaken by what came before. */
async function show(pixels, number) {
  const began = performance.now();
  const said = await ask(pixels);
  if (number !== asked) return said;
  state("");
  element("glance").textContent = glance(said);
  element("said").replaceChildren(...facts.outputs.flatMap((output) => answer(output, said[output.place].values)));
  showPixels(pixels);
  element("size").textContent = `What the network sees: ${height} × ${width} pixels. Answered in ${spelled(performance.now() - began)}.`;
  return said;
}

/** Shows an image file and what is said of it, which goes into the list where it is new. */
async function open(blob, isNew = true) {
  const number = ++asked;
  endDrawing();
  showFile(blob);
  state("Looking …");
  try {
    const pixels = await pixelsOf(blob);
    await new Promise((resolve) => setTimeout(resolve)); // the image is painted before a large network holds the page
    const said = await show(pixels, number);
    if (isNew) note(blob, { said });
    element("answers").scrollIntoView({ block: "nearest" }); // on a phone it lies below
  } catch (error) {
    if (isNew) note(blob, { error: String(error.message ?? error) });
    if (number === asked) fail(error);
  }
}

const spelled = (milliseconds) => (milliseconds < 1000 ? `${Math.max(1, Math.round(milliseconds))} ms` : `${(milliseconds / 1000).toFixed(1)} s`);

// ---------------------------------------------------------------------- showing

function made(tag, text = "", kind = "") {
  const found = document.createElement(tag);
  found.textContent = text;
  if (kind) found.className = kind;
  return found;
}

function state(text, isError = false) {
  element("state").textContent = text;
  element("state").className = isError ? "error" : "";
  element("state").hidden = !text;
}

function fail(error) {
  element("said").replaceChildren();
  element("taken").hidden = true;
  state(String(error.message ?? error), true);
}

function answer(output, row) {
  const head = facts.outputs.length > 1 ? [made("h2", output.title)] : [];
  const values = told(output, row);
  if (values.some((value) => !Number.isFinite(value))) return [...head, made("p", "The network's answer is no number.", "error")];
  if (output.task === "numbers") return [...head, table(output.classes, values)];
  const top = best(output.classes, values, 5);
  const first = output.task === "labels" ? labels(output, values) : top[0].name;
  return [...head, made("p", first, "first"), ...top.map((item) => bar(item, output.task === "labels"))];
}

/** The answer in a word, beside a drawing on a small screen. */
function glance(said) {
  const [output] = facts.outputs, values = told(output, said[output.place].values);
  if (output.task === "numbers") return values.slice(0, 2).map((value) => String(Number(value.toPrecision(3)))).join(", ");
  if (output.task === "labels") return labels(output, values);
  const [top] = best(output.classes, values, 1);
  return `${top.name} · ${percent(top.value)}`;
}

function labels(output, values) {
  const there = best(output.classes, values, values.length).filter((item) => item.value >= 0.5);
  return there.length ? there.map((item) => item.name).join(", ") : "No label";
}

function bar({ name, value }, isLabel) {
  const line = made("div", "", isLabel && value >= 0.5 ? "bar there" : "bar");
  const track = made("i"), fill = made("b");
  fill.style.width = `${100 * Math.min(1, Math.max(0, value))}%`;
  track.append(fill);
  line.append(made("span", name), made("span", percent(value)), track);
  return line;
}

function table(names, values) {
  const found = made("table");
  values.forEach((value, at) => {
    const row = found.insertRow();
    row.insertCell().textContent = names[at] ?? `output ${at + 1}`;
    row.insertCell().textContent = String(Number(value.toPrecision(6)));
  });
  return found;
}

let address = "";

function showFile(blob) {
  if (address) URL.revokeObjectURL(address);
  address = URL.createObjectURL(blob);
  element("shown").onload = () => element("shown").classList.toggle("tiny", element("shown").naturalWidth < 128);
  element("shown").src = address;
  element("shown").hidden = false;
  element("hint").hidden = true;
  element("drop").className = "full";
}

function showPixels(pixels) {
  const canvas = element("pixels"), context = canvas.getContext("2d");
  [canvas.width, canvas.height] = [width, height];
  const image = context.createImageData(width, height);
  for (let at = 0; at < width * height; at++)
    for (let channel = 0; channel < 4; channel++)
      image.data[4 * at + channel] = channel === 3 ? 255 : pixels[at * channels + (channels > 2 ? channel : 0)];
  context.putImageData(image, 0, 0);
  element("taken").hidden = false;
}

// ---------------------------------------------------------------------- files

for (const id of ["file", "camera"])
  element(id).addEventListener("change", (event) => {
    const files = Array.from(event.target.files);
    if (files.length) openAll(files);
    event.target.value = ""; // the same one may be chosen again
  });

let inside = 0; // elements that a drag has entered and not left
const dragsFile = (event) => Array.from(event.dataTransfer?.types ?? []).includes("Files");
addEventListener("dragenter", (event) => {
  if (dragsFile(event) && ++inside) element("over").hidden = false;
});
addEventListener("dragleave", (event) => {
  if (dragsFile(event) && --inside <= 0) element("over").hidden = true;
});
addEventListener("dragover", (event) => event.preventDefault());
addEventListener("drop", (event) => {
  event.preventDefault();
  inside = 0;
  element("over").hidden = true;
  take(event.dataTransfer.files, "What was dropped is no image file. Save the image first, then drop the file.");
});
addEventListener("paste", (event) => {
  if (event.clipboardData.files.length) take(event.clipboardData.files, "What was pasted is no image.");
  else fail(new Error("The clipboard holds no image."));
});

function take(files, otherwise) {
  const images = Array.from(files).filter((file) => file.type.startsWith("image/"));
  if (files.length) openAll(images.length ? images : [files[0]]);
  else fail(new Error(otherwise));
}

// ---------------------------------------------------------------------- drawing

const SIDE = 336; // of the paper, in its own pixels
const { paper, ink, centres } = facts.drawing;
const INKS = channels < 3 ? [ink] : ["#1b1f24", "#d1372d", "#f2b705", "#2a9d4a", "#2f6feb", "#8a5a34", "#ffffff"];
const grey_ = (value) => `rgb(${value} ${value} ${value})`;
const colourOf = (value) => (typeof value === "number" ? grey_(value) : value);
const canvas = element("paper");
let [brush, last, middle] = [INKS[0], null, null];

function startDrawing() {
  element("shown").hidden = element("hint").hidden = true;
  element("drawing").hidden = false;
  element("drop").className = "full draws";
  element("drawn").textContent = centres
    ? "It is centred and sized as the digits it has learned: 20 of 28 pixels high or wide, its centre of mass in the middle."
    : "";
  element("drawing").style.setProperty("--ratio", width / height);
  clearPaper();
  element("drawing").scrollIntoView({ block: "nearest" }); // all of the paper, as touching it doesn't scroll
}

function endDrawing() {
  element("drawing").hidden = true;
}

function clearPaper() {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  [canvas.width, canvas.height] = [SIDE, Math.round((SIDE * height) / width)];
  canvas.style.aspectRatio = `${width} / ${height}`;
  context.fillStyle = colourOf(paper);
  context.fillRect(0, 0, canvas.width, canvas.height);
  asked++;
  element("glance").textContent = "";
  element("said").replaceChildren();
  element("taken").hidden = true;
  state("Draw something.");
}

function pointAt(event) {
  const box = canvas.getBoundingClientRect();
  return [((event.clientX - box.left) * canvas.width) / box.width, ((event.clientY - box.top) * canvas.height) / box.height];
}

function stroke(event) {
  const context = canvas.getContext("2d", { willReadFrequently: true }), point = pointAt(event);
  const half = [(last[0] + point[0]) / 2, (last[1] + point[1]) / 2];
  Object.assign(context, { strokeStyle: colourOf(brush), lineWidth: SIDE / (channels < 3 ? 13 : 24), lineCap: "round", lineJoin: "round" });
  context.beginPath();
  context.moveTo(...(middle ?? last));
  context.quadraticCurveTo(...last, ...half);
  context.stroke();
  [last, middle] = [point, half];
}

canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  [last, middle] = [pointAt(event), null];
  stroke(event);
});
canvas.addEventListener("pointermove", (event) => {
  if (last) (event.getCoalescedEvents?.() ?? [event]).forEach(stroke);
  if (last) askDrawing();
});
for (const kind of ["pointerup", "pointercancel"])
  canvas.addEventListener(kind, (event) => {
    if (!last) return;
    stroke(event);
    last = null;
    askDrawing();
  });

let waits = false; // a stroke came while the network was busy

/** Asks about the drawing, one question at a time. */
async function askDrawing() {
  if (askDrawing.busy) return void (waits = true);
  askDrawing.busy = true;
  try {
    do {
      waits = false;
      const number = ++asked, pixels = drawnPixels();
      if (pixels) await show(pixels, number);
      await new Promise(requestAnimationFrame);
    } while (waits);
  } catch (error) {
    fail(error);
  } finally {
    askDrawing.busy = false;
  }
}

function drawnPixels() {
  const seen = canvas.getContext("2d", { willReadFrequently: true }).getImageData(0, 0, canvas.width, canvas.height).data;
  const drawn = withoutAlpha(canvas.width, canvas.height, seen);
  if (!centres) return networkPixels(drawn, facts.input_size, "stretch", null);
  const found = centred(withChannels(drawn, 1), facts.input_size, paper);
  return found && networkPixels(found, facts.input_size, "stretch", null);
}

element("draw").addEventListener("click", startDrawing);
element("clear").addEventListener("click", clearPaper);
if (INKS.length > 1)
  element("inks").append(...INKS.map((colour, at) => {
    const button = made("button");
    button.type = "button";
    button.style.background = colour;
    button.setAttribute("aria-pressed", at === 0);
    button.setAttribute("aria-label", ["black", "red", "yellow", "green", "blue", "brown", "white"][at]);
    button.addEventListener("click", () => {
      brush = colour;
      for (const other of element("inks").children) other.setAttribute("aria-pressed", other === button);
    });
    return button;
  }));

// ---------------------------------------------------------------------- licences

element("more").addEventListener("click", async () => {
  element("notices").textContent = new TextDecoder().decode(await unzipped(new Blob([packed("packed-notices")]), "gzip"));
  element("notices").hidden = false;
  element("more").hidden = true;
});

// ---------------------------------------------------------------------- for whoever proves this page

const fileOf = (text) => new Blob([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))]);

globalThis.layerloom = {
  /** Seconds until the network could be asked. */
  ready: () => session.then(() => seconds),
  /** What each output says of an image file, or of the numbers of one; both in base64. */
  askFile: async (text) => ask(await pixelsOf(fileOf(text))),
  askPixels: async (text) => ask(new Float32Array(await fileOf(text).arrayBuffer())),
  /** The numbers that a network takes of an image file: this one, or one with other `facts`. */
  pixels: async (text, other) => Array.from(await pixelsOf(fileOf(text), other)),
  told,
  /** The table of the images that were asked about. */
  csv,
};

// From an image file, or a drawing, to the numbers that the network takes: the arithmetic of Layerloom's `predict`, step by step.
// Pillow's bilinear resampling is done here to the bit, because a browser's own scaling is another one everywhere.

/** A picture: `data` holds height × width × count numbers; count 1 grey, 2 grey with transparency, 3 colours, 4 with transparency. */
function picture(width, height, count, data, deep = false) {
  return { width, height, count, data, deep };
}

/** More pixels than these are made fewer before black is put around them. */
const MOST_PADDED = 1 << 24;

// ---------------------------------------------------------------------- files

/** The picture in an image file. `size` is what the network takes: of large photographs no more is read than that needs. */
async function readPicture(blob, size) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const png = await readPng(bytes);
  if (png) return png;
  const jpeg = bytes[0] === 0xff && bytes[1] === 0xd8;
  return readByBrowser(blob, jpeg ? size : null);
}

/** What the browser makes of a file; no colour profile is applied, as nobody does while training. */
async function readByBrowser(blob, jpegFor) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  } catch {
    throw new Error("This is no image that the browser can read. Take a PNG, JPEG or WebP file.");
  }
  const { width, height } = bitmap;
  const shrink = jpegFor ? jpegScale(width, height, jpegFor) : 1;
  const [columns, rows] = [Math.ceil(width / shrink), Math.ceil(height / shrink)];
  const data = new Uint8Array(columns * rows * 4);
  const strip = document.createElement("canvas"); // phones have no canvas for a whole photograph
  strip.width = width;
  strip.height = Math.min(height, 512);
  const context = strip.getContext("2d", { willReadFrequently: true, colorSpace: "srgb" });
  context.imageSmoothingEnabled = false;
  let transparent = false;
  for (let top = 0; top < height; top += strip.height) {
    const count = Math.min(strip.height, height - top);
    context.clearRect(0, 0, width, strip.height);
    context.drawImage(bitmap, 0, -top);
    const seen = context.getImageData(0, 0, width, count).data;
    for (let at = 3; at < seen.length && !transparent; at += 4) transparent = seen[at] < 255;
    averaged(seen, width, count, shrink, data, (top / shrink) * columns * 4, columns);
  }
  bitmap.close();
  strip.width = strip.height = 0;
  return transparent ? picture(columns, rows, 4, data) : withoutAlpha(columns, rows, data);
}

/** By how much a JPEG is read smaller: what is left has twice the wanted size at least. */
function jpegScale(width, height, [wantedHeight, wantedWidth]) {
  const scale = Math.min(Math.floor(width / (2 * wantedWidth)), Math.floor(height / (2 * wantedHeight)));
  return [8, 4, 2, 1].find((step) => scale >= step) ?? 1;
}

/** The means of squares of `shrink` × `shrink` pixels. */
function averaged(seen, width, height, shrink, into, start, columns) {
  if (shrink === 1) return into.set(seen, start);
  for (let row = 0; row * shrink < height; row++) {
    const bottom = Math.min((row + 1) * shrink, height);
    for (let column = 0; column < columns; column++) {
      const right = Math.min((column + 1) * shrink, width);
      const pixels = (bottom - row * shrink) * (right - column * shrink);
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let y = row * shrink; y < bottom; y++)
          for (let x = column * shrink; x < right; x++) sum += seen[(y * width + x) * 4 + channel];
        into[start + (row * columns + column) * 4 + channel] = Math.round(sum / pixels);
      }
    }
  }
}

function withoutAlpha(width, height, data) {
  const colours = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; from < data.length; from += 4) {
    colours[to++] = data[from];
    colours[to++] = data[from + 1];
    colours[to++] = data[from + 2];
  }
  return picture(width, height, 3, colours);
}

// ---------------------------------------------------------------------- PNG

/** The picture in a PNG file, with all of its bits and with the colours beneath its transparency, both of which a browser's
 * canvas loses; `null` for other files and for interlaced ones, which the browser reads. */
async function readPng(bytes) {
  const start = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
  if (start.some((value, at) => bytes[at] !== value)) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [];
  let header, palette, key;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const part = bytes.subarray(at + 8, at + 8 + length);
    if (kind === "IHDR") header = pngHeader(view, at + 8);
    else if (kind === "PLTE") palette = part;
    else if (kind === "tRNS") key = part;
    else if (kind === "IDAT") parts.push(part);
    else if (kind === "eXIf") return null; // says how the camera was held
    else if (kind === "IEND") break;
    at += 12 + length;
  }
  if (!header || header.interlaced || !parts.length) return null;
  if (header.width * header.height > 1e8) throw new Error("This image has more than 100 million pixels.");
  const raw = await unzipped(new Blob(parts), "deflate");
  return pngPicture(header, pngSamples(header, raw), palette, key);
}

function pngHeader(view, at) {
  const counts = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };
  const kind = view.getUint8(at + 9);
  return {
    width: view.getUint32(at), height: view.getUint32(at + 4), bits: view.getUint8(at + 8),
    paletted: kind === 3, count: counts[kind], interlaced: view.getUint8(at + 12) === 1,
  };
}

/** The numbers in the rows of a PNG, its filters taken back. */
function pngSamples({ width, height, bits, count }, raw) {
  const line = Math.ceil((width * count * bits) / 8), step = Math.max(1, (count * bits) >> 3);
  if (raw.length < height * (line + 1)) throw new Error("This image file is cut short.");
  const samples = bits === 16 ? new Uint16Array(width * height * count) : new Uint8Array(width * height * count);
  let above = new Uint8Array(line), current = new Uint8Array(line);
  for (let y = 0; y < height; y++) {
    const start = y * (line + 1), filter = raw[start];
    for (let x = 0; x < line; x++) {
      const left = x < step ? 0 : current[x - step], up = above[x], corner = x < step ? 0 : above[x - step];
      current[x] = raw[start + 1 + x] + predicted(filter, left, up, corner);
    }
    unpack(current, samples, y * width * count, width * count, bits);
    [above, current] = [current, above];
  }
  return samples;
}

function predicted(filter, left, up, corner) {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  return a <= b && a <= c ? left : b <= c ? up : corner;
}

function unpack(row, samples, start, count, bits) {
  for (let at = 0; at < count; at++) {
    if (bits === 8) samples[start + at] = row[at];
    else if (bits === 16) samples[start + at] = (row[2 * at] << 8) | row[2 * at + 1];
    else samples[start + at] = (row[(at * bits) >> 3] >> (8 - bits - ((at * bits) & 7))) & ((1 << bits) - 1);
  }
}

function pngPicture({ width, height, bits, paletted, count }, samples, palette, key) {
  if (paletted) return fromPalette(width, height, samples, palette ?? new Uint8Array(0), key);
  if (bits === 16 && count === 1) return picture(width, height, 1, samples, true);
  const data = new Uint8Array(samples.length);
  const scale = bits < 8 ? 255 / ((1 << bits) - 1) : 1;
  for (let at = 0; at < data.length; at++) data[at] = bits === 16 ? samples[at] >> 8 : samples[at] * scale;
  return picture(width, height, count, data);
}

function fromPalette(width, height, samples, palette, alphas) {
  const count = alphas ? 4 : 3;
  const data = new Uint8Array(width * height * count);
  for (let at = 0; at < samples.length; at++) {
    const entry = samples[at];
    for (let channel = 0; channel < 3; channel++) data[at * count + channel] = palette[3 * entry + channel] ?? 0;
    if (alphas) data[at * count + 3] = alphas[entry] ?? 255;
  }
  return picture(width, height, count, data);
}

/** Bytes that were packed with gzip or deflate. */
async function unzipped(blob, format) {
  return new Uint8Array(await new Response(blob.stream().pipeThrough(new DecompressionStream(format))).arrayBuffer());
}

// ---------------------------------------------------------------------- channels

/** As many channels as are wanted: grey of colours (ITU-R 601), colours of grey, with or without transparency. */
function withChannels(image, wanted) {
  const { width, height, count, data } = image;
  if (count === wanted) return image;
  const pixels = width * height, found = new data.constructor(pixels * wanted);
  const coloured = count > 2, alpha = count === 2 || count === 4;
  for (let at = 0; at < pixels; at++) {
    const from = at * count, to = at * wanted;
    const red = data[from], green = coloured ? data[from + 1] : red, blue = coloured ? data[from + 2] : red;
    if (wanted === 1) found[to] = coloured ? grey(red, green, blue) : red;
    else {
      found[to] = red;
      found[to + 1] = green;
      found[to + 2] = blue;
    }
    if (wanted === 4) found[to + 3] = alpha ? data[from + count - 1] : 255;
  }
  return { ...image, count: wanted, data: found };
}

function grey(red, green, blue) {
  return (19595 * red + 38470 * green + 7471 * blue + 0x8000) >> 16;
}

// ---------------------------------------------------------------------- size

/** The part of an image that is scaled to [height, width], as Keras cuts and pads; it may go beyond the image, where it is black. */
function region(height, width, [wantedHeight, wantedWidth], resizing) {
  if (resizing === "stretch") return { top: 0, left: 0, height, width };
  const scaled = (side, wanted, other) => Math.trunc(Math.fround(Math.fround(side * wanted) / other));
  const [fittingHeight, fittingWidth] = [scaled(width, wantedHeight, wantedWidth), scaled(height, wantedWidth, wantedHeight)];
  if (resizing === "crop") {
    const [tall, wide] = [Math.max(Math.min(height, fittingHeight), 1), Math.max(Math.min(width, fittingWidth), 1)];
    return { top: (height - tall) >> 1, left: (width - wide) >> 1, height: tall, width: wide };
  }
  const [above, before] = [(Math.max(height, fittingHeight) - height) >> 1, (Math.max(width, fittingWidth) - width) >> 1];
  return { top: -above, left: -before, height: height + 2 * above, width: width + 2 * before };
}

/** A picture of that [height, width]. */
function sized(image, size, resizing) {
  let taken = region(image.height, image.width, size, resizing);
  const excess = (taken.height * taken.width) / MOST_PADDED;
  if (excess > 1 && resizing === "pad") {
    const scale = Math.min(1, excess ** -0.5);
    const less = [image.height, image.width].map((side) => Math.max(Math.trunc(side * scale), 1));
    image = resampled(image, less);
    taken = region(image.height, image.width, size, resizing);
  }
  return resampled(cut(image, taken), size);
}

function cut(image, { top, left, height, width }) {
  if (!top && !left && height === image.height && width === image.width) return image;
  const { count, data } = image, found = new data.constructor(height * width * count);
  for (let y = Math.max(0, -top); y < height && y + top < image.height; y++) {
    const first = Math.max(0, -left), last = Math.min(width, image.width - left);
    const from = ((y + top) * image.width + first + left) * count;
    found.set(data.subarray(from, from + (last - first) * count), (y * width + first) * count);
  }
  return { ...image, height, width, data: found };
}

/** Pillow's bilinear resampling, antialiased where an image gets smaller: whole numbers for 8 bits, floats for others. */
function resampled(image, [height, width]) {
  if (image.height === height && image.width === width) return image;
  const seeThrough = image.data instanceof Uint8Array && image.count === 4;
  let found = seeThrough ? premultiplied(image) : image;
  // down first where the height shrinks more than twice as much as the width, as Pillow does from 13.0 on
  const [less, narrower] = [(image.height - height) * image.width, (image.width - width) * image.height];
  const downFirst = less > 0 && less > 2 * narrower;
  if (downFirst) found = down(found, height);
  if (found.width !== width) found = across(found, width);
  if (found.height !== height) found = down(found, height);
  return seeThrough ? multipliedBack(found) : found;
}

const BITS = 22; // behind the point of a weight

/** For each place of a line the first pixel that counts, and the weights of it and those behind it. */
function weights(from, to, whole) {
  const scale = from / to, filter = Math.max(scale, 1);
  return Array.from({ length: to }, (_, place) => {
    const centre = (place + 0.5) * scale;
    const first = Math.max(Math.trunc(centre - filter + 0.5), 0);
    const count = Math.min(Math.trunc(centre + filter + 0.5), from) - first;
    const found = new Float64Array(count);
    let sum = 0;
    for (let at = 0; at < count; at++) {
      found[at] = Math.max(0, 1 - Math.abs((at + first - centre + 0.5) * (1 / filter)));
      sum += found[at];
    }
    for (let at = 0; at < count; at++) {
      if (sum !== 0) found[at] /= sum;
      if (whole) found[at] = Math.trunc(0.5 + found[at] * (1 << BITS));
    }
    return { first, found };
  });
}

function across(image, width) {
  const { height, count, data } = image, whole = data instanceof Uint8Array;
  const into = new data.constructor(height * width * count), places = weights(image.width, width, whole);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const { first, found } = places[x];
      const start = (y * image.width + first) * count;
      for (let channel = 0; channel < count; channel++)
        into[(y * width + x) * count + channel] = weighed(data, start + channel, count, found, whole);
    }
  return { ...image, width, data: into };
}

function down(image, height) {
  const { width, count, data } = image, whole = data instanceof Uint8Array;
  const into = new data.constructor(height * width * count), places = weights(image.height, height, whole);
  for (let y = 0; y < height; y++) {
    const { first, found } = places[y];
    for (let at = 0; at < width * count; at++)
      into[y * width * count + at] = weighed(data, first * width * count + at, width * count, found, whole);
  }
  return { ...image, height, data: into };
}

function weighed(data, start, step, found, whole) {
  let sum = whole ? 1 << (BITS - 1) : 0;
  for (let at = 0, from = start; at < found.length; at++, from += step) sum += data[from] * found[at];
  return whole ? Math.min(255, Math.max(0, Math.floor(sum / (1 << BITS)))) : sum;
}

function premultiplied(image) {
  const data = image.data.slice();
  for (let at = 0; at < data.length; at += 4)
    for (let channel = 0; channel < 3; channel++) {
      const product = data[at + channel] * data[at + 3] + 128;
      data[at + channel] = ((product >> 8) + product) >> 8;
    }
  return { ...image, data };
}

function multipliedBack(image) {
  const { data } = image;
  for (let at = 0; at < data.length; at += 4) {
    const alpha = data[at + 3];
    if (alpha === 0 || alpha === 255) continue;
    for (let channel = 0; channel < 3; channel++) data[at + channel] = Math.min(255, Math.trunc((255 * data[at + channel]) / alpha));
  }
  return image;
}

// ---------------------------------------------------------------------- values

/** What the network takes of a picture: height × width × channels numbers from 0 to 255, as one row of floats.
 * `range` are the values that become 0 and 255; null: those of the image's own type. */
function networkPixels(image, { height, width, channels }, resizing, range) {
  if (!range && !image.deep) return Float32Array.from(sized(withChannels(image, channels), [height, width], resizing).data);
  const known = range ?? [0, 65535];
  const coloured = image.deep ? image : withChannels(image, channels);
  const floats = Float32Array.from(coloured.data, (value) => Math.min(255, Math.max(0, ((value - known[0]) * 255) / (known[1] - known[0]))));
  if (!image.deep && channels === 4) for (let at = 3; at < floats.length; at += 4) floats[at] = coloured.data[at]; // as it is
  const found = sized({ ...coloured, data: floats }, [height, width], resizing);
  if (!image.deep || channels === 1) return found.data;
  return Float32Array.from({ length: height * width * channels }, (_, at) =>
    at % channels === 3 ? 255 : found.data[Math.floor(at / channels)]);
}

// ---------------------------------------------------------------------- drawings

/** A drawing as the images of MNIST were made: its longest side becomes 20 of 28 pixels, and its centre of mass the middle.
 * `paper` is the value where nothing is drawn. Null for an empty one. */
function centred(image, { height, width }, paper) {
  const ink = Float32Array.from(image.data, (value) => Math.abs(value - paper));
  const bounds = boundsOf(ink, image.width, image.height);
  if (!bounds) return null;
  const scale = ((20 / 28) * Math.min(height, width)) / Math.max(bounds.height, bounds.width);
  const size = [bounds.height, bounds.width].map((side) => Math.max(1, Math.round(side * scale)));
  const drawn = resampled(cut({ ...image, data: ink }, bounds), size);
  const [mass, across_, down_] = moments(drawn);
  const place = (middle, room, side) => Math.min(Math.max(Math.round((room + 1) / 2 - middle), 0), room - side); // MNIST's pixel (14, 14)
  const left = place(across_ / mass, width, size[1]), top = place(down_ / mass, height, size[0]);
  const data = new Uint8Array(height * width).fill(paper);
  for (let y = 0; y < size[0]; y++)
    for (let x = 0; x < size[1]; x++) data[(y + top) * width + x + left] = Math.abs(paper - Math.round(drawn.data[y * size[1] + x]));
  return picture(width, height, 1, data);
}

function boundsOf(ink, width, height) {
  let [top, left, bottom, right] = [height, width, -1, -1];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (ink[y * width + x] > 12) {
        [top, left] = [Math.min(top, y), Math.min(left, x)];
        [bottom, right] = [Math.max(bottom, y), Math.max(right, x)];
      }
  return bottom < 0 ? null : { top, left, height: bottom - top + 1, width: right - left + 1 };
}

function moments({ width, data }) {
  let [mass, across_, down_] = [0, 0, 0];
  data.forEach((value, at) => {
    mass += value;
    across_ += value * ((at % width) + 0.5);
    down_ += value * (Math.floor(at / width) + 0.5);
  });
  return [mass, across_, down_];
}

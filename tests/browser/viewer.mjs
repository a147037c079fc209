// SPDX-License-Identifier: MIT
// Chromium's PDF viewer, as a person uses it: a form is opened, clicked into, typed in and saved.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

// How many dots of a picture are darker than a sum of red, green and blue, counted by a page of its own: that of the
// viewer is not ours to look into.
const darker = (page, png, sum) => page.evaluate(async ({ data, sum }) => {
  const image = new Image();
  image.src = `data:image/png;base64,${data}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d');
  canvas.drawImage(image, 0, 0);
  const dots = canvas.getImageData(0, 0, image.width, image.height).data;
  let n = 0;
  for (let i = 0; i < dots.length; i += 4) n += dots[i] + dots[i + 1] + dots[i + 2] < sum;
  return n;
}, { data: png.toString('base64'), sum });

export const dark = (page, png) => darker(page, png, 300);

// The viewer fits the page to its window's width, less a narrow edge.
const WIDE = 1000, EDGE = 7.5, TOP = 4, NEXT_TOP = 14; // below the edge of the page before

// A piece of the page's margin: white, except while the viewer dims the page, which it does as it loads.
const MARGIN = { x: 20, y: 20, width: 40, height: 40 }, WHITE = 3 * 255;

const PAUSE = 150; // ms until the viewer has taken a click or a key

export async function openViewer(browser, pdf, pageWidth, number = 1) {
  const view = await browser.newPage({ viewport: { width: WIDE, height: 1420 } }), counter = await browser.newPage();
  await view.goto(`${pathToFileURL(path.resolve(pdf)).href}#toolbar=0&view=FitH&page=${number}`);
  const scale = (WIDE - 2 * EDGE) / pageWidth, head = { x: 0, y: 0, width: WIDE, height: 400 };
  const undimmed = async () => await darker(counter, await view.screenshot({ clip: MARGIN }), WHITE) === 0;
  // A picture once the page is not dimmed and two in a row are the same.
  const settled = async (options) => {
    for (let last = null, i = 0; i < 150; i += 1) {
      const next = await view.screenshot(options);
      if (last && next.equals(last) && await undimmed()) return next;
      last = next;
      await view.waitForTimeout(100);
    }
    throw new Error('the viewer does not come to rest');
  };
  // Until the page is drawn: before that all is dark, then all is white.
  for (let i = 0; i < 150; i += 1) {
    if (await undimmed() && await dark(counter, await view.screenshot({ clip: head })) > 300) break;
    await view.waitForTimeout(100);
  }
  if (number > 1) await settled({ clip: head }); // it shows the first page before it goes to another
  const clipOf = (field, pageHeight) => ({ x: EDGE + field.x * scale, y: (number > 1 ? NEXT_TOP : TOP) + (pageHeight - field.y - field.height) * scale, width: field.width * scale, height: field.height * scale });
  const click = async (field, pageHeight) => {
    const clip = clipOf(field, pageHeight);
    await view.mouse.click(clip.x + clip.width / 2, clip.y + clip.height / 2);
    await view.waitForTimeout(PAUSE);
  };
  const type = async (field, pageHeight, text) => {
    await click(field, pageHeight);
    await view.keyboard.press('Control+A'); // what is typed replaces what is there
    for (const [i, line] of text.split('\n').entries()) {
      if (i) await view.keyboard.press('Enter');
      if (line) await view.keyboard.insertText(line);
    }
    await view.waitForTimeout(PAUSE);
    await view.keyboard.press('Tab');
    await view.waitForTimeout(PAUSE);
  };
  // In a list that nothing is chosen of: the first key chooses the first item, and each one more the next.
  const choose = async (field, pageHeight, index) => {
    await click(field, pageHeight);
    for (let i = 0; i <= index; i += 1) await view.keyboard.press('ArrowDown');
    await view.keyboard.press('Tab');
    await view.waitForTimeout(PAUSE);
  };
  // What its button for saving gives, asked of the viewer's own page.
  const save = async () => {
    const frame = view.frames().find((one) => one.url().startsWith('chrome-extension:'));
    const text = await frame.evaluate(async () => {
      const { dataToSave } = await document.querySelector('pdf-viewer').currentController.save('EDITED');
      let bytes = '';
      for (const byte of new Uint8Array(dataToSave)) bytes += String.fromCharCode(byte);
      return btoa(bytes);
    });
    return Buffer.from(text, 'base64');
  };
  return { view, clipOf, settled, click, type, choose, save };
}

import { crc32, deflateSync } from 'node:zlib';
import type { DeskFile } from '../../src/adapters/desk/index.ts';

/** A file of the demo; `contentId` where the mail shows it within its text. */
export function file(name: string, type: string, content: string | Uint8Array<ArrayBuffer>, contentId?: string): DeskFile {
  const blob = new Blob([content], { type });
  return { name, type, size: blob.size, stream: () => blob.stream(), ...(contentId === undefined ? {} : { contentId }) };
}

/** A small picture: bars of a chart on white, as PNG (https://www.w3.org/TR/png-3/). */
export function chart(heights: readonly number[], [red, green, blue]: readonly [number, number, number]): Uint8Array<ArrayBuffer> {
  const [bar, gap, height] = [24, 8, 120];
  const width = heights.length * (bar + gap) + gap;
  const rows = Buffer.alloc((width * 3 + 1) * height, 255);
  for (let y = 0; y < height; y += 1) {
    const row = y * (width * 3 + 1);
    rows[row] = 0; // no filter
    for (const [index, tall] of heights.entries()) {
      if (height - y > tall) continue;
      const left = row + 1 + (gap + index * (bar + gap)) * 3;
      for (let x = 0; x < bar; x += 1) rows.set([red, green, blue], left + x * 3);
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8); // eight bits each of red, green and blue
  return new Uint8Array(Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', header), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0)),
  ]));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}

/** A page of PDF with one line of Latin text. */
export function pdf(line: string): Uint8Array<ArrayBuffer> {
  const content = `BT /F1 20 Tf 48 120 Td (${line}) Tj ET`;
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 480 240] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>',
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
    `<< /Length ${String(content.length)} >>\nstream\n${content}\nendstream`,
  ];
  let text = '%PDF-1.4\n';
  const table = objects.map((object, index) => {
    const entry = `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return entry;
  });
  const start = text.length;
  text += `xref\n0 ${String(objects.length + 1)}\n0000000000 65535 f \n${table.join('')}trailer\n<< /Size ${String(objects.length + 1)} /Root 1 0 R >>\nstartxref\n${String(start)}\n%%EOF\n`;
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

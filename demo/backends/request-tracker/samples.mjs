// Files that the demo's tickets carry. Made in memory, the same every time.
import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';

/** A PNG (RFC 2083) of one 8-bit RGB image, whose pixels come from `paint(x, y)`. */
function png(width, height, paint) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(data.length, 0);
    frame.writeUInt32BE(crc32(body), 4);
    return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const rows = Array.from({ length: height }, (_, y) => (
    [0, ...Array.from({ length: width }, (_, x) => paint(x / width, y / height)).flat()]));
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.from(rows.flat()))), chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** The smallest PDF with one line of text that viewers open without a repair. */
function pdf(line) {
  const drawing = `BT /F 20 Tf 36 60 Td (${line}) Tj ET`;
  const bodies = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 140]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>',
    `<</Length ${drawing.length}>>stream\n${drawing}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let text = '%PDF-1.4\n';
  const table = bodies.map((body, index) => {
    const entry = `${String(text.length).padStart(10, '0')} 00000 n \n`;
    text += `${index + 1} 0 obj\n${body}\nendobj\n`;
    return entry;
  });
  const start = text.length;
  return Buffer.from(`${text}xref\n0 6\n0000000000 65535 f \n${table.join('')}trailer\n<</Size 6/Root 1 0 R>>\nstartxref\n${start}\n%%EOF\n`);
}

const diagonal = (x, y) => (Math.abs(x - y) < 0.04 ? [200, 40, 60] : [235 - x * 40, 240 - y * 30, 250]);

export const samples = {
  picture: { name: 'Upload stuck at 80 %.png', type: 'image/png', content: png(320, 180, diagonal) },
  inline: { name: 'scan.png', type: 'image/png', content: png(160, 90, (x, y) => [40 + x * 60, 90 + y * 90, 140]) },
  log: { name: 'widget-cloud.log', type: 'text/plain', content: '08:14:02 WARN  queue grows: 812 files\n08:14:09 ERROR Gerät nicht erreichbar\n' },
  estimate: { name: '견적서 2026년 11월.pdf', type: 'application/pdf', content: pdf('Estimate 2026-11') },
  bill: { name: 'Rechnung № 77 – Oktober.pdf', type: 'application/pdf', content: pdf('Bill 77') },
  emoji: { name: 'crash 🐙.txt', type: 'text/plain', content: 'at sync 🐙 (line 12)\n' },
  page: { name: 'preview.html', type: 'text/html', content: '<!doctype html><title>x</title><script>document.title = "ran"</script>' },
  vector: { name: 'badge.svg', type: 'image/svg+xml', content: '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(2)</script></svg>' },
  table: { name: 'devices.csv', type: 'text/csv', content: 'device;city\n1;Köln\n2;부산\n' },
  large: { name: 'diagnostics-5MB.bin', type: 'application/octet-stream',
    content: createHash('shake256', { outputLength: 5 * 1024 * 1024 }).update('portico').digest() },
  secret: { name: 'INTERNAL-ONLY findings.txt', type: 'text/plain', content: 'INTERNAL-ONLY: what the logs really say\n' },
};

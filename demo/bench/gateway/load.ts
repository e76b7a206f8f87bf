import { asked, client } from './client.ts';
import { memoryOf, type World } from './world.ts';

/** Customers who ask without a pause, each on a connection of their own. @returns requests a second */
export async function throughput(urls: readonly string[], cookie: string, { customers, seconds }: { readonly customers: number; readonly seconds: number }): Promise<number> {
  const begun = performance.now();
  const end = begun + seconds * 1000;
  const counts = await Promise.all(Array.from({ length: customers }, async (_, number) => {
    const one = client(urls[number % urls.length] ?? '', cookie);
    let count = 0;
    for (; performance.now() < end; count++) await asked(one, 'GET', '/tickets');
    one.end();
    return count;
  }));
  return counts.reduce((sum, count) => sum + count, 0) / ((performance.now() - begun) / 1000);
}

const SLICE = 1024 * 1024;
/** Milliseconds between two looks at the memory. */
const LOOK = 50;
const WARM_UPS = 5;

/** Files that arrive at the same time, and then a new ticket with each. @param arrived Called in between. */
async function sendFiles({ instances: [one], cookie }: World, { files, bytes }: { readonly files: number; readonly bytes: number }, arrived = (): void => undefined): Promise<void> {
  const page = client(one?.url ?? '', cookie, files);
  try {
    const { items: [form] } = await asked(page, 'GET', '/forms') as { items: { id: string }[] };
    const content = new Uint8Array(SLICE).fill(7);
    const ids = await Promise.all(Array.from({ length: files }, async (_, number) => {
      let upload = await asked(page, 'POST', '/uploads', { name: `${String(number)}.bin`, type: 'application/octet-stream', size: bytes }) as { id: string; received: number };
      while (upload.received < bytes) {
        upload = await asked(page, 'PUT', `/uploads/${upload.id}?offset=${String(upload.received)}`, content.subarray(0, Math.min(SLICE, bytes - upload.received))) as typeof upload;
      }
      return upload.id;
    }));
    arrived();
    await Promise.all(ids.map((id) => asked(page, 'POST', '/tickets', { formId: form?.id, values: { subject: 'A file', message: 'Here it is.' }, files: { attachments: [id] } })));
  } finally {
    page.end();
  }
}

/** Files that all arrive at the same time. @returns the most memory that the gateway has held above what it held before, in bytes: while they arrived, and in all */
export async function uploadMemory(world: World, files: { readonly files: number; readonly bytes: number }): Promise<{ arriving: number; handingOn: number }> {
  const { pid } = world.instances[0] ?? {};
  // What the process needs once, such as its code, is not what files take.
  for (let round = 0; round < WARM_UPS; round++) await sendFiles(world, { files: 3, bytes: SLICE });
  const before = await memoryOf(pid);
  let [most, arriving] = [before, 0];
  const looking = setInterval(() => { void memoryOf(pid).then((now) => { most = Math.max(most, now); }, () => undefined); }, LOOK);
  try {
    await sendFiles(world, files, () => { arriving = most - before; });
    return { arriving, handingOn: most - before };
  } finally {
    clearInterval(looking);
  }
}

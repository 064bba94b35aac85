/** Server-sent events, read from the body of an answer: `EventSource` could send no token. */

export type TakeEvent = (name: string, data: unknown, id: number) => void;

const SILENT_MS = 45_000; // three beats of the service were missed: the line is dead

export async function readEvents(
  body: ReadableStream<Uint8Array>,
  take: TakeEvent,
): Promise<void> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader();
  const lines = reader as unknown as ReadableStreamDefaultReader<string>;
  for (let kept = ""; ; ) {
    const { done, value } = await inTime(lines);
    if (done) return;
    const blocks = (kept + value).split("\n\n");
    kept = blocks.pop() ?? "";
    blocks.forEach((block) => takeBlock(block, take));
  }
}

async function inTime(
  reader: ReadableStreamDefaultReader<string>,
): Promise<ReadableStreamReadResult<string>> {
  const timer = setTimeout(() => void reader.cancel(), SILENT_MS);
  try {
    return await reader.read();
  } finally {
    clearTimeout(timer);
  }
}

function takeBlock(block: string, take: TakeEvent): void {
  const fields = new Map(block.split("\n").map((line) => line.split(/: (.*)/s, 2) as [string, string]));
  const data = fields.get("data");
  if (data) take(fields.get("event") ?? "", JSON.parse(data), Number(fields.get("id") ?? 0));
}

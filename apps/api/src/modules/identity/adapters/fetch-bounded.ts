const MOST_BYTES = 256 * 1024;

/** Fetches without following redirects and without reading more than a key set can need: an issuer may be anything by now. */
export async function fetchBounded(url: string, init: RequestInit): Promise<Response> {
  const response = await fetch(url, { ...init, redirect: 'error' });
  const { status } = response;
  if (!response.body) return new Response(null, { status });
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MOST_BYTES) throw new Error('answer too large');
    chunks.push(chunk);
  }
  return new Response(Buffer.concat(chunks), { status });
}
